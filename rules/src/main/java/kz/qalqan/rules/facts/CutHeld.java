package kz.qalqan.rules.facts;

import java.util.Set;
import kz.qalqan.telemetry.SensorId;

/**
 * A sensor has been at its cut level long enough for the power to be off.
 *
 * <p>Threads: immutable.
 */
public final class CutHeld {
    private final SensorId sensor;
    private final Set<String> breakers;

    public CutHeld(SensorId sensor, Set<String> breakers) {
        this.sensor = sensor;
        this.breakers = Set.copyOf(breakers);
    }

    public SensorId getSensor() {
        return sensor;
    }

    /** Devices whose power it cuts. */
    public Set<String> getBreakers() {
        return breakers;
    }
}
