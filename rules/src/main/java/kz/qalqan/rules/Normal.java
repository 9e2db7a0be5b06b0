package kz.qalqan.rules;

import java.util.Map;
import kz.qalqan.rules.windows.Ambient;
import org.jspecify.annotations.Nullable;

/**
 * What is normal at a place: the value that the plan approves and freezes; without one the lagged median of the past
 * (domain 8b, rows 15 and 16). How far the past has gone from what was approved is said, and moves nothing.
 *
 * @param lagged the median of the past
 * @param approved the plan's value; null where it has none
 */
record Normal(Ambient lagged, @Nullable Double approved) {
    /** NaN while nothing is approved and too little of the past is known. */
    double value() {
        Double frozen = approved;
        return frozen == null ? lagged.median() : frozen;
    }

    void describe(Map<String, String> facts) {
        Double frozen = approved;
        double median = lagged.median();
        if (frozen == null) {
            facts.put("ambient", Double.toString(median));
            return;
        }
        facts.put("ambient", frozen + " approved");
        facts.put(
                "ambient-drift",
                Double.isNaN(median) ? "not known yet" : Double.toString(median - frozen) + " (now " + median + ")");
    }
}
