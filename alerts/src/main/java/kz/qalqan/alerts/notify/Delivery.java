package kz.qalqan.alerts.notify;

import java.time.Instant;
import kz.qalqan.alerts.channel.Message;
import org.jspecify.annotations.Nullable;

/**
 * How the news of one event stands with one receiver.
 *
 * @param receiver its name
 * @param alertId the alert it is about
 * @param position of the event in the alert journal
 * @param event kind of the event
 * @param reason why it is told
 * @param at when it happened
 * @param progress how far it has come
 */
public record Delivery(
        String receiver, String alertId, long position, String event, String reason, Instant at, Progress progress) {

    /**
     * How far it has come.
     *
     * @param state {@code waiting}, {@code delivered}, {@code replaced} by newer news, {@code refused}, {@code expired}
     *     or {@code dropped} because the receiver left the configuration
     * @param attempts how often it was tried
     * @param nextAt not tried before; null when it is done with
     * @param doneAt when it was done with; null while it waits
     * @param error what the receiver said last; empty when it had nothing against it
     */
    public record Progress(
            String state,
            int attempts,
            @Nullable Instant nextAt,
            @Nullable Instant doneAt,
            String error) {}

    /** The id the receiver gets with it. */
    public String id() {
        return Message.id(alertId, position);
    }
}
