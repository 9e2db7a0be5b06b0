package kz.qalqan.history;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingQuery;
import org.jspecify.annotations.Nullable;

/**
 * Sums up rows and hours, one point per step that has any. Within a step the sums of its hours are added, so that rows
 * and the hours they make give the same mean to the last bit.
 */
final class Steps {
    private final long step;
    private final TreeMap<Long, Step> steps = new TreeMap<>();
    private @Nullable Step last;

    /** A step that is being filled: whole hours, and the one at work. */
    private static final class Step {
        final long start;
        Hour.@Nullable Sum before;
        long hour;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double total;
        long number;

        Step(long start) {
            this.start = start;
        }

        void add(long ts, double value) {
            long of = Range.floor(ts, Range.HOUR);
            if (number > 0 && of != hour) {
                close();
            }
            hour = of;
            low = Math.min(low, value);
            high = Math.max(high, value);
            total = number == 0 ? value : total + value;
            number++;
        }

        void close() {
            if (number > 0) {
                Hour.Sum sum = new Hour.Sum(low, high, total, number);
                before = before == null ? sum : before.plus(sum);
                low = Double.POSITIVE_INFINITY;
                high = Double.NEGATIVE_INFINITY;
                total = 0;
                number = 0;
            }
        }

        ReadingQuery.Point point() {
            close();
            Hour.Sum sum = before == null ? new Hour.Sum(Double.NaN, Double.NaN, 0, 0) : before;
            return new ReadingQuery.Point(
                    ReadingBatch.instantOfMicros(start),
                    sum.low(),
                    sum.total() / sum.number(),
                    sum.high(),
                    sum.number());
        }
    }

    Steps(Duration step) {
        this.step = step.toNanos() / 1_000L;
        if (this.step <= 0) {
            throw new IllegalArgumentException("step " + step + ": at least a microsecond");
        }
    }

    /** Length of a step in microseconds. */
    long micros() {
        return step;
    }

    /** Takes a row; false when there are more points than one answer may hold. */
    boolean add(QuestDb.Row row) {
        if (HourSums.counts(row.value(), row.quality())) {
            at(row.ts()).add(row.ts(), row.value());
        }
        return steps.size() <= ReadingQuery.POINTS_MAX;
    }

    /** Takes an hour. */
    void add(Hour hour) {
        Step at = at(hour.start());
        at.close();
        at.before = at.before == null ? hour.sum() : at.before.plus(hour.sum());
    }

    /** The points, oldest first. */
    List<ReadingQuery.Point> points() {
        if (steps.size() > ReadingQuery.POINTS_MAX) {
            throw new IllegalArgumentException("more than " + ReadingQuery.POINTS_MAX + " points: take a longer step");
        }
        return steps.values().stream().map(Step::point).toList();
    }

    private Step at(long ts) {
        long start = Range.floor(ts, step);
        Step now = last;
        if (now == null || now.start != start) {
            now = steps.computeIfAbsent(start, Step::new);
            last = now;
        }
        return now;
    }
}
