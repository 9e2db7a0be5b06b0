package kz.qalqan.history;

/**
 * How a store is doing.
 *
 * @param state one word
 * @param reason why, in words; while {@link State#UP} what happened to it since its start, mostly nothing
 * @param waiting commits that are durable but not yet visible to queries
 */
public record StoreHealth(State state, String reason, long waiting) {
    /** States of a store. */
    public enum State {
        UP,
        /** What is written is durable, but queries do not see it; it tries to go on by itself. */
        SUSPENDED,
        DOWN
    }
}
