package kz.qalqan.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.journal.Snapshot;
import kz.qalqan.rules.RuleEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the engine of a site comes to its state at a start: from its newest snapshot; where there is none that this build
 * can read, from the journal of the last days.
 *
 * <p>Threads: that of its caller.
 *
 * @param from position the journal is judged from
 * @param was engine the state comes from when that is another than this build's, so that what it sees otherwise is told
 *     as {@code engine-changed}; empty when it is the same
 */
record EngineStart(long from, Optional<String> was) {
    /** Name of the engine's snapshots. */
    static final String SNAPSHOT = "engine";

    /**
     * What an engine without a state looks back on: the ambient of a place is a median that leaves out the last day and
     * needs a day before that, and the longest rule of drainage looks back three days. More would keep a large mine
     * waiting for its judgement.
     */
    static final Duration LOOK_BACK = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);
    private static final Duration READ_MAX = Duration.ofSeconds(10);

    /**
     * Brings the engine to a state.
     *
     * @param booked how far the alert book has come: nothing newer may be restored, or the book would miss it
     */
    static EngineStart of(Journal journal, RuleEngine engine, long booked) {
        Optional<Snapshot> newest =
                journal.snapshots().latest(SNAPSHOT).filter(snapshot -> snapshot.position() <= booked);
        if (newest.isEmpty()) {
            return new EngineStart(0, Optional.empty());
        }
        Snapshot snapshot = newest.get();
        try {
            String was = engine.restore(snapshot.bytes());
            return new EngineStart(
                    snapshot.position(), was.equals(RuleEngine.VERSION) ? Optional.empty() : Optional.of(was));
        } catch (IllegalArgumentException e) {
            long from = firstSince(journal, booked, LOOK_BACK);
            LOG.warn(
                    "the engine's snapshot at position {} is of no use to this build ({}): judging again from {}",
                    snapshot.position(),
                    e.getMessage(),
                    from);
            return new EngineStart(from, Optional.of("of another form"));
        }
    }

    /** The position before the first entry that was received at most so long before the one at {@code end}. */
    private static long firstSince(Journal journal, long end, Duration back) {
        long older = journal.first() - 1;
        Instant since = received(journal, Math.max(older, end - 1)).minus(back);
        long younger = end;
        while (younger - older > 1) {
            long middle = older + (younger - older) / 2;
            if (received(journal, middle - 1).isBefore(since)) {
                older = middle;
            } else {
                younger = middle;
            }
        }
        return older;
    }

    /** When the entry after a position was received; the start of time where there is none. */
    private static Instant received(Journal journal, long after) {
        if (after >= journal.durable()) {
            return Instant.EPOCH;
        }
        try (JournalReader reader = journal.reader(after)) {
            var entry = reader.next(READ_MAX);
            return entry == null ? Instant.EPOCH : entry.receivedAt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Instant.EPOCH;
        }
    }
}
