package kz.qalqan.rules.facts;

/**
 * All safety sensors of a zone that ever spoke, two at least, are silent: its gateway is dead rather than each of them.
 *
 * <p>Threads: immutable.
 */
public final class DarkZone {
    private final String zone;

    public DarkZone(String zone) {
        this.zone = zone;
    }

    public String getZone() {
        return zone;
    }
}
