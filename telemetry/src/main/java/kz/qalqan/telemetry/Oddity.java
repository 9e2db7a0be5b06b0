package kz.qalqan.telemetry;

import java.util.Locale;

/**
 * What can be odd about a device's messages and readings: one word for count, metric, API and test. None of them costs
 * a reading.
 */
public enum Oddity {
    /** A running number was left out. Counted once a gap. */
    SEQ_GAP,
    /** Messages that gaps stand for. Some may still come, out of order. */
    SEQ_MISSING,
    /** A running number came again. */
    SEQ_REPEATED,
    /** A message came after one with a higher running number. */
    OUT_OF_ORDER,
    /** The running numbers began anew: the device restarted. */
    SEQ_RESTARTED,
    /** A reading came that was already there. */
    DUPLICATE,
    /** Another value for the same sensor and time. */
    CONFLICT,
    /** Two senders use the name: counted for each reading that bears the mark. */
    IDENTITY_CLASH,
    /** A stamp in the future: the time of receipt stands for it. */
    CLOCK_CORRECTED,
    /** Older than it may be to change what is live. */
    LATE,
    /** Sent as history by a gateway. */
    HISTORICAL,
    /** Without a time of its own. */
    UNSTAMPED,
    /** Kept by the broker from before. */
    RETAINED,
    /** The topic names another zone than the plan. */
    PLACE_MISMATCH,
    /** Outside the valid bounds, not a number, or a fault code. */
    FAULT,
    /** Beyond the range, within the valid bounds. */
    OUT_OF_RANGE,
    /** Its sender doubts the value. */
    UNCERTAIN,
    /** The device, or its last will, said that it is offline. */
    OFFLINE;

    /** The name on the wire: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
