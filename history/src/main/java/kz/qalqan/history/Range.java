package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.micros;

import java.time.Instant;
import java.util.Map;

/**
 * A span of time as the tables hold it: epoch microseconds, {@code from <= t < to}.
 *
 * @param from its start
 * @param to its end
 */
record Range(long from, long to) {
    /** Microseconds of an hour. */
    static final long HOUR = 3_600_000_000L;
    /** Microseconds of a day. */
    static final long DAY = 24 * HOUR;

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    /** The span between two instants, held inside what a table can hold. */
    static Range of(Instant from, Instant to) {
        return new Range(held(from), held(to));
    }

    /** The hour that begins there. */
    static Range hour(long start) {
        return new Range(start, start + HOUR);
    }

    boolean isEmpty() {
        return from >= to;
    }

    Map<String, Long> binds() {
        return Map.of("from", from, "to", to);
    }

    /** Start of the whole unit a time lies in. */
    static long floor(long micros, long unit) {
        return Math.floorDiv(micros, unit) * unit;
    }

    /** Start of the first whole unit not before a time. */
    static long ceiling(long micros, long unit) {
        return -floor(-micros, unit);
    }

    private static long held(Instant instant) {
        boolean before = instant.isBefore(Instant.EPOCH);
        return before ? 0 : micros(instant.isAfter(END) ? END : instant);
    }
}
