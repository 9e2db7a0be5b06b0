package kz.qalqan.rules.facts;

import java.util.Set;
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
    private final Set<String> upwind;
    private final boolean tripping;
    private final boolean safety;

    /**
     * The place of a sensor of this section.
     *
     * @param upwind zones whose air comes to it
     */
    public Place(Sensor sensor, String section, Set<String> upwind) {
        this.sensor = sensor.id();
        this.zone = sensor.zone();
        this.section = section;
        this.via = sensor.via();
        this.upwind = Set.copyOf(upwind);
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

    /** Zones whose air comes to it, near and far. */
    public Set<String> getUpwind() {
        return upwind;
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
