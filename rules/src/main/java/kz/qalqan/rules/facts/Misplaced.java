package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor speaks for another zone than the plan has it in.
 *
 * <p>Threads: immutable.
 */
public final class Misplaced {
    private final Place place;

    public Misplaced(Place place) {
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
