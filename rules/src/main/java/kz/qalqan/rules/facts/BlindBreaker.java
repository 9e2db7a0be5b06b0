package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor of a breaker that cannot be relied on, so that nobody knows whether the power is off.
 *
 * <p>Threads: immutable.
 */
public final class BlindBreaker {
    private final Place place;

    public BlindBreaker(Place place) {
        this.place = place;
    }

    public SensorId getSensor() {
        return place.getSensor();
    }

    /** Name of the breaker. */
    public String getDevice() {
        return place.getSensor().device();
    }
}
