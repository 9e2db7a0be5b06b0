package kz.qalqan.history;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.qalqan.history.QuestDb.Row;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * The newest stored reading of each sensor, in memory: asking the table would scan it for every dead sensor.
 *
 * <p>Threads: any.
 */
final class LastValues {
    private final Map<SensorId, Row> rows = new ConcurrentHashMap<>();

    void offer(SensorId sensor, Row row) {
        rows.merge(sensor, row, (old, now) -> now.newerThan(old) ? now : old);
    }

    void clear() {
        rows.clear();
    }

    /** The readings of a site by sensor. */
    List<Reading> of(String site) {
        return rows.entrySet().stream()
                .filter(e -> e.getKey().site().equals(site))
                .sorted(Map.Entry.comparingByKey())
                .map(e -> reading(e.getKey(), e.getValue()))
                .toList();
    }

    static Reading reading(SensorId sensor, Row row) {
        return new Reading(
                sensor,
                ReadingBatch.instantOfMicros(row.ts()),
                ReadingBatch.instantOfMicros(row.received()),
                row.value(),
                new Quality(row.quality()));
    }
}
