package kz.qalqan.journal;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * Reads what {@link BatchEncoder} wrote, laid out in {@link Columns} or {@link Rows}.
 *
 * <p>Threads: one; its buffers are used again for each batch.
 */
final class BatchDecoder implements AutoCloseable {
    private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
    private final ByteSource columns = new ByteSource();
    private final RowDecoder rows = new RowDecoder();
    private byte[] unpacked = new byte[0];

    /** The batch of one record of this schema version. */
    ReadingBatch decode(ByteSource payload, int version, long receivedAtMicros, List<SensorId> dictionary) {
        int codec = payload.getByte();
        ByteSource in = unpack(codec, payload);
        if (codec == Rows.PLAIN || codec == Rows.ZSTD) {
            ReadingBatch batch = rows.decode(in, dictionary, receivedAtMicros);
            in.expectEnd();
            return batch;
        }
        int n = in.getCount("readings", ReadingBatch.SIZE_MAX);
        int m = in.getCount("sensors", SensorDictionary.SENSORS_MAX);
        List<SensorId> sensors = new ArrayList<>(Math.min(m, in.left()));
        for (int s = 0; s < m; s++) {
            sensors.add(dictionary.get(in.getCount("sensor number", dictionary.size() - 1)));
        }
        List<ReadingBatch.MessageMark> messages = messages(in);
        int[] sensor = arrival(in, n, m);
        int[] begin = new int[m + 1];
        int[] order = order(sensor, begin);
        long[] times = times(in, begin, order);
        double[] values = values(in, begin, order);
        int[] quality = quality(in, order);
        List<ReadingBatch.Elsewhere> elsewhere = List.of();
        if (version > 1) {
            messages = anyMarks(in) ? marks(in, messages) : messages;
            elsewhere = elsewhere(in, n);
        }
        in.expectEnd();
        return new ReadingBatch(sensors, sensor, times, values, quality, messages, elsewhere);
    }

    @Override
    public void close() {
        zstd.close();
    }

    /** From here on no batch refers to one before. */
    void forget() {
        rows.forget();
    }

    private ByteSource unpack(int codec, ByteSource payload) {
        if (codec > Rows.ZSTD) {
            throw new MalformedRecord("unknown codec " + codec + " of a batch; this build knows 0 to " + Rows.ZSTD);
        }
        boolean plain = codec == Columns.PLAIN || codec == Rows.PLAIN;
        int length = plain ? payload.left() : payload.getCount("columns", Columns.BYTES_MAX);
        int packed = payload.left();
        int at = payload.at();
        byte[] bytes = payload.array();
        payload.over(bytes, at + packed, 0);
        if (plain) {
            return columns.over(bytes, at, length);
        }
        if (unpacked.length < length) {
            unpacked = new byte[length];
        }
        try {
            int got = zstd.decompressByteArray(unpacked, 0, length, bytes, at, packed);
            if (got != length) {
                throw new MalformedRecord("columns unpack to " + got + " bytes, not " + length);
            }
        } catch (ZstdException e) {
            throw new MalformedRecord("columns do not unpack: " + e.getMessage(), e);
        }
        return columns.over(unpacked, 0, length);
    }

