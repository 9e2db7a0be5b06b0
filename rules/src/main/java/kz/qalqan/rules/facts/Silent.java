package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor that used to speak is silent.
 *
 * <p>Threads: immutable.
 */
public final class Silent {
    private final Place place;

    public Silent(Place place) {
        this.place = place;
    }

    public SensorId getSensor() {
        return place.getSensor();
    }

    public String getZone() {
        return place.getZone();
    }

    public String getSection() {
        return place.getSection();
    }

    /** The gateway it speaks through; empty when the plan names none. */
    public String getVia() {
        return place.getVia();
    }

    public boolean isTripping() {
        return place.isTripping();
    }

    public boolean isSafety() {
        return place.isSafety();
    }
}
