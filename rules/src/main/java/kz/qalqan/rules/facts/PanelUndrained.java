package kz.qalqan.rules.facts;

/**
 * A panel has started and was not drained for as long as planned.
 *
 * <p>Threads: immutable.
 */
public final class PanelUndrained {
    private final String zone;

    public PanelUndrained(String zone) {
        this.zone = zone;
    }

    public String getZone() {
        return zone;
    }
}
