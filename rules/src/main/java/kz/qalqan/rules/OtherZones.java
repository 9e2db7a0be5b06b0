package kz.qalqan.rules;

import java.util.List;
import kz.qalqan.telemetry.ReadingBatch.Elsewhere;

/**
 * Which zone a reading of a batch came for, when it is not that of the plan. Asked in the order of the readings.
 *
 * <p>Threads: the judgement thread only.
 */
final class OtherZones {
    private final List<Elsewhere> runs;
    private int next;

    OtherZones(List<Elsewhere> runs) {
        this.runs = runs;
    }

    /** Zone of the topic of reading {@code i}; empty when the batch does not say. */
    String of(int i) {
        while (next < runs.size() && runs.get(next).from() + runs.get(next).count() <= i) {
            next++;
        }
        return next < runs.size() && runs.get(next).from() <= i ? runs.get(next).zone() : "";
    }
}
