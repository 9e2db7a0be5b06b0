package kz.qalqan.alerts;

/**
 * Hears of every event after it is on disk, in the order of the alert journal.
 *
 * <p>Threads: called by whichever thread wrote, while the book is held: take note and return at once; calling a writing
 * method of the book from here is refused.
 */
@FunctionalInterface
public interface AlertListener {
    /**
     * An event is on disk.
     *
     * @param after the alert as of this event
     */
    void happened(AlertEvent event, Alert after);
}
