package kz.qalqan.alerts.notify;

import java.time.Duration;
import java.util.Set;
import kz.qalqan.alerts.channel.Reason;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver is told, and for how long it is tried.
 *
 * @param on of which it is told; one that keeps a copy is told of everything
 * @param priority the least urgent it is told of
 * @param expires after this time undelivered news is none; one that keeps a copy is told however old it is
 * @param beat how often it hears that we live; null for never
 */
public record Terms(
        Set<Reason> on,
        Priority priority,
        Duration expires,
        @Nullable Duration beat) {
    /** How long a message is tried unless told otherwise. */
    public static final Duration EXPIRES = Duration.ofHours(24);

    public Terms {
        on = Set.copyOf(on);
    }
}
