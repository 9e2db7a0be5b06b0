package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Latches whose delay is running. Few at a time, so a list does.
 *
 * <p>Threads: the judgement thread only.
 */
final class Pending {
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

    /** Ends every delay due at {@code now}; what flips may begin others. */
    void expire(long now, Consumer<Condition> flipped) {
        long next = Condition.NONE;
        earliest = Condition.NONE;
        for (int i = waiting.size() - 1; i >= 0; i--) {
            Condition condition = waiting.get(i);
            if (condition.deadline <= now) {
                waiting.set(i, waiting.get(waiting.size() - 1));
                waiting.remove(waiting.size() - 1);
                condition.expire();
                flipped.accept(condition);
            } else {
                next = Math.min(next, condition.deadline);
            }
        }
        earliest = Math.min(earliest, next);
    }
}
