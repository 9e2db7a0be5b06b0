package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * After a blast or a large event the rock has been calm for long enough that a person may decide on re-entry.
 *
 * <p>Threads: immutable.
 */
public final class Calm {
    private final Place place;

    public Calm(Place place) {
        this.place = place;
    }

    public SensorId getSensor() {
        return place.getSensor();
    }
}
