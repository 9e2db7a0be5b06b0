package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A methane sensor is, or was within five minutes, over the limit of its place.
 *
 * <p>Threads: immutable.
 */
public final class OverRecently {
    private final Place place;

    public OverRecently(Place place) {
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
