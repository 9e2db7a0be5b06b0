package kz.qalqan.alerts;

/**
 * The store did not take a change, or did not say whether it did. The book finds out before its next step, so the same
 * call may be made again: nothing is kept by half and nothing twice.
 */
public final class BookUnwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BookUnwritable(String message, Throwable cause) {
        super(message, cause);
    }
}
