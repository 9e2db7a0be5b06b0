package kz.qalqan.alerts.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after so many failures: doubling to a cap. Half of the wait is certain, the other half is chance, so
 * that a receiver that comes back is not met by all at once. Pure.
 */
final class BackOff {
    static final Duration MIN = Duration.ofSeconds(1);
    static final Duration MAX = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 10;

    private BackOff() {}

    /**
     * The wait after a failure.
     *
     * @param failures in a row, at least one
     */
    static Duration after(int failures, RandomGenerator random) {
        long wait = Math.min(MAX.toMillis(), MIN.toMillis() << Math.min(failures - 1, DOUBLINGS_MAX));
        return Duration.ofMillis(wait / 2 + random.nextLong(wait / 2 + 1));
    }
}
