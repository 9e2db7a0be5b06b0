package kz.qalqan.journal;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Turns a batch of readings into compressed columns, laid out in {@link Columns}, or small ones into {@link Rows}.
 *
 * <p>Threads: the journal's writer; its arrays are used again for each batch.
 */
final class BatchEncoder implements AutoCloseable {
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(Columns.ZSTD_LEVEL);
    private final RowEncoder rows = new RowEncoder();
    private final ByteSink columns = new ByteSink(64 << 10);
    private int[] order = new int[0];
    private int[] begin = new int[1];

    /** Appends the payload of the batch to {@code out}; the dictionary knows its sensors. */
    void encode(ReadingBatch batch, long receivedAtMicros, SensorDictionary sensors, ByteSink out) {
        columns.clear();
        if (rows.suits(batch, sensors)) {
            rows.encode(batch, receivedAtMicros, columns);
            compress(Rows.PLAIN, Rows.ZSTD, Rows.ZSTD_FROM_BYTES, out);
            return;
        }
        group(batch);
        columns.putVarint(batch.size());
        columns.putVarint(batch.sensors().size());
        for (int i = 0; i < batch.sensors().size(); i++) {
            columns.putVarint(sensors.numberOf(batch.sensors().get(i)));
        }
        messages(batch);
        arrival(batch);
        times(batch);
        values(batch);
        quality(batch);
        boolean marked = batch.messages().stream().anyMatch(mark -> mark.duplicates() != 0 || mark.replayOf() != 0);
        columns.putByte(marked ? 1 : 0);
        if (marked) {
            marks(batch, columns);
        }
        zones(batch, columns);
        compress(Columns.PLAIN, Columns.ZSTD, Columns.ZSTD_FROM_BYTES, out);
    }

    @Override
    public void close() {
        zstd.close();
    }

    /** From here on no batch refers to one before. */
    void forget() {
        rows.forget();
    }

    private void compress(int plain, int packed, int fromBytes, ByteSink out) {
        int start = out.size();
        if (columns.size() >= fromBytes) {
            out.putByte(packed);
            out.putVarint(columns.size());
            int room = (int) Zstd.compressBound(columns.size());
            out.reserve(room);
            out.grew(zstd.compressByteArray(out.array(), out.size(), room, columns.array(), 0, columns.size()));
        }
        if (out.size() == start || out.size() - start > columns.size()) {
            out.cutTo(start);
            out.putByte(plain);
            out.putBytes(columns.array(), 0, columns.size());
        }
    }

    /** Stable counting sort by sensor: reading {@code order[i]} for i in {@code begin[s]..begin[s+1]-1} is of s. */
    private void group(ReadingBatch batch) {
        int n = batch.size();
        int m = batch.sensors().size();
        if (order.length < n) {
            order = new int[n];
        }
        begin = begin.length > m ? begin : new int[m + 1];
        Arrays.fill(begin, 0, m + 1, 0);
        int[] sensor = batch.sensor();
        for (int i = 0; i < n; i++) {
            begin[sensor[i] + 1]++;
        }
        for (int s = 0; s < m; s++) {
            begin[s + 1] += begin[s];
        }
        for (int i = 0; i < n; i++) {
            order[begin[sensor[i]]++] = i;
        }
        System.arraycopy(begin, 0, begin, 1, m);
        begin[0] = 0;
    }

    private void messages(ReadingBatch batch) {
        columns.putVarint(batch.messages().size());
        int last = 0;
        for (int i = 0; i < batch.messages().size(); i++) {
            ReadingBatch.MessageMark mark = batch.messages().get(i);
            columns.putZigzag((long) mark.packetId() - last);
            columns.putVarint(mark.readings());
            columns.putLong(mark.payloadHash());
            last = mark.packetId();
        }
    }

    private void arrival(ReadingBatch batch) {
        int last = -1;
        for (int sensor : batch.sensor()) {
            columns.putZigzag(sensor - (last + 1));
            last = sensor;
        }
    }

