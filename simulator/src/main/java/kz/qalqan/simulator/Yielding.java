package kz.qalqan.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The devices another publisher speaks for: somebody tests with a real client, and two voices for one device would be
 * an identity clash.
 *
 * <p>Threads: any.
 */
final class Yielding {
    /** How long it stays silent after the other one spoke last. */
    static final Duration FOR = Duration.ofMinutes(5);

    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final InstantSource clock;

    Yielding(InstantSource clock) {
        this.clock = clock;
    }

    /** Another publisher spoke for a device. */
    void heard(String device) {
        until.put(device, clock.instant().plus(FOR));
    }

    /** Whether to stay silent for a device. */
    boolean yields(String device) {
        Instant end = until.get(device);
        return end != null && clock.instant().isBefore(end);
    }

    /** Devices it is silent for now, and until when. */
    SortedMap<String, Instant> now() {
        Instant now = clock.instant();
        SortedMap<String, Instant> open = new TreeMap<>(until);
        open.values().removeIf(end -> !now.isBefore(end));
        return open;
    }
}
