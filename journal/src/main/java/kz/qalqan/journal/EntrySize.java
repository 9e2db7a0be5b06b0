package kz.qalqan.journal;

import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;

/** About how much memory an entry holds, for the limits of what waits and what stays in memory. */
final class EntrySize {
    static final int READING_BYTES = 24;
    private static final int OBJECT_BYTES = 256;
    private static final int MESSAGE_BYTES = 32;
    private static final int SENSOR_BYTES = 8;

    private EntrySize() {}

    static long bytes(Entry entry) {
        if (entry instanceof ReadingBatch batch) {
            return OBJECT_BYTES
                    + (long) READING_BYTES * batch.size()
                    + (long) MESSAGE_BYTES * batch.messages().size()
                    + (long) SENSOR_BYTES * batch.sensors().size();
        }
        if (entry instanceof Quarantined message) {
            return (long) OBJECT_BYTES + message.payload().length;
        }
        if (entry instanceof OwnRules rules) {
            return OBJECT_BYTES
                    + rules.files().stream()
                            .mapToLong(file -> OBJECT_BYTES + 2L * file.text().length())
                            .sum()
                    + rules.faults().stream()
                            .mapToLong(fault -> 2L * fault.length())
                            .sum();
        }
        return entry instanceof PlanInForce plan
                ? OBJECT_BYTES + 2L * plan.text().length()
                : OBJECT_BYTES;
    }
}
