package kz.qalqan.benchmarks;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.qalqan.rules.Bound;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.Limit;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;

/** What Drools alone and Esper are asked: the pack's limits on plain values with their dead bands, without delays. */
final class Subset {
    private static final int NOT_LIVE =
            Quality.of(Mark.LATE, Mark.FAULT, Mark.HISTORICAL).bits();

    private final Map<SensorId, Meter> meters = new HashMap<>();
    private final Map<String, Limit> limits = new LinkedHashMap<>();
    private final Map<String, String> locations = new HashMap<>();

    Subset(Plan plan, EngineView view) {
        for (Sensor sensor : plan.sensors().values()) {
            String location = sensor.location().word();
            meters.put(
                    sensor.id(),
                    new Meter(sensor.id().toString(), sensor.quantity().code(), location));
            for (Limit limit : Comparisons.values(view, sensor.id())) {
                String name = limit.rule() + ":" + limit.level() + ":" + location;
                limits.put(name, limit);
                locations.put(name, location);
            }
        }
    }

    Map<SensorId, Meter> meters() {
        return meters;
    }

    /** Limits by rule, level and location. */
    Map<String, Limit> limits() {
        return limits;
    }

    /** The condition that the limit is reached, as Java and EPL both write it. */
    String reached(String name, String value) {
        Limit limit = limit(name);
        return value + (limit.bound() == Bound.MAX ? " >= " : " < ") + limit.value();
    }

    /** The condition that it is over. */
    String gone(String name, String value) {
        Limit limit = limit(name);
        return value + (limit.bound() == Bound.MAX ? " < " : " >= ") + limit.off();
    }

    String location(String name) {
        return locations.getOrDefault(name, "");
    }

    Limit limit(String name) {
        Limit limit = limits.get(name);
        if (limit == null) {
            throw new IllegalArgumentException("no limit " + name);
        }
        return limit;
    }

    /** Somebody who is told of each live reading. */
    interface Told {
        void reading(Meter meter, double value);
    }

    void tell(ReadingBatch batch, Told told) {
        for (int i = 0; i < batch.size(); i++) {
            if ((batch.quality()[i] & NOT_LIVE) == 0) {
                Meter meter = meters.get(batch.sensors().get(batch.sensor()[i]));
                if (meter != null) {
                    told.reading(meter, batch.value()[i]);
                }
            }
        }
    }
}
