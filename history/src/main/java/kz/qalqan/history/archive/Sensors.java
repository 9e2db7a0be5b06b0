package kz.qalqan.history.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;

/** Finds sensors of one site by {@code site/device/quantity} or {@code device/quantity}. */
final class Sensors {
    private final String site;
    private final Map<String, Sensor> byName = new HashMap<>();

    Sensors(Plan plan, String site) {
        this.site = site;
        for (Map.Entry<SensorId, Sensor> sensor : plan.sensors().entrySet()) {
            if (sensor.getKey().site().equals(site)) {
                String whole = sensor.getKey().toString();
                byName.put(whole, sensor.getValue());
                byName.put(whole.substring(site.length() + 1), sensor.getValue());
            }
        }
    }

    Optional<Sensor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The sensor, or a refusal of the whole import: the name was given by whoever imports. */
    Sensor require(String what, String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        what + " is mapped to '" + name + "', which is no sensor of " + site + " in the plan"));
    }
}
