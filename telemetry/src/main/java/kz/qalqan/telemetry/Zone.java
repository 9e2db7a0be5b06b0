package kz.qalqan.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the mine's air network.
 *
 * @param site name of its site
 * @param id its name
 * @param location what kind of place it is
 * @param section the ventilation section it belongs to: two sensors of one section over the limit are general gassing
 * @param airflowTo zones its air flows to, of the same site
 * @param label what people call it
 * @param crossSection of its air way, square metres; NaN when the plan says none
 * @param panel what is drained before work begins here; null when nothing is
 */
public record Zone(
        String site,
        String id,
        LocationType location,
        String section,
        List<String> airflowTo,
        Texts label,
        double crossSection,
        @Nullable Panel panel) {
    public Zone {
        airflowTo = List.copyOf(airflowTo);
    }

    /** A zone whose air way nobody measured and where nothing is drained. */
    public Zone(String site, String id, LocationType location, String section, List<String> airflowTo, Texts label) {
        this(site, id, location, section, airflowTo, label, Double.NaN, null);
    }
}
