package kz.qalqan.journal;

/**
 * The journal stopped for good: a write or an fsync failed, or it was closed. What was not acknowledged before may or
 * may not be on disk. Never retried: after a failed fsync the kernel may call lost pages clean, so the process has to
 * stop and open the journal anew.
 */
public final class JournalFailedException extends JournalException {
    private static final long serialVersionUID = 1;

    JournalFailedException(String message) {
        super(message);
    }

    JournalFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
