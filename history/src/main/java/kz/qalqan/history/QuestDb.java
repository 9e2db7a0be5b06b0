package kz.qalqan.history;

import io.questdb.ServerMain;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.ErrorTag;
import io.questdb.cairo.sql.Record;
import io.questdb.griffin.SqlException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * QuestDB and its three tables. Only the classes named {@code Quest…} speak to it: its interface is internal and
 * changes between versions.
 *
 * <pre>
 *   readings, imported   ts TIMESTAMP (measuredAt) | sensor SYMBOL | received TIMESTAMP | value DOUBLE | quality INT
 *                        | position LONG             identity of a reading: ts, sensor, value
 *   hours                ts TIMESTAMP (its start)  | sensor SYMBOL | low, high, total DOUBLE | number LONG
 * </pre>
 *
 * A commit is on disk when it returns, and visible to queries once applied, milliseconds later.
 *
 * <p>Threads: any; one batch at a time.
 */
final class QuestDb implements AutoCloseable {
    private static final String ROW = "received TIMESTAMP, value DOUBLE, quality INT, position LONG";
    private static final String HOUR = "low DOUBLE, high DOUBLE, total DOUBLE, number LONG";
    private static final String COLUMNS = "SELECT ts, received, value, quality, position, sensor FROM ";
    private static final int SENSOR = 5;

    private final ServerMain server;
    private final CairoEngine engine;
    private final QuestTable readings;
    private final QuestTable imported;
    private final QuestTable hours;

    private QuestDb(ServerMain server) throws SqlException {
        this.server = server;
        this.engine = server.getEngine();
        this.readings = QuestTable.open(engine, "readings", ROW, true);
        this.imported = QuestTable.open(engine, "imported", ROW, false);
        this.hours = QuestTable.open(engine, "hours", HOUR, false);
    }

