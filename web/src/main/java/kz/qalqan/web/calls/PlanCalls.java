package kz.qalqan.web.calls;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.rules.EngineView;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.live.LatestReadings;
import kz.qalqan.web.views.LimitView;
import kz.qalqan.web.views.SensorView;
import org.jspecify.annotations.Nullable;

/** The plan with its live state. */
public final class PlanCalls {
    private final Supplier<Plan> plan;
    private final Supplier<Map<String, EngineView>> engines;
    private final LatestReadings latest;
    private final AlertBook alerts;

    /** Calls on the plan in force. */
    public PlanCalls(
            Supplier<Plan> plan, Supplier<Map<String, EngineView>> engines, LatestReadings latest, AlertBook alerts) {
        this.plan = plan;
        this.engines = engines;
        this.latest = latest;
        this.alerts = alerts;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of(
                "sites", this::sites,
                "zones", this::zones,
                "sensors", this::sensors,
                "sensor", this::sensor,
                "workplaces", this::workplaces);
    }

    private Answer sites(Question question) {
        return Answer.ok(Json.object(
                "sites",
                plan.get().sites().values().stream()
                        .map(site -> Json.object(
                                "id", site.id(),
                                "label", site.label(),
                                "timeZone", site.timeZone().getId(),
                                "shifts",
                                        site.shiftStarts().stream()
                                                .map(String::valueOf)
                                                .toList()))
                        .toList()));
    }

    private List<Site> asked(Question question) {
        Optional<String> wanted = question.query("site");
        return plan.get().sites().values().stream()
                .filter(site -> wanted.isEmpty() || wanted.get().equals(site.id()))
                .toList();
    }

    private Answer zones(Question question) {
        Map<String, List<Alert>> open = new HashMap<>();
        OpenAlerts.of(alerts)
                .forEach(alert -> open.computeIfAbsent(alert.site() + "/" + alert.zone(), zone -> new ArrayList<>())
                        .add(alert));
        return Answer.ok(Json.object(
                "zones",
                asked(question).stream()
                        .flatMap(site -> site.zones().values().stream())
                        .map(zone -> zone(zone, open.getOrDefault(zone.site() + "/" + zone.id(), List.of())))
                        .toList()));
    }

    private static Map<String, @Nullable Object> zone(Zone zone, List<Alert> open) {
        return Json.object(
                "id", zone.id(),
                "site", zone.site(),
                "location", zone.location().word(),
                "section", zone.section(),
                "airflowTo", zone.airflowTo(),
                "label", zone.label(),
                "worst",
                        open.stream()
                                .map(Alert::priority)
                                .min(Priority::compareTo)
                                .map(Priority::word)
                                .orElse(null),
                "open", open.size());
    }

    private Answer sensors(Question question) {
        Optional<String> zone = question.query("zone");
        return Answer.ok(Json.object(
                "sensors",
                asked(question).stream()
                        .flatMap(site -> site.sensors().stream())
                        .filter(sensor -> zone.isEmpty() || zone.get().equals(sensor.zone()))
                        .map(this::view)
                        .toList()));
    }

    private Map<String, @Nullable Object> view(Sensor sensor) {
        return SensorView.of(sensor, plan.get(), SensorView.state(sensor.id(), engines.get()), latest.of(sensor.id()));
    }

    private Answer sensor(Question question) {
        Sensor sensor = Asked.sensor(plan.get(), "path/id", question.path("id"));
        Map<String, @Nullable Object> view = new LinkedHashMap<>(view(sensor));
        EngineView engine = engines.get().get(sensor.site());
        view.put(
                "limits",
                engine == null
                        ? List.of()
                        : engine.limitsFor(sensor.id()).stream()
                                .map(LimitView::line)
                                .toList());
        return Answer.ok(view);
    }

    private Answer workplaces(Question question) {
        return Answer.ok(Json.object(
                "workplaces",
                asked(question).stream()
                        .flatMap(site -> site.workplaces().values().stream())
                        .map(place -> Json.object(
                                "id", place.id(),
                                "site", place.site(),
                                "label", place.label(),
                                "employer", place.employer(),
                                "people", place.people(),
                                "stays", place.stays(),
                                "dustMac", place.dustMac()))
                        .toList()));
    }
}
