package kz.qalqan.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is called when nobody answers in time.
 *
 * <p>Threads: called under the book's lock; pure.
 */
@FunctionalInterface
public interface Escalation {
    /** Nobody is ever called. */
    Escalation NONE = (alert, now) -> Optional.empty();

    /** The next call that is due for an alert that asks for an answer. */
    Optional<Call> due(Alert alert, Instant now);

    /**
     * One call.
     *
     * @param level which step of the escalation, from 1
     * @param role whom it is for
     * @param people names of those on duty in that role; empty when the roster has nobody
     */
    record Call(int level, String role, List<String> people) {
        public Call {
            people = List.copyOf(people);
        }
    }
}
