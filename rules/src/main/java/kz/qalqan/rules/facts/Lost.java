package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A methane sensor of a face that fell silent or faulty within the last ten minutes (domain row 12).
 *
 * <p>Threads: immutable.
 */
public final class Lost {
    private final Place place;

    public Lost(Place place) {
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
