package kz.qalqan.risk;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One factor of a workplace over one shift.
 *
 * @param name {@code noise} or {@code dust}
 * @param unit UCUM unit of the value
 * @param value what the table is asked with: L_EX,8h of noise, mean concentration of dust; in an unfinished or thinly
 *     measured shift the value so far; null when nothing was measured
 * @param state whether it counts
 * @param workingClass the class; null unless valid
 * @param points its points; null unless valid
 * @param coverage share of the shift that is measured, 0 to 1, as the person moves
 * @param reason why it does not count, in words; empty when valid
 * @param facts further numbers by name: {@code laeq}, {@code limit}, {@code ratio}
 */
public record FactorScore(
        String name,
        String unit,
        @Nullable BigDecimal value,
        State state,
        @Nullable WorkingClass workingClass,
        @Nullable BigDecimal points,
        BigDecimal coverage,
        String reason,
        Map<String, BigDecimal> facts) {
    /** Whether a factor counts. */
    public enum State {
        VALID,
        /** Measured, but not enough of the shift (domain 2.8). */
        INSUFFICIENT_DATA,
        /** No sensor measures it where these people are. */
        NOT_ASSESSED;

        /** The name on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public FactorScore {
        facts = Map.copyOf(facts);
    }
}
