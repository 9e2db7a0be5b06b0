package kz.qalqan.alerts.channel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.alerts.Alert;

/**
 * One receiver. Every call ends within a bounded time, whatever the receiver does, and answers what became of it
 * instead of throwing.
 *
 * <p>Threads: one courier calls; {@link #test} any thread beside it.
 */
public interface Channel extends AutoCloseable {
    /**
     * Whether the receiver keeps a copy of each alert. Then only the newest state counts, and it is told until it has
     * it, however long that takes.
     */
    default boolean keepsCopy() {
        return false;
    }

    /** Tells one message. */
    Outcome deliver(Message message) throws InterruptedException;

    /**
     * Tells several, of different subjects.
     *
     * @return outcomes of the first ones, at least of one: after the first {@link Outcome.Kind#UNREACHABLE} the rest
     *     waits
     */
    default List<Outcome> deliverAll(List<Message> messages) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Message message : messages) {
            Outcome outcome = deliver(message);
            outcomes.add(outcome);
            if (outcome.kind() == Outcome.Kind.UNREACHABLE) {
                break;
            }
        }
        return outcomes;
    }

    /** Sends something that every reader can tell from a real alert. */
    Outcome test(Instant now) throws InterruptedException;

    /** Says that we live: whoever misses it knows that nobody watches. */
    default Outcome beat(Instant now) throws InterruptedException {
        return Outcome.delivered();
    }

    /** Whether the receiver wants to be told again what is open. */
    default boolean wantsAll(Instant now) {
        return false;
    }

    /** Tells again what is open, and what has ended lately. */
    default Outcome tellAll(List<Alert> open, List<Alert> ended, Instant now) throws InterruptedException {
        return Outcome.delivered();
    }

    @Override
    default void close() {}
}
