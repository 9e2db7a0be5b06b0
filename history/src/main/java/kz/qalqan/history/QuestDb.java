package kz.qalqan.history;

import io.questdb.ServerMain;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.ErrorTag;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.cairo.wal.WalWriter;
import io.questdb.cairo.wal.seq.SeqTxnTracker;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.griffin.engine.functions.bind.BindVariableServiceImpl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * The only class that speaks to QuestDB (beside its {@link QuestDbSettings}): its interface is internal and changes
 * between versions.
 *
 * <p>One table; a row is
 *
 * <pre>
 *   ts TIMESTAMP (measuredAt) | sensor SYMBOL | received TIMESTAMP | value DOUBLE | quality INT | position LONG
 *   \________ identity of a reading: ts, sensor, value ________________/
 * </pre>
 *
 * A commit is on disk when {@link Batch#commit} returns, and visible to queries once applied, milliseconds later.
 *
 * <p>Threads: any; one batch at a time.
 */
final class QuestDb implements AutoCloseable {
    private static final String TABLE = "readings";
    private static final String COLUMNS = "SELECT ts, received, value, quality, position, sensor FROM " + TABLE;
    private static final String OF_SENSOR = COLUMNS + " WHERE sensor = :sensor AND ts >= :from AND ts < :to";

    private final ServerMain server;
    private final CairoEngine engine;
    private final TableToken table;

    private QuestDb(ServerMain server, TableToken table) {
        this.server = server;
        this.engine = server.getEngine();
        this.table = table;
    }

    /** Opens or creates the database in a directory; no port is opened. */
    static QuestDb open(Path dir, Duration retention) {
        NativeLibraries.unpack(dir.resolve("native")); // before any class of QuestDB is touched
        String what = "open history in " + dir;
        ServerMain server = Attempt.of(what, () -> QuestDbSettings.server(dir));
        CairoEngine engine = server.getEngine();
        boolean done = false;
        try {
            QuestDb opened = Attempt.of(what, () -> start(server, retention));
            done = true;
            return opened;
        } finally {
            if (!done) {
                abandon(server, engine);
            }
        }
    }

    private static void abandon(ServerMain server, CairoEngine engine) {
        try {
            server.close();
        } catch (NullPointerException e) { // it did not come to having threads, and does not check that
            engine.close();
        }
    }

    private static QuestDb start(ServerMain server, Duration retention) throws SqlException {
        server.start();
        CairoEngine engine = server.getEngine();
        String ttl = " TTL " + retention.toDays() + " DAYS";
        engine.execute(
                "CREATE TABLE IF NOT EXISTS " + TABLE
                        + " (ts TIMESTAMP, sensor SYMBOL CAPACITY 4096, received TIMESTAMP, value DOUBLE,"
                        + " quality INT, position LONG) TIMESTAMP(ts) PARTITION BY DAY" + ttl
                        + " WAL DEDUP UPSERT KEYS(ts, sensor, value)",
                context(engine, new BindVariableServiceImpl(engine.getConfiguration())));
        engine.execute(
                "ALTER TABLE " + TABLE + " SET" + ttl,
                context(engine, new BindVariableServiceImpl(engine.getConfiguration())));
        return new QuestDb(server, engine.verifyTableName(TABLE));
    }

    /** A row as a query gives it; the names are those of the table. */
    interface RowSink {
        /** Takes a row; false when it wants no more. */
        boolean row(Row row);
    }

    /** One row, valid during the call. */
    record Row(String sensor, long ts, long received, double value, int quality, long position) {
        /** Newest first; what was marked as a conflict is newer than what it conflicts with. */
        boolean newerThan(Row other) {
            if (ts != other.ts) {
                return ts > other.ts;
            }
            return position != other.position ? position > other.position : quality > other.quality;
        }
    }

    /** Rows that become durable together. Closing without commit forgets them. */
    final class Batch implements AutoCloseable {
        private final WalWriter writer = engine.getWalWriter(table);

        /** Adds the readings of a journal entry. */
        void add(ReadingBatch batch, long position, long receivedMicros) {
            String[] names = batch.sensors().stream().map(SensorId::toString).toArray(String[]::new);
            for (int i = 0; i < batch.size(); i++) {
                Placed placed = Placed.of(batch, i, receivedMicros);
                TableWriter.Row row = writer.newRow(placed.ts());
                row.putSym(1, names[batch.sensor()[i]]);
                row.putTimestamp(2, receivedMicros);
                row.putDouble(3, placed.value());
                row.putInt(4, placed.quality());
                row.putLong(5, position);
                row.append();
            }
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

    /** Runs work on this database and names it when it fails. */
    <T> T attempt(String what, Attempt.Work<T> work) {
        return Attempt.of(what, work);
    }

    /** Starts a batch. */
    Batch batch() {
        return new Batch();
    }

    /** Rows of a sensor with {@code from <= ts < to}, by time, forwards or backwards. */
    void ofSensor(String sensor, long from, long to, boolean forwards, RowSink sink) throws SqlException {
        BindVariableServiceImpl binds = new BindVariableServiceImpl(engine.getConfiguration());
        binds.setStr("sensor", sensor);
        binds.setTimestamp("from", from);
        binds.setTimestamp("to", to);
        select(OF_SENSOR + (forwards ? "" : " ORDER BY ts DESC"), binds, sink);
    }

    /** The newest row of every sensor with {@code ts >= from}. */
    void latest(long from, RowSink sink) throws SqlException {
        BindVariableServiceImpl binds = new BindVariableServiceImpl(engine.getConfiguration());
        binds.setTimestamp("from", from);
        select(COLUMNS + " WHERE ts >= :from LATEST ON ts PARTITION BY sensor", binds, sink);
    }

    /** The newest row of all. */
    void newest(RowSink sink) throws SqlException {
        BindVariableServiceImpl binds = new BindVariableServiceImpl(engine.getConfiguration());
        select(COLUMNS + " ORDER BY ts DESC LIMIT 1", binds, sink);
    }

    private void select(String sql, BindVariableServiceImpl binds, RowSink sink) throws SqlException {
        SqlExecutionContextImpl context = context(engine, binds);
        try (RecordCursorFactory query = engine.select(sql, context);
                RecordCursor cursor = query.getCursor(context)) {
            io.questdb.cairo.sql.Record found = cursor.getRecord();
            boolean more = true;
            while (more && cursor.hasNext()) {
                CharSequence sensor = found.getSymA(5);
                more = sink.row(new Row(
                        sensor == null ? "" : sensor.toString(),
                        found.getTimestamp(0),
                        found.getTimestamp(1),
                        found.getDouble(2),
                        found.getInt(3),
                        found.getLong(4)));
            }
        }
    }

    /** Commits that are durable but not yet visible. */
    long waiting() {
        return Math.max(
                0, engine.getTableSequencerAPI().lastTxn(table) - tracker().getWriterTxn());
    }

    /** Waits until what is durable now is visible; false when it is not within the time. */
    boolean awaitApplied(Duration longest) {
        long wanted = engine.getTableSequencerAPI().lastTxn(table);
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
        return tracker.isSuspended() ? tracker.getErrorTag() + " " + tracker.getErrorMessage() : "";
    }

    /** Whether the machine stands in the way (disk, memory, handles) and not the data. */
    boolean suspendedByMachine() {
        return tracker().isSuspended() && tracker().getErrorTag() != ErrorTag.NONE;
    }

    /** Goes on applying after a suspension. */
    void resume() {
        attempt("resume history", () -> {
            engine.execute(
                    "ALTER TABLE " + TABLE + " RESUME WAL",
                    context(engine, new BindVariableServiceImpl(engine.getConfiguration())));
            return true;
        });
    }

    /** Stops applying, as the database itself does after an error. */
    void suspend(ErrorTag tag, String message) {
        engine.getTableSequencerAPI().suspendTable(table, tag, message);
    }

    @Override
    public void close() {
        server.close();
    }

    private SeqTxnTracker tracker() {
        return engine.getTableSequencerAPI().getTxnTracker(table);
    }

    private static SqlExecutionContextImpl context(CairoEngine engine, BindVariableServiceImpl binds) {
        SqlExecutionContextImpl context =
                new SqlExecutionContextImpl(engine, 1).with(AllowAllSecurityContext.INSTANCE, binds);
        context.initNow(); // else now() is the smallest long
        return context;
    }
}