    private static List<ReadingBatch.MessageMark> messages(ByteSource in) {
        int count = in.getCount("messages", Columns.BYTES_MAX);
        List<ReadingBatch.MessageMark> messages = new ArrayList<>(Math.min(count, in.left()));
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = Math.toIntExact(last + in.getZigzag());
            int readings = in.getCount("readings of a message", Integer.MAX_VALUE);
            messages.add(new ReadingBatch.MessageMark(last, in.getLong(), readings));
        }
        return messages;
    }

    private static int[] arrival(ByteSource in, int n, int m) {
        int[] sensor = new int[n];
        long last = -1;
        for (int i = 0; i < n; i++) {
            last = last + 1 + in.getZigzag();
            if (last < 0 || last >= m) {
                throw new MalformedRecord("reading " + i + " is of sensor " + last + " of " + m);
            }
            sensor[i] = (int) last;
        }
        return sensor;
    }

    private static int[] order(int[] sensor, int[] begin) {
        int m = begin.length - 1;
        for (int s : sensor) {
            begin[s + 1]++;
        }
        for (int s = 0; s < m; s++) {
            begin[s + 1] += begin[s];
        }
        int[] order = new int[sensor.length];
        for (int i = 0; i < sensor.length; i++) {
            order[begin[sensor[i]]++] = i;
        }
        System.arraycopy(begin, 0, begin, 1, m);
        begin[0] = 0;
        return order;
    }

    private static long[] times(ByteSource in, int[] begin, int[] order) {
        int unit = in.getByte();
        if (unit >= Columns.units()) {
            throw new MalformedRecord("unknown unit of time " + unit);
        }
        long unitMicros = Columns.unitMicros(unit);
        long[] micros = new long[order.length];
        long sensorFirst = 0;
        for (int s = 0; s + 1 < begin.length; s++) {
            long last = sensorFirst;
            long step = 0;
            for (int i = begin[s]; i < begin[s + 1]; i++) {
                long time = last + step + in.getZigzag();
                micros[order[i]] = time * unitMicros;
                step = i == begin[s] ? 0 : time - last;
                sensorFirst = i == begin[s] ? time : sensorFirst;
                last = time;
            }
        }
        return micros;
    }

    private static double[] values(ByteSource in, int[] begin, int[] order) {
        double[] values = new double[order.length];
        byte[] decimals = in.getBytes(begin.length - 1);
        for (int s = 0; s < decimals.length; s++) {
            int d = decimals[s] & 0xFF;
            if (d == Columns.NOT_DECIMAL) {
                raw(in, values, order, begin[s], begin[s + 1]);
            } else if (d <= Columns.DECIMALS_MAX) {
                long last = 0;
                for (int i = begin[s]; i < begin[s + 1]; i++) {
                    last += in.getZigzag();
                    values[order[i]] = last / Columns.power(d);
                }
            } else {
                throw new MalformedRecord("a sensor with " + d + " decimals");
            }
        }
        return values;
    }

    private static void raw(ByteSource in, double[] values, int[] order, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            int control = in.getByte();
            int leading = control >>> 4;
            int middle = control & 0xF;
            int trailing = Long.BYTES - leading - middle;
            if (trailing < 0) {
                throw new MalformedRecord("a value of " + leading + " + " + middle + " bytes");
            }
            long changed = 0;
            for (int b = 0; b < middle; b++) {
                changed = (changed << Byte.SIZE) | in.getByte();
            }
            bits ^= middle == 0 ? 0 : changed << (trailing * Byte.SIZE);
            values[order[i]] = Double.longBitsToDouble(bits);
        }
    }

    private static int[] quality(ByteSource in, int[] order) {
        int[] quality = new int[order.length];
        int kind = in.getByte();
        if (kind > 1) {
            throw new MalformedRecord("unknown kind of quality column " + kind);
        }
        for (int i = 0; kind == 1 && i < order.length; i++) {
            quality[order[i]] = (int) in.getVarint();
        }
        return quality;
    }

    private static boolean anyMarks(ByteSource in) {
        int kind = in.getByte();
        if (kind > 1) {
            throw new MalformedRecord("unknown kind of column of duplicates " + kind);
        }
        return kind == 1;
    }

    /** The messages with what only few of them bear. */
    static List<ReadingBatch.MessageMark> marks(ByteSource in, List<ReadingBatch.MessageMark> messages) {
        List<ReadingBatch.MessageMark> complete = new ArrayList<>(messages.size());
        for (ReadingBatch.MessageMark mark : messages) {
            int duplicates = in.getCount("duplicates of a message", Integer.MAX_VALUE);
            complete.add(new ReadingBatch.MessageMark(
                    mark.packetId(), mark.payloadHash(), mark.readings(), duplicates, in.getVarint()));
        }
        return complete;
    }

    /** Which of {@code n} readings came for another zone than the plan's. */
    static List<ReadingBatch.Elsewhere> elsewhere(ByteSource in, int n) {
        int runs = in.getCount("runs of another zone", n);
        List<ReadingBatch.Elsewhere> elsewhere = new ArrayList<>(runs);
        int last = 0;
        for (int i = 0; i < runs; i++) {
            int from = last + in.getCount("readings before another zone", n - last);
            int count = in.getCount("readings of another zone", n - from);
            elsewhere.add(new ReadingBatch.Elsewhere(from, count, in.getText()));
            last = from + count;
        }
        return elsewhere;
    }
}
