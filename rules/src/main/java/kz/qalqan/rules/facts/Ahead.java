package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor stamps its readings in the future.
 *
 * <p>Threads: immutable.
 */
public final class Ahead {
    private final Place place;

    public Ahead(Place place) {
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
