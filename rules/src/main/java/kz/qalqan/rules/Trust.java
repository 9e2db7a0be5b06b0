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
    /** It was beyond its range: its head may be blind until a bump test. */
    OVER_RANGED,
    /** Its value stands still while its neighbours' move. */
    FROZEN,
    /** Its neighbours along the air make its value impossible. */
    DISAGREEING,
    /** It speaks for another zone; its value is judged by the strictest place limit. */
    MISPLACED,
    /** Its clock runs ahead: the time of receipt stands for its own. */
    CLOCK_CORRECTED,
    TRUSTED;

    /** How far this sensor is trusted now. */
    static Trust of(SensorState sensor) {
        if (sensor.lead.offline) {
            return OFFLINE;
        }
        if (sensor.late()) {
            return LATE;
        }
        if (sensor.lastSeen == SensorState.NEVER) {
            return NEVER_SEEN;
        }
        if (sensor.silent.active) {
            return SILENT;
        }
        return spoken(sensor);
    }

    private static Trust spoken(SensorState sensor) {
        if (sensor.faulty.active) {
            return FAULTY;
        }
        if (sensor.farAhead.active) {
            return CLOCK_AHEAD;
        }
        if (sensor.clashing()) {
            return IDENTITY_CLASH;
        }
        if (sensor.awaitsBumpTest()) {
            return OVER_RANGED;
        }
        if (sensor.frozen) {
            return FROZEN;
        }
        if (sensor.disagreeing) {
            return DISAGREEING;
        }
        if (sensor.misplaced.active) {
            return MISPLACED;
        }
        return sensor.ahead.active ? CLOCK_CORRECTED : TRUSTED;
    }

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its value may be relied on. */
    public boolean relied() {
        return this == TRUSTED || this == MISPLACED || this == CLOCK_CORRECTED;
    }
}
