package kz.qalqan.telemetry;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the mine looks like: read once, validated, never changed. Another plan is another object.
 *
 * <p>Threads: immutable.
 */
public final class Plan {
    private final String hash;
    private final String text;
    private final Map<String, Site> sites;
    private final Map<SensorId, Sensor> sensors = new LinkedHashMap<>();

    /**
     * A plan of validated parts.
     *
     * @param hash SHA-256 of {@code text}, hexadecimal: the plan's version
     * @param text the YAML it was read from
     * @param sites by name
     */
    public Plan(String hash, String text, Map<String, Site> sites) {
        this.hash = hash;
        this.text = text;
        this.sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
        sites.values().forEach(site -> site.sensors().forEach(s -> sensors.put(s.id(), s)));
    }

    /** The plan's version: SHA-256 of its text. */
    public String hash() {
        return hash;
    }

    /** The YAML it was read from, as the journal keeps it. */
    public String text() {
        return text;
    }

    /** Sites by name, in the order of the plan. */
    public Map<String, Site> sites() {
        return sites;
    }

    /** The site of this name. */
    public Optional<Site> site(String id) {
        return Optional.ofNullable(sites.get(id));
    }

    /** All sensors by id, in the order of the plan. */
    public Map<SensorId, Sensor> sensors() {
        return Collections.unmodifiableMap(sensors);
    }

    /** The sensor with this id. */
    public Optional<Sensor> sensor(SensorId id) {
        return Optional.ofNullable(find(id));
    }

    /** The sensor with this id or null: for the hot path. */
    public @Nullable Sensor find(SensorId id) {
        return sensors.get(id);
    }

    /** The sites that have a device of this name. */
    public List<Site> sitesWithDevice(String device) {
        return sites.values().stream()
                .filter(s -> s.devices().containsKey(device))
                .toList();
    }
}
