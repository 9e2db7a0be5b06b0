package kz.qalqan.history.archive;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import did.
 *
 * @param outcome how it ended
 * @param readings readings in the archive
 * @param duplicates readings that were there already: same sensor, time and value
 * @param rejected lines, or cells of lines, that were refused
 * @param unknown how many of those were of a sensor the plan does not know, by its name in the file
 * @param outOfOrder readings so far behind others that their time of receipt is not theirs
 * @param first time of the first reading; null when there is none
 * @param last time of the last
 * @param examples the first refused lines, as they are in the reject file
 */
public record ImportReport(
        Outcome outcome,
        long readings,
        long duplicates,
        long rejected,
        Map<String, Long> unknown,
        long outOfOrder,
        @Nullable Instant first,
        @Nullable Instant last,
        List<String> examples) {

    /** How an import ended. */
    public enum Outcome {
        /** The archive is there. */
        COMPLETE,
        /** It was there before, made from the same files: nothing changed. */
        ALREADY_THERE,
        /** Not one reading could be taken: there is no archive. */
        EMPTY,
        /** It was called off: there is no archive. */
        CANCELLED
    }

    public ImportReport {
        unknown = Map.copyOf(unknown);
        examples = List.copyOf(examples);
    }

    static ImportReport of(Outcome outcome, Rejects rejects) {
        return new ImportReport(outcome, 0, 0, rejects.count(), rejects.unknown(), 0, null, null, rejects.examples());
    }
}
