package kz.qalqan.history;

import java.io.Serial;

/** The store cannot do now what it was asked for. What it was given is still in the journal. */
public final class StoreFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** A fault with what happened and, if there is one, what to do. */
    public StoreFault(String message) {
        super(message);
    }

    /** A fault with its cause. */
    public StoreFault(String message, Throwable cause) {
        super(message, cause);
    }
}
