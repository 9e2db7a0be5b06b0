package kz.qalqan.rules.own;

import java.time.Duration;
import java.util.Set;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * A number that an own rule brings along: what its {@code Exceeded} facts are made of.
 *
 * @param rule id of its rule
 * @param level its name within the rule
 * @param quantity what is measured
 * @param places where it holds; empty for everywhere
 * @param above whether it is reached from the number on; else below it
 * @param value the number, in the quantity's unit
 * @param deadBand distance to its end
 * @param onDelay how long it must be reached
 * @param offDelay how long it must be gone
 * @param of what of the sensor is compared: {@code value}, {@code mean}, {@code slope}, …
 * @param span over which time; zero for {@code value}
 * @param source where the number is from
 * @param line where it stands
 */
public record OwnLimit(
        String rule,
        String level,
        Quantity quantity,
        Set<LocationType> places,
        boolean above,
        double value,
        double deadBand,
        Duration onDelay,
        Duration offDelay,
        String of,
        Duration span,
        String source,
        int line) {

    /** How limits are named in facts. */
    public String name() {
        return rule + ":" + level;
    }

    @Nullable
    String differs(OwnLimit other) {
        return equals(other.at(line)) ? null : other.name();
    }

    private OwnLimit at(int where) {
        return new OwnLimit(
                rule, level, quantity, places, above, value, deadBand, onDelay, offDelay, of, span, source, where);
    }
}
