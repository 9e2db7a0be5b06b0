package kz.qalqan.journal;

import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * Reads the rows that {@link RowEncoder} wrote, laid out in {@link Rows}; every batch in its order since the last
 * {@link #forget}.
 *
 * <p>Threads: one.
 */
final class RowDecoder {
    private final SensorMemory memory = new SensorMemory();

    /** From here on nothing refers to readings before. */
    void forget() {
        memory.forget();
    }

    ReadingBatch decode(ByteSource in, List<SensorId> dictionary, long receivedAtMicros) {
        int n = in.getCount("readings", Rows.READINGS_MAX);
        int count = in.getCount("messages", ReadingBatch.SIZE_MAX);
        int flags = in.getByte();
        List<ReadingBatch.MessageMark> messages = messages(in, count, flags);
        int[] sensor = new int[n];
        long[] times = new long[n];
        double[] values = new double[n];
        int[] quality = new int[n];
        List<SensorId> sensors = new ArrayList<>();
        memory.beginBatch();
        long before = -1;
        for (int i = 0; i < n; i++) {
            before = before + 1 + in.getZigzag();
            if (before < 0 || before >= dictionary.size()) {
                throw new MalformedRecord("row " + i + " is of sensor " + before + " of " + dictionary.size());
            }
            int number = (int) before;
            sensor[i] = index(number, dictionary, sensors);
            int tag = in.getByte();
            times[i] = time(tag & ((1 << Rows.TIME_BITS) - 1), number, receivedAtMicros, in);
            int code = (tag >>> Rows.TIME_BITS) & ((1 << Rows.VALUE_BITS) - 1);
            values[i] = value(code, number, in);
            quality[i] = (tag >>> (Rows.TIME_BITS + Rows.VALUE_BITS)) == 0 ? 0 : (int) in.getVarint();
        }
        List<ReadingBatch.MessageMark> marked = (flags & Rows.MARKS) == 0 ? messages : BatchDecoder.marks(in, messages);
        List<ReadingBatch.Elsewhere> zones = (flags & Rows.ZONES) == 0 ? List.of() : BatchDecoder.elsewhere(in, n);
        return new ReadingBatch(sensors, sensor, times, values, quality, marked, zones);
    }

    private static List<ReadingBatch.MessageMark> messages(ByteSource in, int count, int flags) {
        int hashBytes = in.getByte();
        if (hashBytes > Long.BYTES) {
            throw new MalformedRecord("a hash of " + hashBytes + " bytes");
        }
        List<ReadingBatch.MessageMark> messages = new ArrayList<>(Math.min(count, in.left() + 1));
        int id = 0;
        for (int i = 0; i < count; i++) {
            boolean told = i == 0 || (flags & Rows.RISING_IDS) == 0;
            id = Math.toIntExact(id + (told ? in.getZigzag() : 1));
            int readings =
                    (flags & Rows.SINGLE_READINGS) == 0 ? in.getCount("readings of a message", Integer.MAX_VALUE) : 1;
            long hash = 0;
            for (int b = 0; b < hashBytes; b++) {
                hash = (hash << Byte.SIZE) | in.getByte();
            }
            messages.add(new ReadingBatch.MessageMark(id, hash, readings));
        }
        return messages;
    }

    private int index(int number, List<SensorId> dictionary, List<SensorId> sensors) {
        int at = memory.indexOf(number);
        if (at < 0) {
            at = sensors.size();
            memory.index(number, at);
            sensors.add(dictionary.get(number));
        }
        return at;
    }

    private long time(int code, int sensor, long receivedAtMicros, ByteSource in) {
        if (code != Rows.TIME_RECEIVED && !memory.knows(sensor)) {
            throw new MalformedRecord("a row refers to a reading that is not there");
        }
        long time =
                switch (code) {
                    case Rows.TIME_EXPECTED -> memory.expected(sensor);
                    case Rows.TIME_MILLIS -> memory.expected(sensor) + in.getZigzag() * Rows.MICROS_PER_MILLI;
                    case Rows.TIME_MICROS -> memory.expected(sensor) + in.getZigzag();
                    default -> receivedAtMicros + in.getZigzag();
                };
        memory.time(sensor, time);
        return time;
    }

    private double value(int code, int sensor, ByteSource in) {
        if (code == Rows.VALUE_RAW) {
            return Double.longBitsToDouble(in.getLong());
        }
        int decimals = code == Rows.VALUE_SCALED ? in.getByte() : memory.decimals(sensor);
        if (decimals < 0 || decimals > Columns.DECIMALS_MAX) {
            throw new MalformedRecord("a value with " + decimals + " decimals");
        }
        long scaled =
                switch (code) {
                    case Rows.VALUE_SCALED -> in.getZigzag();
                    case Rows.VALUE_DIFFERENCE -> memory.scaled(sensor) + in.getZigzag();
                    default -> memory.scaled(sensor) + code - Rows.VALUE_SMALL_ZERO;
                };
        memory.value(sensor, decimals, scaled);
        return scaled / Columns.power(decimals);
    }
}
