package kz.qalqan.rules;

import java.util.List;
import kz.qalqan.rules.own.OwnRule;
import kz.qalqan.telemetry.OwnRules;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the mine's own rules.
 *
 * @param inForce what holds; null when there are none
 * @param refused what was refused since; null when nothing was
 * @param rules the rules that hold
 */
public record OwnStatus(
        @Nullable OwnRules inForce, @Nullable OwnRules refused, List<OwnRule> rules) {
    public OwnStatus {
        rules = List.copyOf(rules);
    }

    /** What a person must mend; empty when all is well. */
    public String trouble() {
        OwnRules no = refused;
        return no == null ? "" : "refused, what ran before goes on: " + String.join("; ", no.faults());
    }
}
