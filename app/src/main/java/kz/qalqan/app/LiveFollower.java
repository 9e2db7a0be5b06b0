package kz.qalqan.app;

import java.time.Duration;
import java.util.function.Consumer;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.telemetry.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows one site's readings on the page as they become durable. It begins at the end of the journal: what was before
 * comes from history.
 *
 * <p>Threads: its own.
 */
final class LiveFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFollower.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long CLOSE_MS_MAX = 2_000;

    private final Journal journal;
    private final Consumer<JournalEntry> screen;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long position;

    private LiveFollower(String site, Journal journal, Consumer<JournalEntry> screen) {
        this.journal = journal;
        this.screen = screen;
        this.position = journal.durable();
        this.thread = new Thread(this::run, "live-" + site);
    }

    static LiveFollower start(String site, Journal journal, Consumer<JournalEntry> screen) {
        LiveFollower follower = new LiveFollower(site, journal, screen);
        follower.thread.start();
        return follower;
    }

    /** Position of the last entry it showed. */
    long position() {
        return position;
    }

    private void run() {
        try (JournalReader reader = journal.reader(position)) {
            while (!closing) {
                JournalEntry entry = reader.next(POLL);
                if (entry != null) {
                    screen.accept(entry);
                    position = entry.position();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("live feed interrupted at position {}", position, e);
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(CLOSE_MS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
