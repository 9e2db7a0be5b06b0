package kz.qalqan.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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

    /** What was odd about each device that was heard since the start, in no order. */
    default List<DeviceCounts> devices() {
        return List.of();
    }

    /** Who sends and is not in the plan, newest first: for onboarding. */
    default List<UnknownDevice> unknownDevices() {
        return List.of();
    }

    /**
     * A device of the plan as the door hears it.
     *
     * @param site name of its site
     * @param device its name
     * @param counts of every oddity that occurred since the start
     * @param lastSeq its newest running number; -1 when it gives none
     * @param offsetMillis receipt minus stamp of its newest stamped reading: transport and clock together
     * @param clashing whether two senders use its name now
     */
    record DeviceCounts(
            String site, String device, Map<Oddity, Long> counts, long lastSeq, long offsetMillis, boolean clashing) {}

    /**
     * A sender the plan does not know, or one whose quantity it does not know.
     *
     * @param site whose journal keeps its messages
     * @param device what it calls itself
     * @param topic where it published last
     * @param values its newest value of each quantity, with the unit it named
     * @param readings how many values were refused
     * @param firstAt when the first came, as far as is known
     * @param lastAt when the newest came
     */
    record UnknownDevice(
            String site,
            String device,
            String topic,
            Map<String, String> values,
            long readings,
            Instant firstAt,
            Instant lastAt) {}

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
     * @param stored taken into history
     * @param waiting accepted, not yet in history
     * @param dropped must be 0
     * @param forgotten part of {@code stored}: history lost it and began anew when the journal no longer had it
     */
    record Balance(
            long received,
            long accepted,
            long duplicate,
            long quarantined,
            long stored,
            long waiting,
            long dropped,
            long forgotten) {
        /** A balance of which history has forgotten nothing. */
        public Balance(
                long received,
                long accepted,
                long duplicate,
                long quarantined,
                long stored,
                long waiting,
                long dropped) {
            this(received, accepted, duplicate, quarantined, stored, waiting, dropped, 0);
        }
    }
}
