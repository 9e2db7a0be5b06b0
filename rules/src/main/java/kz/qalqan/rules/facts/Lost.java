package kz.qalqan.rules.facts;

/**
 * A methane sensor of a face that fell silent or faulty within the last ten minutes (domain row 12).
 *
 * <p>Threads: immutable.
 */
public final class Lost {
    private final Place place;

    public Lost(Place place) {
        this.place = place;
    }

    public String getZone() {
        return place.getZone();
    }

    public String getSection() {
        return place.getSection();
    }
}
