package kz.qalqan.rules.facts;

/**
 * Somebody the plan does not know sends gas beyond the strictest limit.
 *
 * <p>Threads: immutable.
 */
public final class UnknownSource {
    private final String place;

    public UnknownSource(String place) {
        this.place = place;
    }

    /** The last part of the finding's key. */
    public String getPlace() {
        return place;
    }
}
