package kz.qalqan.telemetry;

import java.util.List;

/**
 * A post and its people; they may move between zones during a shift.
 *
 * @param site name of its site
 * @param id its name, unique within the site
 * @param label what people call it
 * @param employer whose people they are
 * @param people how many work there in one shift
 * @param stays where they are and for how much of the shift; shares add up to 1
 * @param dustMac hygienic limit of dust, mg/m3, shift average (domain 2.2)
 * @param category how hard the work is
 */
public record Workplace(
        String site,
        String id,
        Texts label,
        String employer,
        int people,
        List<Stay> stays,
        double dustMac,
        WorkCategory category) {
    /**
     * A part of the shift spent in a zone.
     *
     * @param zone name of the zone
     * @param share part of the shift, greater than 0, at most 1
     */
    public record Stay(String zone, double share) {}

    public Workplace {
        stays = List.copyOf(stays);
    }

    /** A workplace of the hardest work, which is what counts when nobody says. */
    public Workplace(
            String site, String id, Texts label, String employer, int people, List<Stay> stays, double dustMac) {
        this(site, id, label, employer, people, stays, dustMac, WorkCategory.III);
    }

    /** Whether its people are in a zone for a part of the shift. */
    public boolean staysIn(String zone) {
        return stays.stream().anyMatch(stay -> stay.zone().equals(zone));
    }
}
