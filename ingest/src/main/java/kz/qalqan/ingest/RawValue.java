package kz.qalqan.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One value as the message has it, before anybody asked the plan.
 *
 * @param device name of the device
 * @param quantity code of the quantity, as it was sent
 * @param type what the value is
 * @param number the value; 0 or 1 of a flag; NaN where there is none
 * @param unit the unit the message names; null for the sensor's own
 * @param stamp when it was measured
 * @param word what the sender says of its quality
 * @param seq running number of the message the sender gave; -1 where it gave none
 */
record RawValue(
        String device,
        String quantity,
        Type type,
        double number,
        @Nullable String unit,
        Stamp stamp,
        Word word,
        long seq) {
    /** No running number was given. */
    static final long NO_SEQ = -1;

    /** What a value can be, in all formats together. */
    enum Type {
        NUMBER,
        FLAG,
        TEXT,
        NULL,
        STRUCTURE,
        /** Bytes. */
        DATA,
        /** An integral over time instead of a value. */
        SUM
    }

    /** What the sender says of a value, the worst last. */
    enum Word {
        GOOD,
        UNCERTAIN,
        HISTORICAL,
        BAD;

        /** An unknown word is no praise. */
        static Word of(String text) {
            return switch (text) {
                case "good", "" -> GOOD;
                case "bad", "fault" -> BAD;
                case "historical" -> HISTORICAL;
                default -> UNCERTAIN;
            };
        }
    }
}
