package kz.qalqan.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.ingest.Units.Conversion;
import kz.qalqan.telemetry.Device;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Site;

/**
 * The plan as the door asks it: by the names a message uses, without an object per question.
 *
 * <p>Threads: the ingest thread only.
 */
final class PlanIndex {
    private final Plan plan;
    private final Map<String, Map<String, Map<String, Known>>> sites = new HashMap<>();

    /**
     * A sensor and what the door needs with it.
     *
     * @param sensor as the plan has it
     * @param bare how its bare numbers become canonical; empty when the plan's unit does not fit the quantity
     */
    record Known(Sensor sensor, Optional<Conversion> bare) {}

    /** Sites of the plan that have a journal. */
    PlanIndex(Plan plan, Set<String> journals, Units units) {
        this.plan = plan;
        for (Site site : plan.sites().values()) {
            if (!journals.contains(site.id())) {
                continue;
            }
            Map<String, Map<String, Known>> devices = new HashMap<>();
            site.devices().forEach((name, device) -> devices.put(name, sensors(device, units)));
            sites.put(site.id(), devices);
        }
    }

    private static Map<String, Known> sensors(Device device, Units units) {
        Map<String, Known> sensors = new HashMap<>();
        for (Sensor sensor : device.sensors()) {
            sensors.put(
                    sensor.quantity().code(), new Known(sensor, units.conversion(sensor.unit(), sensor.quantity())));
        }
        return sensors;
    }

    boolean standsFor(Plan other) {
        return plan == other;
    }

    boolean hasSite(String site) {
        return sites.containsKey(site);
    }

    /** The sensors of a device by quantity code; empty when the site has no such device. */
    Optional<Map<String, Known>> device(String site, String device) {
        return Optional.ofNullable(sites.getOrDefault(site, Map.of()).get(device));
    }

    /** Where a device stands; empty when the plan has no such device, or one without sensors. */
    Optional<String> zoneOf(String site, String device) {
        return device(site, device).flatMap(sensors -> sensors.values().stream()
                .map(known -> known.sensor().zone())
                .findFirst());
    }

    /** The sites that have a device of this name. */
    List<String> sitesWith(String device) {
        return sites.entrySet().stream()
                .filter(site -> site.getValue().containsKey(device))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
