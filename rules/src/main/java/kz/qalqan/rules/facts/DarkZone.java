package kz.qalqan.rules.facts;

/**
 * All safety sensors of a zone that ever spoke, two at least, fell silent together: its link is dead rather than each
 * of them.
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
