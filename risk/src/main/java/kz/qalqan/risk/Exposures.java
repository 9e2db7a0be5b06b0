package kz.qalqan.risk;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Shift;

/**
 * Exposures of sensors, kept for a while: many workplaces share a sensor, and many people ask.
 *
 * <p>Threads: any; one at a time.
 */
final class Exposures {
    /** How long the exposure of a running shift is shown unchanged. */
    static final Duration RUNNING_FOR = Duration.ofSeconds(30);
    /** How long that of a complete one is: late readings may still come. */
    static final Duration COMPLETE_FOR = Duration.ofMinutes(10);

    private static final int KEPT_MAX = 4_000;

    private final ReadingQuery history;
    private final Map<Key, Kept> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > KEPT_MAX;
        }
    };

    Exposures(ReadingQuery history) {
        this.history = history;
    }

    private record Key(SensorId sensor, Instant from, Instant to, boolean running) {}

    private record Kept(Exposure exposure, Instant until) {}

    synchronized Exposure of(Sensor sensor, Factor factor, Exposure.Span span) {
        Shift shift = span.shift();
        Key key = new Key(sensor.id(), shift.from(), shift.to(), shift.running());
        Kept found = kept.get(key);
        if (found == null || !span.now().isBefore(found.until())) {
            Duration time = shift.running() ? RUNNING_FOR : COMPLETE_FOR;
            found = new Kept(
                    Exposure.of(history, sensor, factor, span), span.now().plus(time));
            kept.put(key, found);
        }
        return found.exposure();
    }
}
