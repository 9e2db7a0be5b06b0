package kz.qalqan.web.calls;

import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Refusal;

/** What a question names, found in the plan or refused. */
final class Asked {
    private Asked() {}

    /** A sensor of the plan: 400 when it is no id at all, 404 when the plan has none. */
    static Sensor sensor(Plan plan, String pointer, String id) {
        return plan.sensor(id(pointer, id)).orElseThrow(() -> Refusal.unknown("sensor", id));
    }

    private static SensorId id(String pointer, String id) {
        try {
            return SensorId.parse(id);
        } catch (IllegalArgumentException e) {
            throw pointer.startsWith("path/")
                    ? Refusal.unknown("sensor", id)
                    : Refusal.of(new Problem(
                            400,
                            "Bad Request",
                            String.valueOf(e.getMessage()),
                            List.of(new Problem.Violation(pointer, String.valueOf(e.getMessage()))),
                            Map.of()));
        }
    }

    /** A site of the plan; when none is named, the only one. */
    static Site site(Plan plan, String name) {
        if (!name.isEmpty()) {
            Site site = plan.sites().get(name);
            if (site == null) {
                throw Refusal.senseless("#/site", "there is no site '" + name + "'");
            }
            return site;
        }
        if (plan.sites().size() != 1) {
            throw Refusal.senseless(
                    "#/site", "name one of the sites " + plan.sites().keySet());
        }
        return plan.sites().values().iterator().next();
    }
}
