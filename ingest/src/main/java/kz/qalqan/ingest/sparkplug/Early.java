package kz.qalqan.ingest.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one node that came before those they follow on.
 *
 * @param <M> the message as the caller has it
 */
final class Early<M> {
    private final Map<Integer, Arrival<M>> bySeq = new HashMap<>();
    private final Budget budget;

    Early(Budget budget) {
        this.budget = budget;
    }

    boolean isEmpty() {
        return bySeq.isEmpty();
    }

    @Nullable
    Arrival<M> at(int seq) {
        return bySeq.get(seq);
    }

    /** Keeps a message; false when there is no room. */
    boolean hold(Arrival<M> arrival) {
        if (!budget.hold(arrival.bytes())) {
            return false;
        }
        bySeq.put(arrival.seq(), arrival);
        return true;
    }

    @Nullable
    Arrival<M> take(int seq) {
        Arrival<M> found = bySeq.remove(seq);
        if (found != null) {
            budget.released(found.bytes());
        }
        return found;
    }

    /** Takes all, in their order behind {@code next}. */
    List<Arrival<M>> takeAll(int next) {
        List<Arrival<M>> all = new ArrayList<>();
        for (int ahead = 0; ahead <= HostLimits.EARLY_MAX && !bySeq.isEmpty(); ahead++) {
            Arrival<M> found = take((next + ahead) & Node.SEQ_MASK);
            if (found != null) {
                all.add(found);
            }
        }
        return all;
    }

    /** Whether one has waited long enough. */
    boolean overdue(Instant now, Duration timeout) {
        Instant since = now.minus(timeout);
        return bySeq.values().stream().anyMatch(arrival -> !arrival.at().isAfter(since));
    }
}
