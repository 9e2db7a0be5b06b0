package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor is being calibrated: what it reads is test gas.
 *
 * <p>Threads: immutable.
 */
public final class Calibrating {
    private final SensorId sensor;

    public Calibrating(SensorId sensor) {
        this.sensor = sensor;
    }

    public SensorId getSensor() {
        return sensor;
    }
}
