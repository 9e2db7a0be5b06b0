package kz.qalqan.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Why a finding was made: enough to explain it in a year without the engine at hand.
 *
 * @param rule rule name: the sentence of the rule
 * @param pack version of the rule pack
 * @param engine version of the engine
 * @param limitId id of the limit, empty where no limit was involved
 * @param limitVersion version of that limit, 0 where none
 * @param source source id of the number ({@code domain.md}), empty where none
 * @param facts window aggregates, delays and states by name, in words
 * @param readings at most {@link #READINGS_MAX} raw readings, oldest first
 */
public record Evidence(
        String rule,
        String pack,
        String engine,
        String limitId,
        int limitVersion,
        String source,
        Map<String, String> facts,
        List<Sample> readings) {

    /** Most raw readings kept in one evidence (design 6). */
    public static final int READINGS_MAX = 60;

    /**
     * A raw reading used by the rule.
     *
     * @param sensor which sensor
     * @param measuredAt when measured
     * @param value in the canonical unit
     * @param quality its quality then
     */
    public record Sample(SensorId sensor, Instant measuredAt, double value, Quality quality) {}

    public Evidence {
        facts = Map.copyOf(facts);
        readings = List.copyOf(readings);
    }
}
