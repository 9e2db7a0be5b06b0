package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.ReadingBatch;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads the figures of {@link AlertKpi} from the journal. Changes nothing. */
final class Figures {
    /** Longest span of one query. */
    static final Duration SPAN_MAX = Duration.ofDays(400);

    private static final long INTERVAL_US = 600_000_000L;
    private static final long MINUTE_US = 60_000_000L;
    private static final int TOP = 10;

    private static final String ALARMS = "SELECT a.alert_key, e.at_us, e.priority FROM alert_event e"
            + " JOIN alert a ON a.id = e.alert_id WHERE e.asks = 1 AND e.kind NOT IN ('returned', 'released')"
            + " AND e.at_us >= ? AND e.at_us < ? AND (CAST(? AS text) IS NULL OR e.site = ?)"
            + " ORDER BY e.at_us, e.position";
    private static final String ANSWERS = "SELECT e.at_us - (SELECT max(b.at_us) FROM alert_event b"
            + " WHERE b.alert_id = e.alert_id AND b.asks = 1 AND b.position < e.position) FROM alert_event e"
            + " WHERE e.kind = 'acknowledged' AND e.at_us >= ? AND e.at_us < ?"
            + " AND (CAST(? AS text) IS NULL OR e.site = ?)";
    private static final String FLOODS = "SELECT site FROM alert_event WHERE asks = 1"
            + " AND kind NOT IN ('returned', 'released') AND at_us > ? AND at_us <= ?"
            + " GROUP BY site HAVING count(*) > ? ORDER BY site";
    private static final String STANDING = "SELECT id FROM alert WHERE raised_us < ? AND late = 0"
            + " AND (closed_us IS NULL OR closed_us >= ?) AND (CAST(? AS text) IS NULL OR site = ?) ORDER BY opened";

    private final Jdbi jdbi;

    Figures(Database database) {
        this.jdbi = database.jdbi();
    }

    private record Alarm(String key, long atMicros, Priority priority) {}

    AlertKpi of(@Nullable String site, Instant from, Instant to, long owed) {
        if (!from.isBefore(to) || from.plus(SPAN_MAX).isBefore(to)) {
            throw new IllegalArgumentException(
                    "figures from " + from + " to " + to + ": allowed is a span of up to " + SPAN_MAX);
        }
        List<Alarm> alarms = alarms(site, from, to);
        Map<Priority, Long> priorities = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            priorities.put(
                    priority,
                    alarms.stream().filter(alarm -> alarm.priority == priority).count());
        }
        return new AlertKpi(
                from,
                to,
                alarms.size(),
                load(alarms, from, to),
                priorities,
                answers(site, from, to, owed),
                standing(site, to),
                chattering(alarms),
                topTen(alarms));
    }

    /** Sites with more alarms in the ten minutes before {@code now} than make a flood. */
    List<String> floods(Instant now) {
        long upTo = ReadingBatch.micros(now);
        return jdbi.withHandle(handle -> handle.createQuery(FLOODS)
                .bind(0, upTo - INTERVAL_US)
                .bind(1, upTo)
                .bind(2, AlertKpi.FLOOD_ABOVE)
                .mapTo(String.class)
                .list());
    }

    private static AlertKpi.Load load(List<Alarm> alarms, Instant from, Instant to) {
        Map<Long, Long> perInterval = new HashMap<>();
        alarms.forEach(alarm -> perInterval.merge(Math.floorDiv(alarm.atMicros, INTERVAL_US), 1L, Long::sum));
        long first = Math.floorDiv(ReadingBatch.micros(from), INTERVAL_US);
        long last = Math.floorDiv(ReadingBatch.micros(to) - 1, INTERVAL_US);
        double intervals = last - first + 1;
        long floods = perInterval.values().stream()
                .filter(count -> count > AlertKpi.FLOOD_ABOVE)
                .count();
        long most =
                perInterval.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new AlertKpi.Load(alarms.size() / intervals, most, floods / intervals);
    }

    private static List<String> chattering(List<Alarm> alarms) {
        Map<String, List<Long>> times = new HashMap<>();
        alarms.forEach(alarm ->
                times.computeIfAbsent(alarm.key, k -> new ArrayList<>()).add(alarm.atMicros));
        return times.entrySet().stream()
                .filter(entry -> chatters(entry.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean chatters(List<Long> times) {
        int before = AlertKpi.CHATTER_FROM - 1;
        for (int i = before; i < times.size(); i++) {
            if (times.get(i) - times.get(i - before) < MINUTE_US) {
                return true;
            }
        }
        return false;
    }

    private static List<AlertKpi.Share> topTen(List<Alarm> alarms) {
        Map<String, Long> counts = new HashMap<>();
        alarms.forEach(alarm -> counts.merge(alarm.key, 1L, Long::sum));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .map(entry ->
                        new AlertKpi.Share(entry.getKey(), entry.getValue(), entry.getValue() / (double) alarms.size()))
                .toList();
    }

    private List<Alarm> alarms(@Nullable String site, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(ALARMS)
                .bind(0, ReadingBatch.micros(from))
                .bind(1, ReadingBatch.micros(to))
                .bind(2, site)
                .bind(3, site)
                .map((row, context) -> new Alarm(
                        row.getString(1),
                        row.getLong(2),
                        Priority.valueOf(row.getString(3).toUpperCase(Locale.ROOT))))
                .list());
    }

    private AlertKpi.Answers answers(@Nullable String site, Instant from, Instant to, long owed) {
        List<Duration> times = jdbi.withHandle(handle -> handle
                .createQuery(ANSWERS)
                .bind(0, ReadingBatch.micros(from))
                .bind(1, ReadingBatch.micros(to))
                .bind(2, site)
                .bind(3, site)
                .map((row, context) -> Duration.of(row.getLong(1), ChronoUnit.MICROS))
                .stream()
                .sorted()
                .toList());
        return new AlertKpi.Answers(times.size(), rank(times, 0.5), rank(times, 0.95), rank(times, 1), owed);
    }

    /** The smallest time in which at least this part was given. */
    private static @Nullable Duration rank(List<Duration> times, double part) {
        return times.isEmpty() ? null : times.get((int) Math.ceil(part * times.size()) - 1);
    }

    private List<String> standing(@Nullable String site, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery(STANDING)
                .bind(0, ReadingBatch.micros(to.minus(AlertKpi.STANDING_AFTER)))
                .bind(1, ReadingBatch.micros(to))
                .bind(2, site)
                .bind(3, site)
                .mapTo(String.class)
                .list());
    }
}
