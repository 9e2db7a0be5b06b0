package kz.qalqan.telemetry;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A box underground with one or more sensors.
 *
 * @param site name of its site
 * @param id its name, unique within the site
 * @param zone where it stands
 * @param label what people call it
 * @param serial maker's number; empty when unknown
 * @param verified day of its last verification; null when unknown
 * @param serviceLifeEnd day its service life ends; null when unknown
 * @param sensors what it measures, each quantity once
 */
public record Device(
        String site,
        String id,
        String zone,
        Texts label,
        String serial,
        @Nullable LocalDate verified,
        @Nullable LocalDate serviceLifeEnd,
        List<Sensor> sensors) {
    public Device {
        sensors = List.copyOf(sensors);
    }
}
