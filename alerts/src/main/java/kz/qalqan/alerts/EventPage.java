package kz.qalqan.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in the order of the alert journal.
 *
 * @param events the events
 * @param next what to go on after, null when these were the last
 * @param head position of the newest event when this was read, 0 when there is none
 */
public record EventPage(List<AlertEvent> events, @Nullable Long next, long head) {
    public EventPage {
        events = List.copyOf(events);
    }
}
