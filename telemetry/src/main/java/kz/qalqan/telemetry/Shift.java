package kz.qalqan.telemetry;

import java.time.Duration;
import java.time.Instant;

/**
 * One shift of a site.
 *
 * @param from its beginning
 * @param to its end: the beginning of the next
 * @param running whether it was not over when asked
 */
public record Shift(Instant from, Instant to, boolean running) {
    /** How long it is; not always the same where clocks are changed. */
    public Duration length() {
        return Duration.between(from, to);
    }
}
