package kz.qalqan.history;

import java.io.Serial;

/** The store cannot do now what it was asked for. What it was given is still in the journal. */
public final class StoreFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean damage;

    /** A fault with what happened and, if there is one, what to do. */
    public StoreFault(String message) {
        super(message);
        damage = false;
    }

    /** A fault with its cause. */
    public StoreFault(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** A fault for which the data and not the machine is the reason. */
    StoreFault(String message, Throwable cause, boolean damage) {
        super(message, cause);
        this.damage = damage;
    }

    /** Whether trying again with the same files is in vain. */
    boolean damage() {
        return damage;
    }
}
