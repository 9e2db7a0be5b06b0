package kz.qalqan.journal;

/** Too much waits to be written: nothing was taken, a later try may succeed. Ingest stops reading from the broker. */
public final class JournalFullException extends JournalException {
    private static final long serialVersionUID = 1;

    JournalFullException(String message) {
        super(message);
    }
}
