package kz.qalqan.journal;

import java.util.List;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Turns a small batch into rows, laid out in {@link Rows}.
 *
 * <p>Threads: the journal's writer.
 */
final class RowEncoder {
    private final SensorMemory memory = new SensorMemory();
    private int[] numbers = new int[0];

    /** From here on nothing refers to readings before. */
    void forget() {
        memory.forget();
    }

    /** Whether rows are the smaller layout, and can say all of the batch. */
    boolean suits(ReadingBatch batch, SensorDictionary sensors) {
        int n = batch.size();
        int m = batch.sensors().size();
        if (n > Rows.READINGS_MAX || n >= (long) Rows.OF_A_SENSOR * Math.max(m, 1)) {
            return false;
        }
        int met = 0;
        for (int i = 0; i < n; i++) {
            int sensor = batch.sensor()[i];
            if (sensor > met) {
                return false;
            }
            met += sensor == met ? 1 : 0;
        }
        if (met != m) {
            return false;
        }
        number(batch, sensors);
        memory.beginBatch();
        for (int s = 0; s < m; s++) {
            if (memory.indexOf(numbers[s]) >= 0) {
                return false;
            }
            memory.index(numbers[s], s);
        }
        return true;
    }

    private void number(ReadingBatch batch, SensorDictionary sensors) {
        int m = batch.sensors().size();
        numbers = numbers.length < m ? new int[m] : numbers;
        for (int s = 0; s < m; s++) {
            numbers[s] = sensors.numberOf(batch.sensors().get(s));
        }
    }

    /** Writes a batch that suits. */
    void encode(ReadingBatch batch, long receivedAtMicros, ByteSink out) {
        List<ReadingBatch.MessageMark> messages = batch.messages();
        int flags = flags(batch);
        int hashBytes = hashBytes(messages);
        out.putVarint(batch.size());
        out.putVarint(messages.size());
        out.putByte(flags);
        out.putByte(hashBytes);
        int last = 0;
        for (int i = 0; i < messages.size(); i++) {
            ReadingBatch.MessageMark mark = messages.get(i);
            if (i == 0 || (flags & Rows.RISING_IDS) == 0) {
                out.putZigzag((long) mark.packetId() - last);
            }
            if ((flags & Rows.SINGLE_READINGS) == 0) {
                out.putVarint(mark.readings());
            }
            for (int b = hashBytes - 1; b >= 0; b--) {
                out.putByte((int) (mark.payloadHash() >>> (b * Byte.SIZE)));
            }
            last = mark.packetId();
        }
        int before = -1;
        for (int i = 0; i < batch.size(); i++) {
            int sensor = numbers[batch.sensor()[i]];
            out.putZigzag((long) sensor - (before + 1));
            row(batch, i, receivedAtMicros, out);
            before = sensor;
        }
        if ((flags & Rows.MARKS) != 0) {
            BatchEncoder.marks(batch, out);
        }
        if ((flags & Rows.ZONES) != 0) {
            BatchEncoder.zones(batch, out);
        }
    }

    private static int flags(ReadingBatch batch) {
        boolean single = true;
        boolean rising = true;
        boolean marks = false;
        int expected = 0;
        for (int i = 0; i < batch.messages().size(); i++) {
            ReadingBatch.MessageMark mark = batch.messages().get(i);
            single &= mark.readings() == 1;
            rising &= i == 0 || mark.packetId() == expected;
            marks |= mark.duplicates() != 0 || mark.replayOf() != 0;
            expected = mark.packetId() + 1;
        }
        return (single ? Rows.SINGLE_READINGS : 0)
                | (rising ? Rows.RISING_IDS : 0)
                | (marks ? Rows.MARKS : 0)
                | (batch.elsewhere().isEmpty() ? 0 : Rows.ZONES);
    }

    private static int hashBytes(List<ReadingBatch.MessageMark> messages) {
        long all = 0;
        for (int i = 0; i < messages.size(); i++) {
            all |= messages.get(i).payloadHash();
        }
        return Long.BYTES - Long.numberOfLeadingZeros(all) / Byte.SIZE;
    }

    private void row(ReadingBatch batch, int i, long receivedAtMicros, ByteSink out) {
        int sensor = numbers[batch.sensor()[i]];
        long time = batch.measuredAtMicros()[i];
        double value = batch.value()[i];
        int quality = batch.quality()[i];
        boolean known = memory.knows(sensor);
        long late = time - (known ? memory.expected(sensor) : receivedAtMicros);
        int timeCode = !known
                ? Rows.TIME_RECEIVED
                : late == 0
                        ? Rows.TIME_EXPECTED
                        : late % Rows.MICROS_PER_MILLI == 0 ? Rows.TIME_MILLIS : Rows.TIME_MICROS;
        int decimals = known ? memory.decimals(sensor) : -1;
        boolean same = decimals >= 0 && Columns.exact(value, decimals);
        int found = same ? decimals : decimals(value);
        long scaled = found < 0 ? 0 : (long) Math.rint(value * Columns.power(found));
        long difference = scaled - memory.scaled(sensor);
        int valueCode = valueCode(same, found, difference);
        int tag = timeCode | (valueCode << Rows.TIME_BITS);
        out.putByte(quality == 0 ? tag : tag | (1 << (Rows.TIME_BITS + Rows.VALUE_BITS)));
        if (timeCode != Rows.TIME_EXPECTED) {
            out.putZigzag(timeCode == Rows.TIME_MILLIS ? late / Rows.MICROS_PER_MILLI : late);
        }
        memory.time(sensor, time);
        if (valueCode == Rows.VALUE_RAW) {
            out.putLong(Double.doubleToRawLongBits(value));
        } else {
            value(valueCode, found, valueCode == Rows.VALUE_SCALED ? scaled : difference, out);
            memory.value(sensor, found, scaled);
        }
        if (quality != 0) {
            out.putVarint(Integer.toUnsignedLong(quality));
        }
    }

    private static int valueCode(boolean same, int decimals, long difference) {
        if (decimals < 0) {
            return Rows.VALUE_RAW;
        }
        if (!same) {
            return Rows.VALUE_SCALED;
        }
        boolean small =
                difference >= -Rows.VALUE_SMALL_ZERO && difference <= Rows.VALUE_SMALL_MAX - Rows.VALUE_SMALL_ZERO;
        return small ? (int) difference + Rows.VALUE_SMALL_ZERO : Rows.VALUE_DIFFERENCE;
    }

    private static void value(int code, int decimals, long number, ByteSink out) {
        if (code == Rows.VALUE_SCALED) {
            out.putByte(decimals);
        }
        if (code > Rows.VALUE_SMALL_MAX) {
            out.putZigzag(number);
        }
    }

    /** Fewest decimals of a value, or -1. */
    private static int decimals(double value) {
        for (int d = 0; d <= Columns.DECIMALS_MAX; d++) {
            if (Columns.exact(value, d)) {
                return d;
            }
        }
        return -1;
    }
}
