package kz.qalqan.history;

import java.time.Duration;
import java.util.Optional;
import kz.qalqan.telemetry.JournalEntry;

/** Where a follower reads the journal of its site from. */
@FunctionalInterface
public interface EntrySource {
    /** A reader that begins with the first entry after this position; 0 begins at the first there is. */
    Cursor after(long position);

    /** A place in the journal, moving forward. Used by one thread. */
    interface Cursor extends AutoCloseable {
        /** The next entry; empty when none came within the time. */
        Optional<JournalEntry> next(Duration longest);

        @Override
        void close();
    }
}
