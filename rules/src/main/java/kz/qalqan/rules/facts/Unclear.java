package kz.qalqan.rules.facts;

/**
 * The time of ventilation after a blast is over, but a sensor of its fumes cannot be relied on.
 *
 * <p>Threads: immutable.
 */
public final class Unclear {
    private final String zone;

    public Unclear(String zone) {
        this.zone = zone;
    }

    public String getZone() {
        return zone;
    }
}
