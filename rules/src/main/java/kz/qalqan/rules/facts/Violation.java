package kz.qalqan.rules.facts;

import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * What a rule concludes: this level of this rule holds at this place. Inserted logically, so it goes with its reason.
 *
 * <p>Threads: immutable.
 */
public final class Violation {
    private final String rule;
    private final String level;
    private final String place;
    private final @Nullable SensorId sensor;

    private Violation(String rule, String level, String place, @Nullable SensorId sensor) {
        this.rule = rule;
        this.level = level;
        this.place = place;
        this.sensor = sensor;
    }

    /** The limit's own rule and level, at its sensor. */
    public static Violation of(Exceeded exceeded) {
        return at(exceeded.getSensor(), exceeded.getRule(), exceeded.getLevel());
    }

    /** A rule about one sensor. */
    public static Violation at(SensorId sensor, String rule, String level) {
        return new Violation(
                rule, level, sensor.device() + ":" + sensor.quantity().code(), sensor);
    }

    /** A rule about a zone or a section. */
    public static Violation in(String place, String rule, String level) {
        return new Violation(rule, level, place, null);
    }

    /** A rule about the whole site. */
    public static Violation ofSite(String rule, String level) {
        return in(FindingKey.WHOLE_SITE, rule, level);
    }

    public String getRule() {
        return rule;
    }

    public String getLevel() {
        return level;
    }

    /** The last part of the finding's key. */
    public String getPlace() {
        return place;
    }

    public @Nullable SensorId getSensor() {
        return sensor;
    }

    /** Height on the methane ladder: a higher step speaks for the lower ones; 0 is beside the ladder. */
    public int getStep() {
        return stepOf(rule);
    }

    /** Height of a rule on the methane ladder; 0 is beside it. */
    public static int stepOf(String rule) {
        return switch (rule) {
            case "ch4-pre-alarm" -> 1;
            case "ch4-limit", "ch4-intake", "ch4-return", "ch4-local-accumulation", "station-methane" -> 2;
            case "ch4-cut" -> 3;
            case "ch4-withdraw" -> 4;
            default -> 0;
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Violation that
                && rule.equals(that.rule)
                && level.equals(that.level)
                && place.equals(that.place);
    }

    @Override
    public int hashCode() {
        return (rule.hashCode() * 31 + level.hashCode()) * 31 + place.hashCode();
    }

    @Override
    public String toString() {
        return rule + ":" + level + " at " + place;
    }
}
