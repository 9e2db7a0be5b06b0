package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.micros;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.history.QuestDb.Row;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.SensorId;

/**
 * Our questions in InfluxQL, which 1.x, 2.x and 3 understand (Flux is frozen and absent in 3).
 *
 * <p>Threads: any.
 */
final class InfluxQl {
    /** The order of rows of one time, which is the order of the journal. */
    static final Comparator<Row> ORDER = Comparator.comparingLong(Row::ts)
            .thenComparingLong(Row::position)
            .thenComparingInt(Row::quality)
            .thenComparingDouble(Row::value);

    private static final String FROM = " FROM \"" + LineProtocol.READINGS + "\" WHERE ";
    private static final String LIVE = "\"received\", \"quality\", \"position\"";
    private static final String IMPORTED = LIVE.replace(", \"", ", \"" + LineProtocol.IMPORTED_FIELD)
            .replaceFirst("\"", "\"" + LineProtocol.IMPORTED_FIELD);
    private static final String COLUMNS = "SELECT \"value\", \"fault\", " + LIVE + ", " + IMPORTED + FROM;
    /** What an imported reading has not. */
    private static final String IS_LIVE = "\"position\" >= 0 AND ";
    /** The latest time InfluxDB knows, epoch microseconds. */
    private static final long LAST = Long.MAX_VALUE / LineProtocol.SLOTS - 1;
    /** Most rows of one answer: 1.x calls one of 10,000 partial, as it does one it has cut short. */
    private static final int PAGE = 9_999;
    /** Rows of one sensor at its newest time that are looked at for the newest. */
    private static final int NEWEST_ROWS = 8;

    private final InfluxClient client;

    InfluxQl(InfluxClient client) {
        this.client = client;
    }

    /** The newest rows of a sensor with {@code from <= ts < to}, oldest first. */
    List<Row> newest(SensorId sensor, Instant from, Instant to, int limit) {
        Map<List<Number>, Row> same = new LinkedHashMap<>();
        long begin = bound(from);
        long end = bound(to);
        boolean more = true;
        while (more && begin < end && same.size() < limit) {
            int page = Math.min(PAGE, limit - same.size());
            List<Row> rows = rows(of(sensor) + between(begin, end) + " ORDER BY time DESC LIMIT " + page);
            more = rows.size() == page;
            if (more) { // below the microsecond the order is not ours: the oldest microsecond is read whole
                end = rows.get(rows.size() - 1).ts();
                rows.addAll(rows(of(sensor) + between(end, end + 1)));
            }
            rows.stream().sorted(ORDER).forEach(row -> same.put(List.of(row.ts(), row.value()), row));
        }
        List<Row> kept = new ArrayList<>(same.values());
        kept.sort(ORDER);
        return kept.subList(Math.max(0, kept.size() - limit), kept.size());
    }

    /** One point per step that has values, oldest first, one more than an answer may hold at most; a fault has none. */
    List<ReadingQuery.Point> downsampled(SensorId sensor, Instant from, Instant to, long stepMicros) {
        List<ReadingQuery.Point> points = new ArrayList<>();
        long begin = bound(from);
        boolean more = begin < bound(to);
        while (more && points.size() <= ReadingQuery.POINTS_MAX) {
            List<InfluxClient.Row> page =
                    client.query("SELECT min(\"value\"), mean(\"value\"), max(\"value\"), count(\"value\")" + FROM
                            + of(sensor) + between(begin, bound(to)) + " GROUP BY time(" + stepMicros
                            + "u) fill(none) LIMIT " + PAGE);
            page.forEach(row -> points.add(new ReadingQuery.Point(
                    ReadingBatch.instantOfMicros(time(row)),
                    Double.parseDouble(row.column("min")),
                    Double.parseDouble(row.column("mean")),
                    Double.parseDouble(row.column("max")),
                    Long.parseLong(row.column("count")))));
            more = page.size() == PAGE && time(page.get(PAGE - 1)) + stepMicros < bound(to);
            begin = more ? time(page.get(PAGE - 1)) + stepMicros : begin;
        }
        return points;
    }

    /** The newest rows of every sensor that has any within so many microseconds before the newest of all. */
    List<Row> latest(long withinMicros) {
        List<Row> newest = rows(IS_LIVE + "time >= 0 ORDER BY time DESC LIMIT 1");
        if (newest.isEmpty()) {
            return newest;
        }
        return rows(IS_LIVE + "\"site\" != '_probe' AND time >= "
                + nanos(newest.get(0).ts() - withinMicros)
                + " GROUP BY \"site\", \"device\", \"quantity\" ORDER BY time DESC LIMIT " + NEWEST_ROWS);
    }

    /** How far the server knows to have come with a site. */
    Optional<ReadingStore.Stored> cursor(String site) {
        return client
                .query("SELECT \"position\", \"readings\" FROM \"" + LineProtocol.CURSOR + "\" WHERE \"site\" = "
                        + quoted(site) + " ORDER BY time DESC LIMIT 1")
                .stream()
                .map(row -> new ReadingStore.Stored(
                        Long.parseLong(row.column("position")), Long.parseLong(row.column("readings"))))
                .findFirst();
    }

    /** Text as a literal: nothing in it can end it. */
    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    private List<Row> rows(String where) {
        List<Row> rows = new ArrayList<>();
        for (InfluxClient.Row row : client.query(COLUMNS + where)) {
            String kind = row.column("position").isEmpty() ? LineProtocol.IMPORTED_FIELD : "";
            String value = row.column("value").isEmpty() ? row.column("fault") : row.column("value");
            rows.add(new Row(
                    row.tag("site") + "/" + row.tag("device") + "/" + row.tag("quantity"),
                    time(row),
                    Long.parseLong(row.column(kind + "received")),
                    value.isEmpty() ? Double.NaN : Double.parseDouble(value),
                    Integer.parseInt(row.column(kind + "quality")),
                    Long.parseLong(row.column(kind + "position"))));
        }
        return rows;
    }

    private static long time(InfluxClient.Row row) {
        return Math.floorDiv(Long.parseLong(row.column("time")), LineProtocol.SLOTS);
    }

    private static String of(SensorId sensor) {
        return "\"site\" = " + quoted(sensor.site()) + " AND \"device\" = " + quoted(sensor.device())
                + " AND \"quantity\" = " + quoted(sensor.quantity().code());
    }

    private static String between(long fromMicros, long toMicros) {
        return " AND time >= " + nanos(fromMicros) + " AND time < " + nanos(toMicros);
    }

    private static long nanos(long micros) {
        return Math.max(0, micros) * LineProtocol.SLOTS;
    }

    /** Microseconds of an instant, held inside what InfluxDB can hold. */
    private static long bound(Instant instant) {
        if (instant.isBefore(Instant.EPOCH)) {
            return 0;
        }
        return instant.isAfter(ReadingBatch.instantOfMicros(LAST)) ? LAST : micros(instant);
    }
}
