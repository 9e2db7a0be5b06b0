package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor stamps its readings more than a day ahead: it is distrusted.
 *
 * <p>Threads: immutable.
 */
public final class FarAhead {
    private final Place place;

    public FarAhead(Place place) {
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
