package kz.qalqan.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Tick;

/** Journal entries of a site for tests. */
final class Entries {
    static final String SITE = "karaganda-1";
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    static final SensorId CH4 = new SensorId(SITE, "GA-07", Quantity.CH4);
    static final SensorId DUST = new SensorId(SITE, "DU-01", Quantity.DUST);

    /** The times of these entries are fixed, so they must not grow too old. */
    static final EmbeddedConfig FOR_EVER =
            EmbeddedConfig.STANDARD.with(new EmbeddedConfig.Retention(36_500, 36_500, 14));

    private Entries() {}

    static Reading reading(SensorId sensor, Instant at, double value) {
        return new Reading(sensor, at, at.plusMillis(40), value, Quality.GOOD);
    }

    static JournalEntry entry(long position, Reading... readings) {
        return new JournalEntry(position, readings[0].receivedAt(), batch(List.of(readings)));
    }

    static JournalEntry tick(long position, Instant at) {
        return new JournalEntry(position, at, new Tick());
    }

    static ReadingBatch batch(List<Reading> readings) {
        Map<SensorId, Integer> index = new LinkedHashMap<>();
        readings.forEach(r -> index.putIfAbsent(r.sensor(), index.size()));
        int[] sensor = readings.stream().mapToInt(r -> index.get(r.sensor())).toArray();
        long[] at = readings.stream()
                .mapToLong(r -> ReadingBatch.micros(r.measuredAt()))
                .toArray();
        double[] value = readings.stream().mapToDouble(Reading::value).toArray();
        int[] quality = readings.stream().mapToInt(r -> r.quality().bits()).toArray();
        return new ReadingBatch(List.copyOf(index.keySet()), sensor, at, value, quality, List.of());
    }

    static Double lastValue(JournalEntry entry) {
        ReadingBatch batch = (ReadingBatch) entry.content();
        return batch.value()[batch.size() - 1];
    }

    /** Entries of {@code perEntry} readings of as many sensors, one a second, at positions from {@code first}. */
    static List<JournalEntry> run(long first, int entries, int perEntry) {
        List<JournalEntry> run = new ArrayList<>();
        for (int e = 0; e < entries; e++) {
            long position = first + e;
            Instant at = START.plusSeconds(position);
            Reading[] readings = new Reading[perEntry];
            for (int i = 0; i < perEntry; i++) {
                readings[i] = reading(new SensorId(SITE, "S" + i, Quantity.CH4), at, (position * 31 + i) % 500 * 0.01);
            }
            run.add(entry(position, readings));
        }
        return run;
    }
}
