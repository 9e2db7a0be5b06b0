package kz.qalqan.simulator.mine;

import java.util.Map;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Zone;

/**
 * Where in its zone a sensor hangs, as a share of the methane the zone adds: 0 where the air comes in, 1 where it is
 * mixed, above 1 where gas gathers.
 */
final class Posts {
    /** Posts of the model coal mine that the plan cannot tell: lower end of the face, shearer in its lower half. */
    private static final Map<String, Double> KNOWN =
            Map.of("karaganda-1/GA-06", 0.3, "karaganda-1/GA-08", 0.55, "karaganda-1/GA-05", 0.6);

    private Posts() {}

    /** The share of a sensor. */
    static double share(Sensor sensor, Zone zone) {
        Double known = KNOWN.get(sensor.site() + "/" + sensor.id().device());
        if (known != null) {
            return known;
        }
        if (sensor.location() == zone.location()) {
            return 1;
        }
        return sensor.location() == LocationType.INTAKE
                ? 0.1
                : sensor.location() == LocationType.LOCAL_ACCUMULATION ? 1.1 : 0.9;
    }
}
