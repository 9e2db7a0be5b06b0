package kz.qalqan.ingest;

import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;

/**
 * What ingest needs of its surroundings.
 *
 * @param plan the plan in force; asked often, must be quick
 * @param logs where each site's entries become durable, in the order of the plan: the first takes what names no site
 * @param past what stands in those logs already
 * @param stored how far history has come with each site
 * @param clock the engine's clock (design 13.1)
 * @param metrics who counts
 */
public record IngestPorts(
        Supplier<Plan> plan,
        Map<String, EntryLog> logs,
        Past past,
        Stored stored,
        InstantSource clock,
        IngestMetrics metrics) {

    /** How far history has come. */
    @FunctionalInterface
    public interface Stored {
        /** With the journal of this site, both figures of one moment. */
        Progress of(String site);
    }

    /**
     * How far history has come with a journal.
     *
     * @param position of the last entry that is durable there
     * @param readings how many readings the entries up to there brought it, since it began
     * @param rejected of these, what its store did not take: they wait on
     */
    public record Progress(long position, long readings, long rejected) {
        /** Progress of a store that takes all. */
        public Progress(long position, long readings) {
            this(position, readings, 0);
        }

        /** Nothing yet. */
        public static final Progress NOTHING = new Progress(0, 0);
    }

    /** Reads the journal of a site, so that balance, quarantine and identities survive a restart. */
    @FunctionalInterface
    public interface Past {
        /**
         * Hands in the entries the journal of the site holds now, in order; returns when done.
         *
         * @param after the position behind which to begin; 0 for the beginning. What is gone already is left out
         */
        void replay(String site, long after, Consumer<JournalEntry> each);
    }

    public IngestPorts {
        if (logs.isEmpty()) {
            throw new IllegalArgumentException("ingest needs the log of at least one site");
        }
        logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
    }
}
