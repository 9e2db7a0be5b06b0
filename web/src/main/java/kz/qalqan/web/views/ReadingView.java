package kz.qalqan.web.views;

import java.util.Map;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Readings as contract 5 writes them. */
public final class ReadingView {
    private ReadingView() {}

    /** A reading beside others of other sensors. */
    public static Map<String, @Nullable Object> live(Reading reading, Plan plan) {
        Sensor sensor = plan.find(reading.sensor());
        return Json.object(
                "sensor", reading.sensor(),
                "t", reading.measuredAt(),
                "received", reading.receivedAt(),
                "v", reading.value(),
                "unit", reading.sensor().quantity().unit(),
                "quality", reading.quality().word(),
                "zone", sensor == null ? "" : sensor.zone());
    }

    /** A raw reading of a known sensor. */
    public static Map<String, @Nullable Object> raw(Reading reading) {
        return Json.object(
                "t", reading.measuredAt(),
                "received", reading.receivedAt(),
                "v", reading.value(),
                "quality", reading.quality().word());
    }

    /** A point of several readings. */
    public static Map<String, @Nullable Object> of(ReadingQuery.Point point) {
        return Json.object(
                "t", point.t(), "min", point.min(), "mean", point.mean(), "max", point.max(), "count", point.count());
    }
}
