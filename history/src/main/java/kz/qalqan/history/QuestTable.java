package kz.qalqan.history;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.ErrorTag;
import io.questdb.cairo.TableReader;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.wal.WalWriter;
import io.questdb.cairo.wal.seq.SeqTxnTracker;
import io.questdb.griffin.SqlException;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * One table of QuestDB: its writer, what of it is visible, its partitions.
 *
 * <p>Threads: any; one writer at a time.
 */
final class QuestTable {
    private final CairoEngine engine;
    private final TableToken token;
    private final String name;
    private final DateTimeFormatter partition;

    private QuestTable(CairoEngine engine, String name, String partition) {
        this.engine = engine;
        this.token = engine.verifyTableName(name);
        this.name = name;
        this.partition = DateTimeFormatter.ofPattern(partition, Locale.ROOT).withZone(java.time.ZoneOffset.UTC);
    }

    /** The table by that name, created when it is not there. */
    static QuestTable open(CairoEngine engine, String name, String columns, boolean byDay) throws SqlException {
        QuestSql.execute(
                engine,
                "CREATE TABLE IF NOT EXISTS " + name + " (ts TIMESTAMP, sensor SYMBOL CAPACITY 4096, " + columns
                        + ") TIMESTAMP(ts) PARTITION BY " + (byDay ? "DAY" : "MONTH")
                        + " WAL DEDUP UPSERT KEYS(ts, sensor"
                        + (columns.contains("value") ? ", value)" : ")"));
        return new QuestTable(engine, name, byDay ? "uuuu-MM-dd" : "uuuu-MM");
    }

    /** Starts a commit. */
    WalWriter writer() {
        return engine.getWalWriter(token);
    }

    /** Commits that are durable but not yet visible. */
    long waiting() {
        return Math.max(
                0, engine.getTableSequencerAPI().lastTxn(token) - tracker().getWriterTxn());
    }

    /** Waits until what is durable now is visible; false when it is not within the time. */
    boolean awaitApplied(Duration longest) {
        long wanted = engine.getTableSequencerAPI().lastTxn(token);
        for (long millis = 0; tracker().getWriterTxn() < wanted; millis++) {
            if (millis >= longest.toMillis() || tracker().isSuspended()) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** Why nothing is applied any more; empty when it is. */
    String suspension() {
        SeqTxnTracker tracker = tracker();
        return tracker.isSuspended() ? name + ": " + tracker.getErrorTag() + " " + tracker.getErrorMessage() : "";
    }

    /** Whether the machine stands in the way (disk, memory, handles) and not the data; true also while it runs. */
    boolean notDamaged() {
        return !tracker().isSuspended() || tracker().getErrorTag() != ErrorTag.NONE;
    }

    /** Goes on applying after a suspension. */
    void resume() throws SqlException {
        if (tracker().isSuspended()) {
            QuestSql.execute(engine, "ALTER TABLE " + name + " RESUME WAL");
        }
    }

    /** Stops applying, as the database itself does after an error. */
    void suspend(ErrorTag tag, String message) {
        engine.getTableSequencerAPI().suspendTable(token, tag, message);
    }

    /** Starts of the partitions there are, epoch microseconds; a partition that was split counts once. */
    Set<Long> partitions() {
        Set<Long> starts = new TreeSet<>();
        try (TableReader reader = engine.getReader(token)) {
            for (int i = 0; i < reader.getPartitionCount(); i++) {
                starts.add(reader.floorToPartitionTimestamp(reader.getPartitionTimestampByIndex(i)));
            }
        }
        return starts;
    }

    /** Drops partitions by their starts. */
    void drop(Set<Long> starts) throws SqlException {
        QuestSql.execute(
                engine,
                "ALTER TABLE " + name + " DROP PARTITION LIST "
                        + starts.stream()
                                .map(start -> "'" + partition.format(ReadingBatch.instantOfMicros(start)) + "'")
                                .collect(Collectors.joining(", ")));
    }

    private SeqTxnTracker tracker() {
        return engine.getTableSequencerAPI().getTxnTracker(token);
    }
}
