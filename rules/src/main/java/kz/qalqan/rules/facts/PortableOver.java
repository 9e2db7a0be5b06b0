package kz.qalqan.rules.facts;

/**
 * A portable reading found methane at the limit of a local accumulation; no lower one followed.
 *
 * <p>Threads: immutable.
 */
public final class PortableOver {
    private final String zone;

    public PortableOver(String zone) {
        this.zone = zone;
    }

    public String getZone() {
        return zone;
    }
}
