package kz.qalqan.benchmarks;

/**
 * A limit that holds at a sensor, in the naive session.
 *
 * @param limit its id
 * @param id the sensor
 */
public record Held(String limit, String id) {
    public String getLimit() {
        return limit;
    }

    public String getId() {
        return id;
    }
}
