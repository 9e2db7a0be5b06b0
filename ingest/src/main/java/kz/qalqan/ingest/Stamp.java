package kz.qalqan.ingest;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * When a message says it was measured.
 *
 * @param kind whether that is a time at all
 * @param micros epoch microseconds; 0 where there is no time
 */
record Stamp(Kind kind, long micros) {
    static final Stamp MISSING = new Stamp(Kind.MISSING, 0);
    static final Stamp UNUSABLE = new Stamp(Kind.UNUSABLE, 0);

    /** Farther ahead than our times reach (the year 6000): still a future stamp, so the reading is judged. */
    private static final long MICROS_MAX = 127_174_492_800_000_000L;

    private static final double MILLIS_MAX = MICROS_MAX / 1_000.0;

    /** What a stamp can be. */
    enum Kind {
        TIME,
        MISSING,
        UNUSABLE
    }

    /** Of epoch milliseconds. */
    static Stamp ofMillis(long millis) {
        if (millis < 0) {
            return UNUSABLE;
        }
        return new Stamp(Kind.TIME, millis > MILLIS_MAX ? MICROS_MAX : millis * 1_000);
    }

    /** Of epoch milliseconds with a fraction. */
    static Stamp ofMillis(double millis) {
        if (!(millis >= 0) || Double.isInfinite(millis)) {
            return UNUSABLE;
        }
        return new Stamp(Kind.TIME, millis > MILLIS_MAX ? MICROS_MAX : Math.round(millis * 1_000));
    }

    /** Of RFC 3339. */
    static Stamp ofText(String text) {
        try {
            long micros = ReadingBatch.micros(
                    OffsetDateTime.parse(text.toUpperCase(Locale.ROOT).replace(' ', 'T'))
                            .toInstant());
            return micros < 0 ? UNUSABLE : new Stamp(Kind.TIME, Math.min(micros, MICROS_MAX));
        } catch (DateTimeException e) {
            return UNUSABLE;
        } catch (ArithmeticException e) {
            return text.startsWith("-") ? UNUSABLE : new Stamp(Kind.TIME, MICROS_MAX);
        }
    }
}
