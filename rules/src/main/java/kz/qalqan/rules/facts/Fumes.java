package kz.qalqan.rules.facts;

import java.util.Set;

/**
 * Blast fumes are expected: their limits are spoken for down-wind of the blast, for a limited time.
 *
 * <p>Threads: immutable.
 */
public final class Fumes {
    private final String zone;
    private final Set<String> zones;

    public Fumes(String zone, Set<String> zones) {
        this.zone = zone;
        this.zones = Set.copyOf(zones);
    }

    /** Where the blast was. */
    public String getZone() {
        return zone;
    }

    /** Where its fumes go, the zone itself included. */
    public Set<String> getZones() {
        return zones;
    }
}
