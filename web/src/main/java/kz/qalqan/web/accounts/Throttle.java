package kz.qalqan.web.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing. Failures count per address and account together, and per address over all accounts: so a guesser
 * elsewhere cannot lock the control room out of its own account.
 *
 * <p>Threads: any.
 */
final class Throttle {
    /** Failures of one address for one account within {@link #WINDOW}. */
    static final int FAILURES_PER_ACCOUNT_MAX = 10;
    /** Failures of one address within {@link #WINDOW}. */
    static final int FAILURES_PER_ADDRESS_MAX = 50;
    /** How long a failure counts. */
    static final Duration WINDOW = Duration.ofMinutes(5);
    /** Keys remembered; the least recently used goes first. */
    static final int KEYS_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > KEYS_MAX;
        }
    };

    Throttle(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address must wait before it may try this account; zero when it may. */
    synchronized Duration waitFor(String address, String account) {
        Duration byAccount = waitFor(key(address, account), FAILURES_PER_ACCOUNT_MAX);
        Duration byAddress = waitFor(address, FAILURES_PER_ADDRESS_MAX);
        return byAccount.compareTo(byAddress) > 0 ? byAccount : byAddress;
    }

    private Duration waitFor(String key, int max) {
        Deque<Instant> times = failures.get(key);
        if (times == null) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        while (!times.isEmpty() && !times.peekFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        return times.size() < max
                ? Duration.ZERO
                : Duration.between(now, times.getFirst().plus(WINDOW));
    }

    synchronized void failed(String address, String account) {
        note(key(address, account), FAILURES_PER_ACCOUNT_MAX);
        note(address, FAILURES_PER_ADDRESS_MAX);
    }

    private void note(String key, int max) {
        Deque<Instant> times = failures.computeIfAbsent(key, k -> new ArrayDeque<>());
        times.addLast(clock.instant());
        if (times.size() > max) {
            times.removeFirst();
        }
    }

    synchronized void succeeded(String address, String account) {
        failures.remove(key(address, account));
    }

    private static String key(String address, String account) {
        return address + " " + account;
    }
}
