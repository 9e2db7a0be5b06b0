package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * Two senders use the name of one device. Told of its first sensor, because it is one fault and not one of each sensor.
 *
 * <p>Threads: immutable.
 */
public final class Clashing {
    private final Place place;

    public Clashing(Place place) {
        this.place = place;
    }

    public SensorId getSensor() {
        return place.getSensor();
    }

    /** Whether the device cuts power. */
    public boolean isTripping() {
        return place.isTripping();
    }

    public String getZone() {
        return place.getZone();
    }
}
