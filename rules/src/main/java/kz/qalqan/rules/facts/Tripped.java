package kz.qalqan.rules.facts;

import java.util.Set;
import kz.qalqan.telemetry.SensorId;

/**
 * A sensor that switches power off could not be relied on for long enough for the power to be off: it counts as
 * tripped.
 *
 * <p>Threads: immutable.
 */
public final class Tripped {
    private final Place place;
    private final Set<String> breakers;

    public Tripped(Place place, Set<String> breakers) {
        this.place = place;
        this.breakers = Set.copyOf(breakers);
    }

    public SensorId getSensor() {
        return place.getSensor();
    }

    public String getZone() {
        return place.getZone();
    }

    /** The gateway it speaks through; empty when the plan names none. */
    public String getVia() {
        return place.getVia();
    }

    /** Devices whose power it cuts. */
    public Set<String> getBreakers() {
        return breakers;
    }
}
