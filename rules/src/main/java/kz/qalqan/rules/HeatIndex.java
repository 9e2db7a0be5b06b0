package kz.qalqan.rules;

import java.util.Map;
import kz.qalqan.rules.windows.Span;
import kz.qalqan.telemetry.WorkCategory;
import org.jspecify.annotations.Nullable;

/**
 * The heat a body is under: 0.7 wet bulb + 0.3 globe, mean of the span (ТНС, near enough WBGT indoors; domain 2.4,
 * S21).
 *
 * <p>By the Russian method the index gives a class of working conditions only in air up to {@link #AIR_MAX}, which most
 * airways exceed (S22). It warns all the same, and says so.
 *
 * <p>Threads: the judgement thread only.
 */
record HeatIndex(
        Span span,
        SensorState wet,
        SensorState globe,
        @Nullable SensorState air,
        WorkCategory category) implements Signal {
    private static final double WET_SHARE = 0.7;
    private static final double GLOBE_SHARE = 0.3;

    /** Fastest air in which the method gives a class, m/s (S22). */
    private static final double AIR_MAX = 0.6;

    /** Results are rounded to this part of a degree, so that a value held exactly at a limit stays at it. */
    private static final double PARTS = 10_000;

    /** The index now; NaN while the globe gives no value to rely on. */
    static double now(double wet, SensorState globe) {
        return globe.reliable() ? WET_SHARE * wet + GLOBE_SHARE * globe.value : Double.NaN;
    }

    @Override
    public double of(double value) {
        return Math.rint(span.mean() * PARTS) / PARTS;
    }

    @Override
    public void describe(Map<String, String> facts) {
        facts.put("category", category.word());
        facts.put("wet-bulb", wet.value + " " + wet.sensor.quantity().unit());
        facts.put("globe", globe.value + " " + globe.sensor.quantity().unit());
        if (air != null && air.reliable()) {
            facts.put("air-velocity", air.value + " m/s");
            facts.put("class", air.value <= AIR_MAX ? "applicable" : "not applicable above " + AIR_MAX + " m/s");
        }
    }
}
