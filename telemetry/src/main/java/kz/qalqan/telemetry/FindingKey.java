package kz.qalqan.telemetry;

/**
 * What a finding is about: at most one open alert per key (design 13.7).
 *
 * @param site name of the site
 * @param rule rule id of contract 7
 * @param place a zone, or {@code device:quantity}; {@code _site} for the whole site
 */
public record FindingKey(String site, String rule, String place) implements Comparable<FindingKey> {
    /** The place of what concerns a whole site. */
    public static final String WHOLE_SITE = "_site";

    /** A finding about one sensor. */
    public static FindingKey of(String rule, SensorId sensor) {
        return new FindingKey(
                sensor.site(), rule, sensor.device() + ":" + sensor.quantity().code());
    }

    /** A finding about a zone. */
    public static FindingKey of(String site, String rule, String zone) {
        return new FindingKey(site, rule, zone);
    }

    /** Reads {@code site:rule:place}. */
    public static FindingKey parse(String text) {
        String[] parts = text.split(":", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("key '" + text + "' is not site:rule:place");
        }
        return new FindingKey(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(FindingKey other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return site + ":" + rule + ":" + place;
    }
}
