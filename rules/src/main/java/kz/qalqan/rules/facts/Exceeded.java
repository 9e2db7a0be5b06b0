package kz.qalqan.rules.facts;

import java.util.Set;
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

    /** Name of the device. */
    public String getDevice() {
        return place.getSensor().device();
    }

    /** Whether its trip point cuts power. */
    public boolean isTripping() {
        return place.isTripping();
    }

    public String getSection() {
        return place.getSection();
    }

    /** Code of what is measured. */
    public String getQuantity() {
        return place.getSensor().quantity().code();
    }

    /** Zones whose air comes to this place. */
    public Set<String> getUpwind() {
        return place.getUpwind();
    }

    public String getZone() {
        return place.getZone();
    }
}
