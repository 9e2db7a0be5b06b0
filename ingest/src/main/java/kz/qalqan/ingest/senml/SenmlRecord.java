package kz.qalqan.ingest.senml;

import org.jspecify.annotations.Nullable;

/**
 * A record with the base values applied (RFC 8428, 4.6).
 *
 * @param name base name and name together
 * @param unit of the SenML registries; null when neither record nor base names one
 * @param kind what its value is
 * @param number of {@link Kind#NUMBER} the value, of {@link Kind#BOOLEAN} 0 or 1, otherwise NaN
 * @param text of {@link Kind#STRING} the value, otherwise empty
 * @param sum the integrated sum; null when there is none
 * @param seconds base time and time together: see {@link #isAbsolute}
 */
public record SenmlRecord(
        String name,
        @Nullable String unit,
        Kind kind,
        double number,
        String text,
        @Nullable Double sum,
        double seconds) {

    /** Smaller times are relative to now (RFC 8428, 4.5.3): 2^28 s, some day of July 1978. */
    public static final double ABSOLUTE_FROM = 1L << 28;

    /** What a value is. */
    public enum Kind {
        NUMBER,
        BOOLEAN,
        STRING,
        /** Bytes; they are not kept. */
        DATA,
        /** No value, or none of the type its label must have. */
        NONE
    }

    /** Whether {@link #seconds} count from 1970; otherwise from now. */
    public boolean isAbsolute() {
        return seconds >= ABSOLUTE_FROM;
    }

    /** Time of measurement in seconds since 1970, where {@code now} is what the receiver's clock says. */
    public double time(double now) {
        return isAbsolute() ? seconds : SenmlPack.sum(now, seconds);
    }
}
