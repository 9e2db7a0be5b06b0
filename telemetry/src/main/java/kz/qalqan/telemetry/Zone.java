package kz.qalqan.telemetry;

import java.util.List;

/**
 * A place in the mine's air network.
 *
 * @param site name of its site
 * @param id its name
 * @param location what kind of place it is
 * @param section the ventilation section it belongs to: two sensors of one section over the limit are general gassing
 * @param airflowTo zones its air flows to, of the same site
 * @param label what people call it
 */
public record Zone(String site, String id, LocationType location, String section, List<String> airflowTo, Texts label) {
    public Zone {
        airflowTo = List.copyOf(airflowTo);
    }
}
