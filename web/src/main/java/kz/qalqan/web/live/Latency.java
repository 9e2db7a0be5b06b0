package kz.qalqan.web.live;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.alerts.AlertEvent;
import kz.qalqan.telemetry.Reading;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from a reading being received to its being sent.
 *
 * <p>Threads: the event loop only.
 */
final class Latency {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final InstantSource clock;
    private final Timer alerts;
    private @Nullable Duration reading;

    Latency(LiveSources sources) {
        this.clock = sources.clock();
        this.alerts = Timer.builder("qalqan.alert.latency")
                .description("reading received to alert event handed to the pages")
                .serviceLevelObjectives(BOUNDS)
                .register(sources.metrics());
    }

    /** Counts what a reading or the passing of time caused; a person's step has no reading. */
    void sent(AlertEvent event) {
        if (event.change().step() == null) {
            alerts.record(since(event.at()));
        }
    }

    void sent(List<Reading> readings) {
        for (Reading sent : readings) {
            Duration took = since(sent.receivedAt());
            if (reading == null || took.compareTo(reading) > 0) {
                reading = took;
            }
        }
    }

    /** The longest since this was asked before, in milliseconds; null when no reading was sent. */
    @Nullable
    Long takeReadingMs() {
        Duration longest = reading;
        reading = null;
        return longest == null ? null : (Long) longest.toMillis();
    }

    private Duration since(Instant received) {
        Duration took = Duration.between(received, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }
}
