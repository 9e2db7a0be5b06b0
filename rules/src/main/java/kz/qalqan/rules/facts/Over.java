package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A methane sensor is over the limit of its place now.
 *
 * <p>Threads: immutable.
 */
public final class Over {
    private final Place place;

    public Over(Place place) {
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

    public boolean isTripping() {
        return place.isTripping();
    }

    public boolean isSafety() {
        return place.isSafety();
    }
}
