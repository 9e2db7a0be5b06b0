package kz.qalqan.telemetry;

import java.util.Locale;

/** How soon a person must act. P1 is critical. Order is urgency, most urgent first; stored by name. */
public enum Priority {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether this is more urgent than {@code other}. */
    public boolean above(Priority other) {
        return compareTo(other) < 0;
    }
}
