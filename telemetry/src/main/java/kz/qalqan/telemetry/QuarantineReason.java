package kz.qalqan.telemetry;

import java.util.Locale;

/** Why a message did not become readings: one word for log, metric, API and test. Stored by name: append only. */
public enum QuarantineReason {
    /** The topic has not the form of contract 3. */
    TOPIC_UNKNOWN,
    /** The payload is not of the format its topic or content type says. */
    UNREADABLE,
    /** A field has another type than it must have. */
    WRONG_TYPE,
    /** More bytes than allowed. */
    TOO_LARGE,
    /** More readings than allowed in one message. */
    TOO_MANY_READINGS,
    /** The plan knows no such site. */
    SITE_UNKNOWN,
    /** The plan knows no such device. */
    DEVICE_UNKNOWN,
    /** The plan's device has no such sensor. */
    SENSOR_UNKNOWN,
    /** The unit cannot be converted into the quantity's. */
    UNIT_UNKNOWN,
    /** The message names no site and the device exists at several. */
    AMBIGUOUS_DEVICE,
    /** The time stamp is no time, or absurdly far ahead or back. */
    TIME_UNUSABLE,
    /** A Sparkplug message or metric that no birth certificate we hold explains. */
    OUT_OF_SESSION;

    /** The name on the wire: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
