package kz.qalqan.rules;

import java.util.Locale;

/** How far a sensor is trusted now; gravest reason first where several hold. */
public enum Trust {
    /** In the plan, but it has not spoken since commissioning. */
    NEVER_SEEN,
    /** Its device said, or its last will said, that it is offline. */
    OFFLINE,
    /** Only old readings come from it: nothing is known of now. */
    LATE,
    /** It used to speak and stopped. */
    SILENT,
    /** Two senders use the name of its device: the worse of their values stands. */
    IDENTITY_CLASH,
    /** It sends values that no sensor in order could send. */
    FAULTY,
    /** Its clock is more than a day ahead. */
    CLOCK_AHEAD,
    /** It speaks for another zone; its value is judged by the strictest place limit. */
    MISPLACED,
    /** Its clock runs ahead: the time of receipt stands for its own. */
    CLOCK_CORRECTED,
    TRUSTED;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its value may be relied on. */
    public boolean relied() {
        return this == TRUSTED || this == MISPLACED || this == CLOCK_CORRECTED;
    }
}
