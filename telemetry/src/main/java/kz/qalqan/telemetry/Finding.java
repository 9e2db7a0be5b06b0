package kz.qalqan.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule's statement that something became true, changed or ended, with its evidence. Findings of one journal entry
 * leave the engine sorted by key.
 *
 * <p>Threads: immutable.
 *
 * @param key what it is about
 * @param change what happened to it
 * @param subject where, how grave, and in which words
 * @param at engine time: {@code receivedAt} of the entry that caused it
 * @param measuredAt time of the reading that decided it; the same as {@code at} where no reading did
 * @param value the deciding value and its limit
 * @param evidence why
 */
public record Finding(
        FindingKey key,
        Change change,
        Subject subject,
        Instant at,
        Instant measuredAt,
        Measured value,
        Evidence evidence) {

    /** What happened. Stored by name: append only. */
    public enum Change {
        /** The condition became true. */
        RAISED,
        /** Still true; priority, value, suppression or staleness moved. */
        CHANGED,
        /** The condition is gone (after its off-delay). A locked finding stays locked. */
        RETURNED,
        /** A declaration released the lock. */
        RELEASED,
        /** Crossed and returned in late readings: one occurrence, raised and returned by {@code measuredAt}. */
        LATE_OCCURRENCE
    }

    /**
     * Where, how grave, and in which words.
     *
     * @param zone name of the zone, {@code _site} for the whole site
     * @param sensor the sensor, null where the finding is about a zone
     * @param priority how urgent now
     * @param hold what it needs to end
     * @param suppressedBy a graver finding that stands for this one; null when none does
     * @param stale whether the sensor is distrusted or silent, so that the value may be old
     * @param text what is wrong
     * @param action what to do
     */
    public record Subject(
            String zone,
            @Nullable SensorId sensor,
            Priority priority,
            Hold hold,
            @Nullable FindingKey suppressedBy,
            boolean stale,
            Texts text,
            Texts action) {}

    /**
     * A value beside its limit. NaN where there is none (silence has no value).
     *
     * @param value the value
     * @param limit the limit it crossed
     * @param unit UCUM unit of both
     */
    public record Measured(double value, double limit, String unit) {}
}
