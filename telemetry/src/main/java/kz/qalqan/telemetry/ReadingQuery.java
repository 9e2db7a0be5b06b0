package kz.qalqan.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

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
     * Hands over all raw readings of a sensor with {@code from <= measuredAt < to}, oldest first, however many there
     * are.
     */
    default void each(SensorId sensor, Instant from, Instant to, Consumer<Reading> reader) {
        List<Reading> page = raw(sensor, from, to, POINTS_MAX);
        if (page.size() < POINTS_MAX) {
            page.forEach(reader);
            return;
        }
        Instant middle = from.plus(Duration.between(from, to).dividedBy(2));
        if (!middle.isAfter(from)) {
            throw new IllegalStateException("more than " + POINTS_MAX + " readings of " + sensor + " at " + from);
        }
        each(sensor, from, middle, reader);
        each(sensor, middle, to, reader);
    }

    /**
     * What a sensor measured in an interval, mostly a shift.
     *
     * @param slot the mean is that of the slots of this length, so that time counts and not the number of readings; for
     *     a shift a minute, or the sensor's sample period when that is longer (ADR 18)
     * @throws IllegalArgumentException when there are more than {@link ReadingStatistics#READINGS_MAX} readings or
     *     {@link #POINTS_MAX} slots
     */
    default ReadingStatistics statistics(SensorId sensor, Instant from, Instant to, Duration slot) {
        ReadingStatistics.Builder builder = new ReadingStatistics.Builder(from, to, slot);
        each(sensor, from, to, builder::add);
        return builder.build();
    }

    /**
     * One point per step that has readings, oldest first; faults are left out, an excursion never is. Steps are aligned
     * to the epoch. Where a store keeps no raw readings any more, hours stand for them: a shorter step then gives one
     * point an hour, and the hours at both ends count whole.
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
