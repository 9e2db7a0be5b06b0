package kz.qalqan.journal;

/** The journal could not do what was asked; the subclasses say what that means for the caller. */
public sealed class JournalException extends RuntimeException
        permits JournalFullException, JournalFailedException, JournalDamagedException {
    private static final long serialVersionUID = 1;

    /** Says what was attempted on which file. */
    public JournalException(String message) {
        super(message);
    }

    /** Says what was attempted on which file, and why it failed. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
