package kz.qalqan.telemetry;

import java.util.Locale;

/** What an alert needs to end after its condition is gone (design 6). Stored by name. */
public enum Hold {
    /** Ends when the condition is gone and it was acknowledged. */
    HELD,
    /** After return it stays latched until it is acknowledged. */
    LATCHED,
    /** Stays until a declaration releases it: restore after a cut, bump test after over-range. */
    LOCKED;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
