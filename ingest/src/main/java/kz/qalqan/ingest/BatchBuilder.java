package kz.qalqan.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.Elsewhere;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import kz.qalqan.telemetry.SensorId;

/**
 * Collects the readings of one site until the next flush.
 *
 * <p>Threads: the ingest thread only.
 */
final class BatchBuilder {
    private static final int FIRST_SIZE = 64;

    private final Map<SensorId, Integer> places = new HashMap<>();
    private final List<SensorId> sensors = new ArrayList<>();
    private final List<MessageMark> messages = new ArrayList<>();
    private int[] sensor = new int[FIRST_SIZE];
    private long[] micros = new long[FIRST_SIZE];
    private double[] value = new double[FIRST_SIZE];
    private int[] quality = new int[FIRST_SIZE];
    private final List<Elsewhere> elsewhere = new ArrayList<>();
    private int size;

    void add(Judged.Accepted reading) {
        if (size == sensor.length) {
            grow();
        }
        sensor[size] = places.computeIfAbsent(reading.sensor(), this::place);
        micros[size] = reading.micros();
        value[size] = reading.value();
        quality[size] = reading.quality();
        if (!reading.elsewhere().isEmpty()) {
            elsewhere(reading.elsewhere());
        }
        size++;
    }

    private void elsewhere(String zone) {
        int last = elsewhere.size() - 1;
        Elsewhere run = last < 0 ? new Elsewhere(0, 0, "") : elsewhere.get(last);
        if (run.from() + run.count() == size && run.zone().equals(zone)) {
            elsewhere.set(last, new Elsewhere(run.from(), run.count() + 1, zone));
        } else {
            elsewhere.add(new Elsewhere(size, 1, zone));
        }
    }

    void mark(MessageMark message) {
        messages.add(message);
    }

    int size() {
        return size;
    }

    ReadingBatch build() {
        return new ReadingBatch(
                sensors,
                Arrays.copyOf(sensor, size),
                Arrays.copyOf(micros, size),
                Arrays.copyOf(value, size),
                Arrays.copyOf(quality, size),
                messages,
                elsewhere);
    }

    private Integer place(SensorId id) {
        sensors.add(id);
        return sensors.size() - 1;
    }

    private void grow() {
        int larger = size * 2;
        sensor = Arrays.copyOf(sensor, larger);
        micros = Arrays.copyOf(micros, larger);
        value = Arrays.copyOf(value, larger);
        quality = Arrays.copyOf(quality, larger);
    }
}
