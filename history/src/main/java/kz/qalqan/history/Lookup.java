package kz.qalqan.history;

import io.questdb.griffin.SqlException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import kz.qalqan.history.QuestDb.Row;
import kz.qalqan.history.QuestDb.RowSink;
import kz.qalqan.history.QuestDb.Rows;
import kz.qalqan.telemetry.ReadingQuery;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from what is open: readings, an imported past beside them, and the sums of hours.
 *
 * <p>A reading that is both, live and imported, is given once. Hours are summed up for live readings only; where a
 * sensor has an imported past, its readings are read.
 *
 * <p>Threads: any.
 */
final class Lookup {
    private static final Comparator<Row> ORDER = Comparator.comparingLong(Row::ts)
            .thenComparingLong(Row::position)
            .thenComparingInt(Row::quality)
            .thenComparingDouble(Row::value);

    private final QuestDb db;
    private final RollUp rollUp;
    private final Set<String> imported = ConcurrentHashMap.newKeySet();
    private final LongAdder rows = new LongAdder();

    Lookup(QuestDb db, RollUp rollUp) {
        this.db = db;
        this.rollUp = rollUp;
        db.attempt("read which sensors have an imported past", () -> {
            db.latest(db.imported(), 0, row -> {
                imported.add(row.sensor());
                return true;
            });
            return true;
        });
    }

    /** This sensor has an imported past. */
    void imported(String sensor) {
        imported.add(sensor);
    }

    /** Readings read so far: what the sums of hours answer reads none. */
    long rowsRead() {
        return rows.sum();
    }

    /** The newest rows of a range, oldest first. */
    List<Row> newest(String sensor, Range range, int limit) throws SqlException {
        List<Row> found = new ArrayList<>();
        // rows of the microsecond at which the limit is reached are read on, and sorted, so that the cut is the same
        rows(sensor, range, false, row -> {
            found.add(row);
            return found.size() <= limit || row.ts() == found.get(limit - 1).ts();
        });
        found.sort(ORDER);
        return found.subList(Math.max(0, found.size() - limit), found.size());
    }

    /** All rows of a range, oldest first. */
    void each(String sensor, Range range, RowSink sink) throws SqlException {
        List<Row> together = new ArrayList<>(); // of one microsecond: sorted
        rows(sensor, range, true, row -> {
            boolean more = together.isEmpty() || together.get(0).ts() == row.ts() || handOver(together, sink);
            together.add(row);
            return more;
        });
        handOver(together, sink);
    }

    private static boolean handOver(List<Row> together, RowSink sink) {
        together.sort(ORDER);
        boolean more = together.stream().allMatch(sink::row);
        together.clear();
        return more;
    }

    /** Points of a range. */
    List<ReadingQuery.Point> downsampled(String sensor, Range range, Duration step) throws SqlException {
        Steps steps = new Steps(step);
        RollUp.View view = rollUp.view();
        Range gone = new Range(range.from(), Math.min(range.to(), view.rawFrom()));
        if (!gone.isEmpty()) {
            hours(sensor, new Range(Range.floor(gone.from(), Range.HOUR), Range.ceiling(gone.to(), Range.HOUR)), steps);
            if (imported.contains(sensor)) {
                rows(sensor, gone, true, steps::add);
            }
        }
        Range kept = new Range(Math.max(range.from(), view.rawFrom()), range.to());
        Range whole = new Range(Range.ceiling(kept.from(), Range.HOUR), Range.floor(kept.to(), Range.HOUR));
        if (steps.micros() % Range.HOUR == 0 && !whole.isEmpty()) {
            rows(sensor, new Range(kept.from(), whole.from()), true, steps::add);
            wholeHours(sensor, whole, view, steps);
            rows(sensor, new Range(whole.to(), kept.to()), true, steps::add);
        } else {
            rows(sensor, kept, true, steps::add);
        }
        return steps.points();
    }

    /** Whole hours from their sums, but for those whose sums do not hold everything. */
    private void wholeHours(String sensor, Range whole, RollUp.View view, Steps steps) throws SqlException {
        TreeSet<Long> apart = new TreeSet<>(view.dirty().subSet(whole.from(), whole.to()));
        apart.addAll(importedHours(sensor, whole));
        long at = whole.from();
        while (!apart.isEmpty()) {
            long from = apart.first();
            long to = from;
            while (apart.remove(to)) {
                to += Range.HOUR;
            }
            hours(sensor, new Range(at, from), steps);
            rows(sensor, new Range(from, to), true, steps::add);
            at = to;
        }
        hours(sensor, new Range(at, whole.to()), steps);
    }

    /** The hours from the first to the last imported reading of a range. */
    private List<Long> importedHours(String sensor, Range range) throws SqlException {
        List<Long> hours = new ArrayList<>();
        Row first = imported.contains(sensor) ? edge(sensor, range, true) : null;
        Row last = first == null ? null : edge(sensor, range, false);
        if (first != null && last != null) {
            for (long hour = Range.floor(first.ts(), Range.HOUR); hour <= last.ts(); hour += Range.HOUR) {
                hours.add(hour);
            }
        }
        return hours;
    }

    private @Nullable Row edge(String sensor, Range range, boolean first) throws SqlException {
        try (Rows past = db.ofSensor(db.imported(), sensor, range, first)) {
            return past.next();
        }
    }

    private void hours(String sensor, Range range, Steps steps) throws SqlException {
        if (!range.isEmpty()) {
            db.hoursOf(sensor, range).forEach(steps::add);
        }
    }

    private void rows(String sensor, Range range, boolean forwards, RowSink sink) throws SqlException {
        if (range.isEmpty()) {
            return;
        }
        RowSink counting = row -> {
            rows.increment();
            return sink.row(row);
        };
        try (Rows live = db.ofSensor(db.readings(), sensor, range, forwards)) {
            if (!imported.contains(sensor)) {
                Row row = live.next();
                while (row != null && counting.row(row)) {
                    row = live.next();
                }
                return;
            }
            try (Rows past = db.ofSensor(db.imported(), sensor, range, forwards)) {
                merge(live, past, forwards, counting);
            }
        }
    }

    /** Both by time; live rows of a microsecond come first, and an imported one of the same value is left out. */
    private static void merge(Rows live, Rows past, boolean forwards, RowSink sink) {
        List<Row> together = new ArrayList<>();
        Row now = live.next();
        Row then = past.next();
        boolean more = true;
        while (more && (now != null || then != null)) {
            boolean takeLive =
                    then == null || (now != null && (forwards ? now.ts() <= then.ts() : now.ts() >= then.ts()));
            if (takeLive && now != null) {
                if (!together.isEmpty() && together.get(0).ts() != now.ts()) {
                    together.clear();
                }
                together.add(now);
                more = sink.row(now);
                now = live.next();
            } else if (then != null) {
                Row old = then;
                boolean known = together.stream()
                        .anyMatch(row -> row.ts() == old.ts() && Double.compare(row.value(), old.value()) == 0);
                more = known || sink.row(old);
                then = past.next();
            }
        }
    }
}
