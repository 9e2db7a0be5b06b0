package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.SensorId;

/**
 * A sensor is beyond a limit, dead band and delays considered.
 *
 * <p>Threads: immutable.
 */
public final class Exceeded {
    private final String rule;
    private final String level;
    private final Place place;

    public Exceeded(String rule, String level, Place place) {
        this.rule = rule;
        this.level = level;
        this.place = place;
    }

    public String getRule() {
        return rule;
    }

    public String getLevel() {
        return level;
    }

    public SensorId getSensor() {
        return place.getSensor();
    }

    public String getZone() {
        return place.getZone();
    }
}
