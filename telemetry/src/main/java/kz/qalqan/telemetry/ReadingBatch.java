package kz.qalqan.telemetry;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What one group of messages brought, as columns: the journal's most frequent entry.
 *
 * <p>Columns and not a list of {@link Reading}, so that two million readings a second can be judged and compressed
 * without an object each. Times are epoch microseconds here, and only here. The arrays are owned by the batch: a caller
 * that keeps them must not write to them.
 *
 * <p>Threads: immutable by agreement.
 *
 * @param sensors the distinct sensors of this batch
 * @param sensor for each reading the index into {@code sensors}
 * @param measuredAtMicros for each reading its time, epoch microseconds
 * @param value for each reading its value in the canonical unit
 * @param quality for each reading {@link Quality#bits()}
 * @param messages the messages the readings came in, in order; their counts add up to {@link #size()}
 * @param elsewhere which readings came for another zone than the plan's; in order, without overlap, mostly none
 */
@SuppressWarnings("ArrayRecordComponent") // columns are the point; equality is by content below
public record ReadingBatch(
        List<SensorId> sensors,
        int[] sensor,
        long[] measuredAtMicros,
        double[] value,
        int[] quality,
        List<MessageMark> messages,
        List<Elsewhere> elsewhere)
        implements Entry {

    /** Most readings in one batch. */
    public static final int SIZE_MAX = 65_536;

    /**
     * What is kept of a message to recognise its redelivery and to keep the balance (design 13.6, 13.10). A batch of
     * marks without readings is an ordinary entry: it says that messages came and brought nothing new.
     *
     * @param packetId MQTT packet id; 0 for QoS 0
     * @param payloadHash over topic and payload; small numbers take less room in the journal
     * @param readings how many readings of this batch it brought; 0 when all of them were duplicates
     * @param duplicates how many readings it brought that were already there, and so are not in the batch
     * @param replayOf position of the {@link Quarantined} entry these readings were replayed from, which so leaves
     *     quarantine; 0 for a message from the broker
     */
    public record MessageMark(int packetId, long payloadHash, int readings, int duplicates, long replayOf) {
        /** A message from the broker without duplicates. */
        public MessageMark(int packetId, long payloadHash, int readings) {
            this(packetId, payloadHash, readings, 0, 0);
        }
    }

    /**
     * Readings in a row whose topic named another zone than the plan (design 13.5): the stricter of both zones' limits
     * applies.
     *
     * @param from index of the first
     * @param count how many
     * @param zone the zone of the topic, which the plan need not have
     */
    public record Elsewhere(int from, int count, String zone) {}

    public ReadingBatch {
        sensors = List.copyOf(sensors);
        messages = List.copyOf(messages);
        elsewhere = List.copyOf(elsewhere);
        int size = sensor.length;
        if (size > SIZE_MAX || measuredAtMicros.length != size || value.length != size || quality.length != size) {
            throw new IllegalArgumentException("columns of a batch must have one length, at most " + SIZE_MAX + ": "
                    + size + ", " + measuredAtMicros.length + ", " + value.length + ", " + quality.length);
        }
    }

    /** A batch whose readings all came for the zone of the plan. */
    public ReadingBatch(
            List<SensorId> sensors,
            int[] sensor,
            long[] measuredAtMicros,
            double[] value,
            int[] quality,
            List<MessageMark> messages) {
        this(sensors, sensor, measuredAtMicros, value, quality, messages, List.of());
    }

    /** Number of readings. */
    public int size() {
        return sensor.length;
    }

    /** The sensor of reading {@code i}. */
    public SensorId sensorOf(int i) {
        return sensors.get(sensor[i]);
    }

    /** Reading {@code i} as a value, for everything but the hot path. */
    public Reading reading(int i, Instant receivedAt) {
        return new Reading(
                sensorOf(i), instantOfMicros(measuredAtMicros[i]), receivedAt, value[i], new Quality(quality[i]));
    }

    /** Epoch microseconds of an instant, rounded down. */
    public static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
    }

    /** The instant of epoch microseconds. */
    public static Instant instantOfMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    @Override
    public void visit(Visitor visitor) {
        visitor.readings(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReadingBatch that
                && sensors.equals(that.sensors)
                && messages.equals(that.messages)
                && elsewhere.equals(that.elsewhere)
                && Arrays.equals(sensor, that.sensor)
                && Arrays.equals(measuredAtMicros, that.measuredAtMicros)
                && Arrays.equals(value, that.value)
                && Arrays.equals(quality, that.quality);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(measuredAtMicros) * 31 + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "ReadingBatch[" + size() + " readings of " + sensors.size() + " sensors in " + messages.size()
                + " messages]";
    }
}
