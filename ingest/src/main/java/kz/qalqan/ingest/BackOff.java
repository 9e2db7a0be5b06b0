package kz.qalqan.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt to connect: doubling to a cap, with jitter, so that a broker that comes back
 * is not met by all its clients at once.
 *
 * <p>A connection that broke at once does not count as success: whatever ended it would end the next one. After a
 * take-over the wait is long: two who fight over one client id would tear the session from each other for ever, and
 * each would swallow a part of the messages.
 *
 * <p>Threads: the connector's only.
 */
final class BackOff {
    /** A connection that stood this long was a good one. */
    static final Duration STABLE = Duration.ofSeconds(2);

    /** Two who share a client id may leave each other in peace for a while. */
    static final Duration UNDISPUTED = Duration.ofMinutes(5);

    private static final Duration MIN = Duration.ofMillis(200);
    private static final Duration MAX = Duration.ofSeconds(5);
    /** Longer than the ten seconds after which a lost link raises its alert. */
    private static final Duration DISPUTED_MIN = Duration.ofSeconds(30);

    private static final Duration DISPUTED_MAX = Duration.ofMinutes(2);

    private final RandomGenerator random;
    private Duration next = MIN;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** After a connection that stood for {@code stood}; half of the wait is certain, the other half is chance. */
    Duration next(LinkTrouble trouble, Duration stood) {
        boolean disputed = trouble.disputed();
        Duration first = disputed ? DISPUTED_MIN : MIN;
        Duration max = disputed ? DISPUTED_MAX : MAX;
        boolean good = stood.compareTo(disputed ? UNDISPUTED : STABLE) >= 0;
        Duration wait = good || next.compareTo(first) < 0 ? first : next.compareTo(max) > 0 ? max : next;
        next = wait.multipliedBy(2);
        long half = wait.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
