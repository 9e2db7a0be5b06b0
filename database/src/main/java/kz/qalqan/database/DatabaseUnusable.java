package kz.qalqan.database;

/** The relational store cannot be opened, is damaged, or does not fit this build. The message says what to do. */
public final class DatabaseUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseUnusable(String message) {
        super(message);
    }

    DatabaseUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
