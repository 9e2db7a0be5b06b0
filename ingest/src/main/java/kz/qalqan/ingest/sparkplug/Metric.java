package kz.qalqan.ingest.sparkplug;

import org.jspecify.annotations.Nullable;

/**
 * One metric of a message, after the birth certificate was asked what it is.
 *
 * @param standing whether it is a value, and if not why
 * @param quantity code of the quantity; empty where that is not known
 * @param label how the message or the birth names it, for people
 * @param type what the value is
 * @param number the value; 0 or 1 of a flag; NaN where there is none
 * @param unit the unit the metric's properties name; null for the sensor's own
 * @param millis when it was measured, epoch milliseconds, unsigned as on the wire; null when nobody says
 * @param word what the sender says of its quality
 */
public record Metric(
        Standing standing,
        String quantity,
        String label,
        Type type,
        double number,
        @Nullable String unit,
        @Nullable Long millis,
        Word word) {

    /** What a metric is to us. */
    public enum Standing {
        VALUE,
        /** No value, and none is missing: a birth says that there is none yet. */
        NONE_YET,
        /** No birth we hold says what it is. */
        UNRESOLVED,
        /** The birth has several metrics that could be this quantity. */
        AMBIGUOUS
    }

    /** Types of value, as far as they matter here. */
    public enum Type {
        NUMBER,
        FLAG,
        TEXT,
        STRUCTURE
    }

    /** What the sender says of a value, the worst last. */
    public enum Word {
        GOOD,
        UNCERTAIN,
        /** Not of now: sent as history, stale, or of an unknown age. */
        OLD,
        BAD
    }
}
