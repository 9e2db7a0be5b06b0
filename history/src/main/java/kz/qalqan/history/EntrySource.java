package kz.qalqan.history;

import java.time.Duration;
import kz.qalqan.journal.Journal;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/** Where a follower reads the journal of its site from. */
public interface EntrySource {
    /** A reader that begins with the first entry after this position, or with the first there still is. */
    Cursor after(long position);

    /** Position of the last entry, 0 when there is none. */
    long last();

    /** Everything up to this position is no longer needed for history. */
    void passed(long position);

    /** A place in the journal, moving forward. Used by one thread. */
    interface Cursor extends AutoCloseable {
        /** The next entry; null when none came within the time. */
        @Nullable
        JournalEntry next(Duration longest) throws InterruptedException;

        @Override
        void close();
    }

    /** The journal of a site, known there as follower {@code history}. */
    static EntrySource of(Journal journal) {
        return new JournalSource(journal);
    }
}