    /** Opens or creates the database in a directory; no port is opened. */
    static QuestDb open(Path dir) {
        NativeLibraries.unpack(dir.resolve("native")); // before any class of QuestDB is touched
        String what = "open history in " + dir;
        ServerMain server = Attempt.of(what, () -> QuestDbSettings.server(dir));
        CairoEngine engine = server.getEngine();
        boolean done = false;
        try {
            QuestDb opened = Attempt.of(what, () -> {
                server.start();
                return new QuestDb(server);
            });
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

    /** Readings of the sites' own journals. */
    QuestTable readings() {
        return readings;
    }

    /** Readings of archive journals: no retention touches them. */
    QuestTable imported() {
        return imported;
    }

    /** What hours were like, of {@link #readings} without faults. */
    QuestTable hours() {
        return hours;
    }

    /** A row as a query gives it; the names are those of the table. */
    interface RowSink {
        /** Takes a row; false when it wants no more. */
        boolean row(Row row);
    }

    /** One row of readings. */
    record Row(String sensor, long ts, long received, double value, int quality, long position) {
        /** Newest first; what was marked as a conflict is newer than what it conflicts with. */
        boolean newerThan(Row other) {
            if (ts != other.ts) {
                return ts > other.ts;
            }
            return position != other.position ? position > other.position : quality > other.quality;
        }
    }

    /** Runs work on this database and names it when it fails. */
    <T> T attempt(String what, Attempt.Work<T> work) {
        return Attempt.of(what, work);
    }

    /** Rows of a sensor with {@code from <= ts < to}, by time, forwards or backwards. */
    Rows ofSensor(QuestTable table, String sensor, Range range, boolean forwards) throws SqlException {
        String sql = COLUMNS + name(table) + " WHERE sensor = :sensor AND ts >= :from AND ts < :to"
                + (forwards ? "" : " ORDER BY ts DESC");
        return new Rows(QuestSql.select(engine, sql, sensor, range.binds()));
    }

    /** The newest row of every sensor with {@code ts >= from}. */
    void latest(QuestTable table, long from, RowSink sink) throws SqlException {
        String sql = COLUMNS + name(table) + " WHERE ts >= :from LATEST ON ts PARTITION BY sensor";
        each(QuestSql.select(engine, sql, "", Map.of("from", from)), sink);
    }

    /** The newest row of all readings. */
    void newest(RowSink sink) throws SqlException {
        each(QuestSql.select(engine, COLUMNS + "readings ORDER BY ts DESC LIMIT 1", "", Map.of()), sink);
    }

    /** Hours of a sensor that begin in a range, by time. */
    List<Hour> hoursOf(String sensor, Range range) throws SqlException {
        String sql = "SELECT ts, low, high, total, number FROM hours"
                + " WHERE sensor = :sensor AND ts >= :from AND ts < :to";
        try (QuestSql query = QuestSql.select(engine, sql, sensor, range.binds())) {
            Stream.Builder<Hour> found = Stream.builder();
            while (query.next()) {
                Record row = query.row();
                found.add(new Hour(
                        sensor,
                        row.getTimestamp(0),
                        new Hour.Sum(row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getLong(4))));
            }
            return found.build().toList();
        }
    }

    /** What an hour was like for each sensor that has good readings in it. */
    List<Hour> sumUp(long hour) throws SqlException {
        String sql = "SELECT value, quality, sensor FROM readings WHERE ts >= :from AND ts < :to";
        try (QuestSql query = QuestSql.select(engine, sql, "", Range.hour(hour).binds())) {
            HourSums sums = new HourSums();
            while (query.next()) {
                Record row = query.row();
                sums.add(row.getInt(2), row.getDouble(0), row.getInt(1));
            }
            return sums.hours(hour, key -> query.symbol(2, key));
        }
    }

    private String name(QuestTable table) {
        return table == imported ? "imported" : "readings";
    }

    private static void each(QuestSql query, RowSink sink) {
        try (Rows rows = new Rows(query)) {
            Row row = rows.next();
            while (row != null && sink.row(row)) {
                row = rows.next();
            }
        }
    }

    /** Rows of readings, pulled one by one. */
    static final class Rows implements AutoCloseable {
        private final QuestSql query;

        private Rows(QuestSql query) {
            this.query = query;
        }

        /** The next row; null after the last. */
        @Nullable
        Row next() {
            if (!query.next()) {
                return null;
            }
            Record found = query.row();
            CharSequence sensor = found.getSymA(SENSOR);
            return new Row(
                    Objects.requireNonNullElse(sensor, "").toString(),
                    found.getTimestamp(0),
                    found.getTimestamp(1),
                    found.getDouble(2),
                    found.getInt(3),
                    found.getLong(4));
        }

        @Override
        public void close() {
            query.close();
        }
    }

    /** Commits that are durable but not yet visible. */
    long waiting() {
        return tables().mapToLong(QuestTable::waiting).sum();
    }

    /** Waits until what is durable now is visible; false when it is not within the time. */
    boolean awaitApplied(Duration longest) {
        return tables().allMatch(table -> table.awaitApplied(longest));
    }

    /** Why nothing is applied any more; empty when it is. */
    String suspension() {
        return tables().map(QuestTable::suspension)
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Whether the machine stands in the way (disk, memory, handles) and not the data. */
    boolean suspendedByMachine() {
        return !suspension().isEmpty() && tables().allMatch(QuestTable::notDamaged);
    }

    /** Goes on applying after a suspension. */
    void resume() {
        attempt("resume history", () -> {
            for (QuestTable table : tables().toList()) {
                table.resume();
            }
            return true;
        });
    }

    /** Stops applying readings, as the database itself does after an error. */
    void suspend(ErrorTag tag, String message) {
        readings.suspend(tag, message);
    }

    @Override
    public void close() {
        server.close();
    }

    private Stream<QuestTable> tables() {
        return Stream.of(readings, imported, hours);
    }
}
