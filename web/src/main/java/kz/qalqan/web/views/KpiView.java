package kz.qalqan.web.views;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.alerts.AlertKpi;
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
                "topTen", kpi.topTen());
    }

    private static @Nullable Double seconds(@Nullable Duration time) {
        return time == null ? null : (Double) (time.toMillis() / MILLIS);
    }
}
