package kz.qalqan.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The door's own books: what was refused, and the balance of what came.
 *
 * <p>Threads: any.
 */
public interface Intake {
    /** Refused messages, newest first. */
    List<Refused> quarantine(int limit);

    /** One refused message. */
    Optional<Refused> refused(String id);

    /**
     * Decodes a refused message again with the plan now in force.
     *
     * @return what became of it: its readings are in the journal, what is still refused of it stands as a new message
     * @throws NotReplayable when nothing of it can become a reading, or it was replayed before
     */
    Refused replay(String id);

    /** The balance now. */
    Balance balance();

    /**
     * A refused message.
     *
     * @param id stable, usable in a URL
     * @param message what was kept
     * @param at when it came
     * @param replayedAt when a replay accepted it; null while refused
     */
    record Refused(
            String id,
            Quarantined message,
            Instant at,
            @Nullable Instant replayedAt) {}

    /**
     * Counts of readings since the data directory was made; an unreadable message counts as one (design 13.10).
     *
     * @param received all
     * @param accepted made durable in the journal
     * @param duplicate recognised as already there
     * @param quarantined kept aside
     * @param stored in history
     * @param waiting accepted, not yet in history
     * @param dropped must be 0
     */
    record Balance(
            long received, long accepted, long duplicate, long quarantined, long stored, long waiting, long dropped) {}
}
