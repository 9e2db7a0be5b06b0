package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * The day by which a sensor was to be calibrated is over.
 *
 * <p>Threads: immutable.
 */
public final class Uncalibrated {
    private final SensorId sensor;
    private final boolean grave;

    public Uncalibrated(SensorId sensor, boolean grave) {
        this.sensor = sensor;
        this.grave = grave;
    }

    public SensorId getSensor() {
        return sensor;
    }

    /** Whether it is over for long. */
    public boolean isGrave() {
        return grave;
    }
}
