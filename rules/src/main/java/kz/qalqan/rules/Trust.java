package kz.qalqan.rules;

import java.util.Locale;

/** How far a sensor is trusted now; gravest reason first where several hold. */
public enum Trust {
    /** In the plan, but it has not spoken since commissioning. */
    NEVER_SEEN,
    /** It used to speak and stopped. */
    SILENT,
    /** It sends values that no sensor in order could send. */
    FAULTY,
    /** Its clock is more than a day ahead. */
    CLOCK_AHEAD,
    /** It speaks for another zone; its value is judged by the strictest place limit. */
    MISPLACED,
    TRUSTED;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its value may be relied on. */
    public boolean relied() {
        return this == TRUSTED || this == MISPLACED;
    }
}
