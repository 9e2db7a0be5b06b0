package kz.qalqan.history;

import java.time.Instant;

/** What a follower tells of its work. Called on its thread; must not block. */
public interface HistoryMetrics {
    /** Tells nobody. */
    HistoryMetrics NONE = new HistoryMetrics() {};

    /**
     * Readings became durable in the store.
     *
     * @param site whose
     * @param readings how many
     * @param through when the newest entry that is stored was received
     */
    default void stored(String site, long readings, Instant through) {}

    /** The store or the journal failed; the follower tries again by itself. */
    default void failed(String site, String reason) {}
}
