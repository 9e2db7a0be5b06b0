package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * A detector, or all of a zone, is bypassed.
 *
 * <p>Threads: immutable.
 */
public final class Bypassed {
    private final String zone;
    private final @Nullable SensorId sensor;
    private final boolean permitted;

    public Bypassed(String zone, @Nullable SensorId sensor, boolean permitted) {
        this.zone = zone;
        this.sensor = sensor;
        this.permitted = permitted;
    }

    public String getZone() {
        return zone;
    }

    public @Nullable SensorId getSensor() {
        return sensor;
    }

    /** Whether the preset permits it. */
    public boolean isPermitted() {
        return permitted;
    }

    /** What is told of it. */
    public Violation violation() {
        String level = permitted ? "alarm" : "forbidden";
        return sensor == null
                ? Violation.in(zone, "bypass-active", level)
                : Violation.at(sensor, "bypass-active", level);
    }
}
