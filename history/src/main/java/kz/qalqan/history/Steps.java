package kz.qalqan.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.history.QuestDb.Row;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingQuery;

/** Sums up rows that come in order of time, one point per step that has any. Faults are left out. */
final class Steps {
    private static final int FAULT = Quality.of(Quality.Mark.FAULT).bits();

    private final long step;
    private final List<ReadingQuery.Point> points = new ArrayList<>();
    private long start;
    private long count;
    private double min;
    private double max;
    private double sum;

    Steps(Duration step) {
        this.step = step.toNanos() / 1_000L;
        if (this.step <= 0) {
            throw new IllegalArgumentException("step " + step + ": at least a microsecond");
        }
    }

    /** Takes a row; false when there are more points than one answer may hold. */
    boolean add(Row row) {
        if ((row.quality() & FAULT) != 0 || Double.isNaN(row.value())) {
            return true;
        }
        long of = Math.floorDiv(row.ts(), step) * step;
        if (count > 0 && of != start) {
            flush();
        }
        if (count == 0) {
            start = of;
            min = Double.POSITIVE_INFINITY;
            max = Double.NEGATIVE_INFINITY;
            sum = 0;
        }
        count++;
        min = Math.min(min, row.value());
        max = Math.max(max, row.value());
        sum += row.value();
        return points.size() < ReadingQuery.POINTS_MAX;
    }

    /** The points, oldest first. */
    List<ReadingQuery.Point> points() {
        flush();
        if (points.size() > ReadingQuery.POINTS_MAX) {
            throw new IllegalArgumentException("more than " + ReadingQuery.POINTS_MAX + " points: take a longer step");
        }
        return List.copyOf(points);
    }

    private void flush() {
        if (count > 0) {
            points.add(new ReadingQuery.Point(ReadingBatch.instantOfMicros(start), min, sum / count, max, count));
            count = 0;
        }
    }
}
