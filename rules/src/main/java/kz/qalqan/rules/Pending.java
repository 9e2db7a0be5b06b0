package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Latches whose delay is running. Few at a time, so a list does.
 *
 * <p>Threads: the judgement thread only.
 */
final class Pending {
    private static final Comparator<Condition> ORDER = Comparator.comparingLong((Condition c) -> c.deadline)
            .thenComparing(c -> c.sensor.sensor.id().toString())
            .thenComparing(c -> c.name);

    private final List<Condition> waiting = new ArrayList<>();
    private long earliest = Condition.NONE;

    void add(Condition condition) {
        waiting.add(condition);
        earliest = Math.min(earliest, condition.deadline);
    }

    void remove(Condition condition) {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (waiting.get(i) == condition) {
                waiting.set(i, waiting.get(waiting.size() - 1));
                waiting.remove(waiting.size() - 1);
                return;
            }
        }
    }

    /** Not later than the next deadline; {@link Condition#NONE} when nothing waits. */
    long earliest() {
        return earliest;
    }

    /**
     * Ends every delay due at {@code now}, by deadline, sensor and latch; what flips may begin others, and end those
     * that are due after it.
     */
    void expire(long now, Consumer<Condition> flipped) {
        List<Condition> due = new ArrayList<>();
        for (Condition condition : waiting) {
            if (condition.deadline <= now) {
                due.add(condition);
            }
        }
        due.sort(ORDER);
        for (Condition condition : due) {
            if (condition.deadline <= now) {
                remove(condition);
                condition.expire();
                flipped.accept(condition);
            }
        }
        earliest = Condition.NONE;
        for (Condition condition : waiting) {
            earliest = Math.min(earliest, condition.deadline);
        }
    }
}
