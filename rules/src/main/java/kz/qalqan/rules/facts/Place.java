package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;

/**
 * Where a fact about a sensor holds.
 *
 * <p>Threads: immutable.
 */
public final class Place {
    private final SensorId sensor;
    private final String zone;
    private final String section;
    private final String via;
    private final boolean tripping;
    private final boolean safety;

    /** The place of a sensor of this section. */
    public Place(Sensor sensor, String section) {
        this.sensor = sensor.id();
        this.zone = sensor.zone();
        this.section = section;
        this.via = sensor.via();
        this.tripping = sensor.role() == Sensor.Role.SWITCHING_OFF;
        this.safety = sensor.safety();
    }

    public SensorId getSensor() {
        return sensor;
    }

    public String getZone() {
        return zone;
    }

    public String getSection() {
        return section;
    }

    /** The gateway it speaks through; empty when the plan names none. */
    public String getVia() {
        return via;
    }

    /** Whether its trip point cuts power. */
    public boolean isTripping() {
        return tripping;
    }

    /** Whether people's safety hangs on it. */
    public boolean isSafety() {
        return safety;
    }
}
