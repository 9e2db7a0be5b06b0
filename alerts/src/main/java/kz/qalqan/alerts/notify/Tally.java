package kz.qalqan.alerts.notify;

import java.time.Duration;

/** What is counted of deliveries. Threads: any. */
public interface Tally {
    /** Counts nothing. */
    Tally NONE = (receiver, outcome, delay) -> {};

    /**
     * One attempt ended.
     *
     * @param outcome {@code delivered}, {@code refused}, {@code failed}, {@code unreachable}, {@code expired}
     * @param delay since the event
     */
    void attempt(String receiver, String outcome, Duration delay);
}
