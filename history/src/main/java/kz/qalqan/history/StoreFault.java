package kz.qalqan.history;

import java.io.Serial;
import java.time.Duration;

/** The store cannot do now what it was asked for. What it was given is still in the journal. */
public final class StoreFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean damage;
    private final Duration retryAfter;

    /** A fault with what happened and, if there is one, what to do. */
    public StoreFault(String message) {
        super(message);
        damage = false;
        retryAfter = Duration.ZERO;
    }

    /** A fault with its cause. */
    public StoreFault(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** A fault for which the data and not the machine is the reason. */
    StoreFault(String message, Throwable cause, boolean damage) {
        super(message, cause);
        this.damage = damage;
        this.retryAfter = Duration.ZERO;
    }

    /** A fault of a server that says when to try again. */
    StoreFault(String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.damage = false;
        this.retryAfter = retryAfter;
    }

    /** Whether trying again with the same files is in vain. */
    boolean damage() {
        return damage;
    }

    /** Earliest next try the store asks for; zero when it asks for nothing. */
    Duration retryAfter() {
        return retryAfter;
    }
}
