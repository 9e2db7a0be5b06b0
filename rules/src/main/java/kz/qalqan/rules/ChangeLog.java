package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.LimitChange;

/**
 * The changes of limits that took effect, kept to put them over another plan or a restored state.
 *
 * <p>Threads: the judgement thread only.
 */
final class ChangeLog {
    /** A change with the moment it took effect. */
    record Change(LimitChange change, Moment moment) {}

    private final List<Change> taken = new ArrayList<>();

    List<Change> taken() {
        return taken;
    }

    LimitPolicy.Verdict change(LimitBook limits, LimitChange change, Moment moment) {
        LimitPolicy.Verdict verdict = limits.change(change, moment.position(), moment.at());
        if (verdict.passes()) {
            taken.add(new Change(change, moment));
        }
        return verdict;
    }

    /** Puts all changes over a fresh book; what its plan no longer allows stays away. */
    void replay(LimitBook limits) {
        taken.forEach(
                c -> limits.change(c.change(), c.moment().position(), c.moment().at()));
    }
}
