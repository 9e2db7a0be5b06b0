package kz.qalqan.web.views;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.alerts.AlertKpi;
import kz.qalqan.alerts.Target;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** The figures of the alert system; times in seconds. */
public final class KpiView {
    private static final double MILLIS = 1000;

    private KpiView() {}

    /** The figures of a span. */
    public static Map<String, @Nullable Object> of(AlertKpi kpi) {
        Map<String, Long> priorities = new TreeMap<>();
        for (Priority priority : Priority.values()) {
            priorities.put(priority.word(), kpi.priorities().getOrDefault(priority, 0L));
        }
        return Json.object(
                "from", kpi.from(),
                "to", kpi.to(),
                "alarms", kpi.alarms(),
                "load", kpi.load(),
                "priorities", priorities,
                "answers",
                        Json.object(
                                "count", kpi.answers().count(),
                                "median", seconds(kpi.answers().median()),
                                "p95", seconds(kpi.answers().p95()),
                                "longest", seconds(kpi.answers().longest()),
                                "owed", kpi.answers().owed()),
                "standing", kpi.standing(),
                "chattering", kpi.chattering(),
                "topTen", kpi.topTen(),
                "targets", kpi.targets().stream().map(KpiView::target).toList());
    }

    private static Map<String, @Nullable Object> target(Target target) {
        return Json.object(
                "figure", target.figure(),
                "value", target.value(),
                "atMost", target.atMost(),
                "atLeast", target.atLeast(),
                "met", target.met());
    }

    /** The same of one shift of one operator position. */
    public static Map<String, @Nullable Object> ofShift(String position, boolean running, AlertKpi kpi) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>(of(kpi));
        figures.put("position", position);
        figures.put("running", running);
        return figures;
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : (Double) (time.toMillis() / MILLIS);
    }
}
