package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A methane sensor that cannot be relied on, so that it counts as over while its neighbour is.
 *
 * <p>Threads: immutable.
 */
public final class Blind {
    private final Place place;

    public Blind(Place place) {
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
