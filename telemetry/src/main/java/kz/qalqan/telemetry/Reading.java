package kz.qalqan.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * One value of one sensor at one time, in the canonical unit of its quantity.
 *
 * <p>Threads: immutable.
 *
 * @param sensor a sensor of the plan
 * @param measuredAt when the sensor measured it, microseconds at best
 * @param receivedAt when Qalqan received it: the engine's time
 * @param value in {@link Quantity#unit()}; may be NaN only when the quality says fault
 * @param quality marks set at the door
 */
public record Reading(SensorId sensor, Instant measuredAt, Instant receivedAt, double value, Quality quality) {
    /** An older reading changes no live condition (design 13.3). */
    public static final Duration LATE_AFTER = Duration.ofSeconds(30);

    /** A stamp further ahead is corrected to the time of receipt (design 13.2). */
    public static final Duration AHEAD_MAX = Duration.ofSeconds(5);

    /** A stamp further ahead is also listed in quarantine and the sensor distrusted (design 13.2). */
    public static final Duration ABSURD_AHEAD = Duration.ofHours(24);
}
