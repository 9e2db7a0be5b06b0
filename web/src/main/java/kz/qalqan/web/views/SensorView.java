package kz.qalqan.web.views;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.rules.EngineView;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Sensors as contract 5 writes them. */
public final class SensorView {
    /** State of a sensor the rules do not know yet. */
    static final String UNKNOWN = "unknown";

    private static final double MILLIS = 1000;

    private SensorView() {}

    /** How far the rules trust it: a word. */
    public static String state(SensorId sensor, Map<String, EngineView> engines) {
        return Optional.ofNullable(engines.get(sensor.site()))
                .map(engine -> engine.trust().get(sensor))
                .map(trust -> trust.word())
                .orElse(UNKNOWN);
    }

    /** A sensor with its last reading. */
    public static Map<String, @Nullable Object> of(Sensor sensor, Plan plan, String state, Optional<Reading> last) {
        return Json.object(
                "id", sensor.id(),
                "device", sensor.id().device(),
                "quantity", sensor.quantity().code(),
                "unit", sensor.quantity().unit(),
                "zone", sensor.zone(),
                "site", sensor.site(),
                "state", state,
                "label", label(sensor, plan),
                "role", sensor.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "location", sensor.location().word(),
                "range", List.of(sensor.range().min(), sensor.range().max()),
                "samplePeriod", sensor.samplePeriod().toMillis() / MILLIS,
                "calibrationDue",
                        Optional.ofNullable(sensor.care().calibrationDue())
                                .map(String::valueOf)
                                .orElse(null),
                "last", last.map(ReadingView::raw).orElse(null));
    }

    private static Texts label(Sensor sensor, Plan plan) {
        return Optional.ofNullable(plan.sites().get(sensor.site()))
                .map(Site::devices)
                .map(devices -> devices.get(sensor.id().device()))
                .map(device -> device.label())
                .orElse(Texts.same(sensor.id().device()));
    }
}
