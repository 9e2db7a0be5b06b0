package kz.qalqan.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads the stored past.
 *
 * <p>Threads: any; calls may block on disk or network, never on an event loop.
 */
public interface ReadingQuery {
    /** Most points one answer holds. */
    int POINTS_MAX = 100_000;

    /**
     * Raw readings of a sensor with {@code from <= measuredAt < to}, oldest first, at most {@code limit}: the newest of
     * them when there are more.
     */
    List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit);

    /**
     * One point per step that has readings, oldest first; faults are left out, an excursion never is. Steps are aligned
     * to the epoch.
     */
    List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step);

    /** The newest stored reading of each sensor of a site. */
    List<Reading> latest(String site);

    /**
     * Readings of one step.
     *
     * @param t start of the step
     * @param min smallest value
     * @param mean arithmetic mean
     * @param max largest value
     * @param count number of readings
     */
    record Point(Instant t, double min, double mean, double max, long count) {}
}
