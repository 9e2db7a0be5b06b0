package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor sends values that no sensor in order could send.
 *
 * <p>Threads: immutable.
 */
public final class Faulty {
    private final Place place;

    public Faulty(Place place) {
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
