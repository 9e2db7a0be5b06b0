package kz.qalqan.ingest;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * When a message says it was measured.
 *
 * @param kind whether that is a time at all
 * @param micros epoch microseconds; of {@link Kind#RELATIVE} microseconds before it came, negative; otherwise 0
 */
record Stamp(Kind kind, long micros) {
    static final Stamp MISSING = new Stamp(Kind.MISSING, 0);
    static final Stamp UNUSABLE = new Stamp(Kind.UNUSABLE, 0);

    /** Farther ahead than our times reach (the year 6000): still a future stamp, so the reading is judged. */
    private static final long MICROS_MAX = 127_174_492_800_000_000L;

    private static final long SECONDS_FROM = 1_000_000_000L;
    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final long MICROS_FROM = 100_000_000_000_000L;
    private static final long NANOS_FROM = 100_000_000_000_000_000L;
    private static final double BACK_SECONDS_MAX = 1L << 28;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{9,19}(\\.[0-9]{1,9})?");
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private static final double MILLIS_MAX = MICROS_MAX / 1_000.0;

    /** What a stamp can be. */
    enum Kind {
        TIME,
        /** So long before the message came. */
        RELATIVE,
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

    /**
     * Of an epoch number as devices send it. Milliseconds are the rule (contract 3); a number that would lie before
     * 1973 or after the year 5138 in them is told by its size: seconds, microseconds or nanoseconds. Below 10^9 no unit
     * makes it a time a mine's device can mean: the clock was never set.
     */
    static Stamp ofEpoch(long number) {
        if (number < 0) {
            return UNUSABLE;
        }
        if (number < SECONDS_FROM) {
            return MISSING;
        }
        if (number < MILLIS_FROM) {
            return new Stamp(Kind.TIME, number * 1_000_000);
        }
        if (number < MICROS_FROM) {
            return ofMillis(number);
        }
        return new Stamp(Kind.TIME, number < NANOS_FROM ? number : number / 1_000);
    }

    /** Of an epoch number with a fraction. */
    static Stamp ofEpoch(double number) {
        if (!(number >= 0) || Double.isInfinite(number)) {
            return UNUSABLE;
        }
        if (number < SECONDS_FROM) {
            return MISSING;
        }
        if (number < MILLIS_FROM) {
            return ofSeconds(number);
        }
        return number < MICROS_FROM ? ofMillis(number) : ofEpoch((long) Math.min(number, 9e18));
    }

    /** Of epoch seconds. */
    static Stamp ofSeconds(double seconds) {
        return ofMillis(seconds * 1_000);
    }

    /** So many seconds before the message came; farther back than 1970 was is no time. */
    static Stamp ofSecondsBack(double seconds) {
        return seconds < BACK_SECONDS_MAX ? new Stamp(Kind.RELATIVE, -Math.round(seconds * 1e6)) : UNUSABLE;
    }

    /** Of RFC 3339, also with an offset without colon; or an epoch number in quotes. */
    static Stamp ofText(String text) {
        if (DIGITS.matcher(text).matches()) {
            return ofEpoch(Double.parseDouble(text));
        }
        try {
            long micros = ReadingBatch.micros(
                    OffsetDateTime.parse(text.replace(' ', 'T'), FORM).toInstant());
            return micros < 0 ? UNUSABLE : new Stamp(Kind.TIME, Math.min(micros, MICROS_MAX));
        } catch (DateTimeException e) {
            return UNUSABLE;
        } catch (ArithmeticException e) {
            return text.startsWith("-") ? UNUSABLE : new Stamp(Kind.TIME, MICROS_MAX);
        }
    }
}
