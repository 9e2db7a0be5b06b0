package kz.qalqan.journal;

/** How much room the disk of a journal has. */
public enum SpaceState {
    /** Enough. */
    PLENTY,
    /** Under the soft mark: segments that every follower has passed go at once, whatever retention says. */
    SCARCE,
    /**
     * Under the hard mark, or a write found no room: readings are refused, so that the broker keeps them. Ticks, states
     * of links and devices, and what people declare are still taken.
     */
    FULL
}
