package kz.qalqan.alerts;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes what must be told of alerts, in the transaction that changes them: either both are on disk or neither.
 *
 * <p>Threads: called under the book's lock, so in the order of the alert journal.
 */
@FunctionalInterface
public interface AlertOutbox {
    /** Nobody is told. */
    AlertOutbox NONE = (connection, noted) -> {};

    /** Writes rows for these events; commits nothing and reads nothing that takes long. */
    void write(Connection connection, List<Noted> noted) throws SQLException;

    /**
     * An event of this transaction.
     *
     * @param event what happened
     * @param after the alert as of it
     * @param asks whether the alert began to ask for an answer with it
     */
    record Noted(AlertEvent event, Alert after, boolean asks) {
        /** Whether nothing is owed any more since this event. */
        public boolean closes() {
            return !after.open() && event.change().kind() != AlertChange.Kind.COMMENTED;
        }
    }
}
