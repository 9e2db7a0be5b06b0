package kz.qalqan.alerts.channel;

import java.time.Instant;
import java.util.List;
import kz.qalqan.alerts.Alert;
import org.jspecify.annotations.Nullable;

/**
 * One thing a receiver is told. Sent again after a failure it bears the same id, so that a receiver can pass over what
 * it has.
 *
 * @param id alert id, {@code #}, position of the event in the alert journal
 * @param reason why it is told
 * @param event kind of the event
 * @param at when it happened
 * @param alert the alert as of it; for a receiver that keeps a copy: as it is now
 * @param audience for whom
 * @param earlier what this receiver was told of the same alert before, oldest first
 * @param address where the receiver's copy lies; null when it has none
 */
public record Message(
        String id,
        Reason reason,
        String event,
        Instant at,
        Alert alert,
        Audience audience,
        List<Earlier> earlier,
        @Nullable String address) {
    public Message {
        earlier = List.copyOf(earlier);
    }

    /**
     * For whom it is.
     *
     * @param people called, or told to stand down; empty when it is not about them
     * @param general whether also for those the receiver always tells
     */
    public record Audience(List<Person> people, boolean general) {
        public Audience {
            people = List.copyOf(people);
        }
    }

    /** A message of before. */
    public record Earlier(String id, Instant at) {}

    /** The id of a message about an event. */
    public static String id(String alertId, long position) {
        return alertId + "#" + position;
    }
}
