package kz.qalqan.history;

import java.time.Duration;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal as the follower sees it. */
final class JournalSource implements EntrySource {
    private static final String FOLLOWER = "history";
    private static final Logger LOG = LoggerFactory.getLogger(JournalSource.class);

    private final Journal journal;

    JournalSource(Journal journal) {
        this.journal = journal;
    }

    @Override
    public Cursor after(long position) {
        boolean gone = position > 0 && position + 1 < journal.first();
        if (gone) {
            LOG.error(
                    "history stands at position {}, the journal begins at {}: what lies between stays out of history",
                    position,
                    journal.first());
        }
        JournalReader reader = journal.reader(gone ? 0 : position);
        return new Cursor() {
            @Override
            public @Nullable JournalEntry next(Duration longest) throws InterruptedException {
                return reader.next(longest);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    @Override
    public long last() {
        return journal.durable();
    }

    @Override
    public void passed(long position) {
        journal.passed(FOLLOWER, position);
    }
}
