package kz.qalqan.telemetry;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One mine: its places, devices and people. Maps keep the order of the plan.
 *
 * @param id its name
 * @param label what people call it
 * @param preset limits to start from; empty for the service's own setting ({@code rules.preset})
 * @param timeZone the mine's time
 * @param shiftStarts starts of the shifts in mine time, ascending from midnight, at least one
 * @param zones by name
 * @param devices by name
 * @param workplaces by name
 * @param limits the plan's own values
 */
public record Site(
        String id,
        Texts label,
        String preset,
        ZoneId timeZone,
        List<LocalTime> shiftStarts,
        Map<String, Zone> zones,
        Map<String, Device> devices,
        Map<String, Workplace> workplaces,
        List<LimitOverride> limits) {

    /** The sensors of all devices, in the order of the plan. */
    public List<Sensor> sensors() {
        return devices.values().stream().flatMap(d -> d.sensors().stream()).toList();
    }

    /** The sensors that stand in a zone. */
    public List<Sensor> sensorsIn(String zone) {
        return sensors().stream().filter(s -> s.zone().equals(zone)).toList();
    }

    /** The sensor of a device for a quantity. */
    public Optional<Sensor> sensor(String device, Quantity quantity) {
        Device found = devices.get(device);
        return found == null
                ? Optional.empty()
                : found.sensors().stream().filter(s -> s.quantity() == quantity).findFirst();
    }
}