    private void times(ReadingBatch batch) {
        long[] micros = batch.measuredAtMicros();
        int unit = unit(micros);
        long unitMicros = Columns.unitMicros(unit);
        columns.putByte(unit);
        long sensorFirst = 0;
        for (int s = 0; s < batch.sensors().size(); s++) {
            long last = sensorFirst;
            long step = 0;
            for (int i = begin[s]; i < begin[s + 1]; i++) {
                long time = micros[order[i]] / unitMicros;
                columns.putZigzag(time - last - step);
                step = i == begin[s] ? 0 : time - last;
                sensorFirst = i == begin[s] ? time : sensorFirst;
                last = time;
            }
        }
    }

    private static int unit(long[] micros) {
        int unit = Columns.units() - 1;
        for (long time : micros) {
            while (time % Columns.unitMicros(unit) != 0) {
                unit--;
            }
        }
        return unit;
    }

    private void values(ReadingBatch batch) {
        int m = batch.sensors().size();
        int decimalsAt = columns.size();
        columns.reserve(m);
        columns.grew(m);
        for (int s = 0; s < m; s++) {
            int decimals = decimals(batch.value(), s);
            columns.array()[decimalsAt + s] = (byte) decimals;
            if (decimals == Columns.NOT_DECIMAL) {
                rawValues(batch.value(), s);
            } else {
                scaledValues(batch.value(), s, Columns.power(decimals));
            }
        }
    }

    private int decimals(double[] value, int sensor) {
        int decimals = 0;
        for (int i = begin[sensor]; i < begin[sensor + 1]; i++) {
            while (!Columns.exact(value[order[i]], decimals)) {
                if (++decimals > Columns.DECIMALS_MAX) {
                    return Columns.NOT_DECIMAL;
                }
            }
        }
        for (int i = begin[sensor]; i < begin[sensor + 1]; i++) {
            if (!Columns.exact(value[order[i]], decimals)) {
                return Columns.NOT_DECIMAL;
            }
        }
        return decimals;
    }

    private void scaledValues(double[] value, int sensor, double power) {
        long last = 0;
        for (int i = begin[sensor]; i < begin[sensor + 1]; i++) {
            long scaled = (long) Math.rint(value[order[i]] * power);
            columns.putZigzag(scaled - last);
            last = scaled;
        }
    }

    private void rawValues(double[] value, int sensor) {
        long last = 0;
        for (int i = begin[sensor]; i < begin[sensor + 1]; i++) {
            long bits = Double.doubleToRawLongBits(value[order[i]]);
            long changed = bits ^ last;
            int leading = Long.numberOfLeadingZeros(changed) / Byte.SIZE;
            int trailing = changed == 0 ? 0 : Long.numberOfTrailingZeros(changed) / Byte.SIZE;
            int middle = Long.BYTES - leading - trailing;
            columns.putByte((leading << 4) | middle);
            for (int b = middle - 1; b >= 0; b--) {
                columns.putByte((int) (changed >>> ((trailing + b) * Byte.SIZE)));
            }
            last = bits;
        }
    }

    private void quality(ReadingBatch batch) {
        int all = 0;
        for (int bits : batch.quality()) {
            all |= bits;
        }
        columns.putByte(all == 0 ? 0 : 1);
        for (int i = 0; all != 0 && i < batch.size(); i++) {
            columns.putVarint(Integer.toUnsignedLong(batch.quality()[order[i]]));
        }
    }

    /** What only few messages bear: duplicates, and the refused message they replay. */
    static void marks(ReadingBatch batch, ByteSink out) {
        for (int i = 0; i < batch.messages().size(); i++) {
            out.putVarint(batch.messages().get(i).duplicates());
            out.putVarint(batch.messages().get(i).replayOf());
        }
    }

    /** Which readings came for another zone than the plan's. */
    static void zones(ReadingBatch batch, ByteSink out) {
        out.putVarint(batch.elsewhere().size());
        int last = 0;
        for (int i = 0; i < batch.elsewhere().size(); i++) {
            ReadingBatch.Elsewhere run = batch.elsewhere().get(i);
            out.putVarint((long) run.from() - last);
            out.putVarint(run.count());
            out.putText(run.zone());
            last = run.from() + run.count();
        }
    }
}
