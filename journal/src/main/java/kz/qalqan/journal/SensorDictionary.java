package kz.qalqan.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * The sensors of a segment by number: each is written once, batches refer to it.
 *
 * <p>Threads: the journal's writer.
 */
final class SensorDictionary {
    /** Most sensors one segment can number. */
    static final int SENSORS_MAX = 1 << 22;

    /** A segment with this many sensors is ended before the next group, which cannot bring as many again. */
    static final int SENSORS_ENOUGH = 1 << 18;

    private final Map<SensorId, Integer> numbers = new HashMap<>();
    private final List<SensorId> sensors = new ArrayList<>();

    /** Numbers the sensors of a batch that have none yet; true when there were any. */
    boolean learn(ReadingBatch batch) {
        int before = sensors.size();
        for (int i = 0; i < batch.sensors().size(); i++) {
            SensorId sensor = batch.sensors().get(i);
            if (!numbers.containsKey(sensor)) {
                numbers.put(sensor, sensors.size());
                sensors.add(sensor);
            }
        }
        return sensors.size() > before;
    }

    int size() {
        return sensors.size();
    }

    int numberOf(SensorId sensor) {
        Integer number = numbers.get(sensor);
        if (number == null) {
            throw new IllegalStateException("sensor " + sensor + " is not in the dictionary");
        }
        return number;
    }

    /** Payload of a dictionary record: first number, count, names. */
    void encode(int from, ByteSink sink) {
        sink.putVarint(from);
        sink.putVarint((long) sensors.size() - from);
        for (SensorId sensor : sensors.subList(from, sensors.size())) {
            sink.putText(sensor.toString());
        }
    }

    /** Adds the sensors of a dictionary record to those read so far. */
    static void decode(ByteSource source, List<SensorId> sensors) {
        int from = source.getCount("first sensor number", SENSORS_MAX);
        if (from != sensors.size()) {
            throw new MalformedRecord("dictionary goes on at " + from + " after " + sensors.size() + " sensors");
        }
        for (int left = source.getCount("new sensors", SENSORS_MAX); left > 0; left--) {
            sensors.add(sensor(source.getText()));
        }
        source.expectEnd();
    }

    private static SensorId sensor(String text) {
        try {
            return SensorId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedRecord("dictionary: " + e.getMessage(), e);
        }
    }
}
