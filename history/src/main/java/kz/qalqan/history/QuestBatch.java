package kz.qalqan.history;

import io.questdb.cairo.TableWriter;
import io.questdb.cairo.wal.WalWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * Rows that become durable together. Closing without commit forgets them.
 *
 * <p>Threads: one.
 */
final class QuestBatch implements AutoCloseable {
    private final WalWriter writer;
    private final long keptFrom;
    private final Set<Long> hours = new TreeSet<>();
    private final Map<Key, Hour.Sum> late = new HashMap<>();
    private long lastHour = Long.MIN_VALUE;

    private record Key(String sensor, long hour) {}

    /** A batch of readings; what was measured before {@code keptFrom} is not stored, only summed up. */
    QuestBatch(QuestTable table, long keptFrom) {
        this.writer = table.writer();
        this.keptFrom = keptFrom;
    }

    /** Adds the readings of a journal entry. */
    void add(ReadingBatch batch, long position, long receivedMicros) {
        String[] names = batch.sensors().stream().map(SensorId::toString).toArray(String[]::new);
        for (int i = 0; i < batch.size(); i++) {
            Placed placed = Placed.of(batch, i, receivedMicros);
            if (placed.ts() < keptFrom) {
                addLate(names[batch.sensor()[i]], placed);
                continue;
            }
            TableWriter.Row row = writer.newRow(placed.ts());
            row.putSym(1, names[batch.sensor()[i]]);
            row.putTimestamp(2, receivedMicros);
            row.putDouble(3, placed.value());
            row.putInt(4, placed.quality());
            row.putLong(5, position);
            row.append();
            long hour = Range.floor(placed.ts(), Range.HOUR);
            if (hour != lastHour) {
                hours.add(hour);
                lastHour = hour;
            }
        }
    }

    private void addLate(String sensor, Placed placed) {
        if (HourSums.counts(placed.value(), placed.quality())) {
            late.merge(
                    new Key(sensor, Range.floor(placed.ts(), Range.HOUR)), Hour.Sum.of(placed.value()), Hour.Sum::plus);
        }
    }

    /** Adds hours; the table is that of hours. */
    void add(List<Hour> sums) {
        for (Hour hour : sums) {
            TableWriter.Row row = writer.newRow(hour.start());
            row.putSym(1, hour.sensor());
            row.putDouble(2, hour.sum().low());
            row.putDouble(3, hour.sum().high());
            row.putDouble(4, hour.sum().total());
            row.putLong(5, hour.sum().number());
            row.append();
        }
    }

    /** Hours in which readings were added. */
    Set<Long> hours() {
        return hours;
    }

    /** What was measured too long ago to be stored, by hour. */
    List<Hour> late() {
        return late.entrySet().stream()
                .map(e -> new Hour(e.getKey().sensor(), e.getKey().hour(), e.getValue()))
                .toList();
    }

    /** Makes them durable. */
    void commit() {
        writer.commit();
    }

    @Override
    public void close() {
        writer.close();
    }
}
