package kz.qalqan.simulator.mine;

import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Zone;

/**
 * Where in its zone a sensor hangs, and so which methane it sees.
 *
 * <p>Mostly the plan tells: at the intake side, where the air is mixed, in a corner where gas gathers. What it cannot
 * tell is listed here for the model coal mine.
 */
final class Posts {
    /** Lower end of the face, shearer in its lower half, intake of the face before the junction. */
    private static final Map<String, Double> SHARES =
            Map.of("karaganda-1/GA-06", 0.3, "karaganda-1/GA-08", 0.55, "karaganda-1/GA-05", 0.6);
    /** Sensors at the far end of a drift. */
    private static final Set<String> ENDS = Set.of("karaganda-1/GA-11", "karaganda-1/GA-13", "karaganda-1/GA-21");

    private Posts() {}

    /** Methane where a sensor hangs, percent. */
    static double methane(Sensor sensor, Airway air) {
        String name = sensor.site() + "/" + sensor.id().device();
        if (ENDS.contains(name)) {
            return air.outlet();
        }
        Double known = SHARES.get(name);
        return air.methane(known == null ? share(sensor.location(), air.zone()) : known);
    }

    private static double share(LocationType location, Zone zone) {
        if (location == zone.location()) {
            return 1;
        }
        return switch (location) {
            case INTAKE -> 0.1;
            case LOCAL_ACCUMULATION -> 1.1;
            default -> 0.9;
        };
    }
}
