package kz.qalqan.rules.facts;

/**
 * A blast was declared in a zone and re-entry is not free yet.
 *
 * <p>Threads: immutable.
 */
public final class Blasted {
    private final String zone;

    public Blasted(String zone) {
        this.zone = zone;
    }

    public String getZone() {
        return zone;
    }
}
