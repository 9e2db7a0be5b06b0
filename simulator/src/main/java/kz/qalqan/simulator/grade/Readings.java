package kz.qalqan.simulator.grade;

/**
 * Where the readings of a telling have gone.
 *
 * @param sent readings the mine handed to its broker
 * @param taken of them, what the service counts: accepted, known duplicates, quarantined
 * @param dropped what the service itself says it lost
 */
public record Readings(long sent, long taken, long dropped) {
    /** Readings that neither the service's books nor its quarantine know. */
    public long lost() {
        return Math.max(0, sent - taken) + dropped;
    }
}
