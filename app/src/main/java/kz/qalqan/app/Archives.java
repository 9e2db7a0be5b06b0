package kz.qalqan.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kz.qalqan.history.EntrySource;
import kz.qalqan.history.HistoryFollower;
import kz.qalqan.history.HistoryMetrics;
import kz.qalqan.history.ReadingStore;
import kz.qalqan.history.archive.Archive;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.journal.JournalException;
import kz.qalqan.telemetry.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries archive journals into history, and nowhere else: neither rules nor alerts nor the live feed have a door to
 * them. It looks for new ones at the start and every {@link #LOOK}, and fills a history again that lost them.
 *
 * <p>Threads: its own.
 */
final class Archives implements AutoCloseable {
    /** Time between two looks. */
    static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(Archives.class);

    private final Path data;
    private final Plan plan;
    private final ReadingStore store;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, String> troubles = new HashMap<>();
    private final Thread thread;

    private Archives(Path data, Plan plan, ReadingStore store) {
        this.data = data;
        this.plan = plan;
        this.store = store;
        this.thread = new Thread(this::run, "archives");
        thread.setDaemon(true);
    }

    /** Starts to look. */
    static Archives follow(Path data, Plan plan, ReadingStore store) {
        Archives archives = new Archives(data, plan, store);
        archives.thread.start();
        return archives;
    }

    private void run() {
        try {
            do {
                look();
            } while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.info("archives are no longer followed: interrupted");
        }
    }

    private void look() throws InterruptedException {
        try {
            for (Archive archive : Archive.in(data)) {
                boolean wanted = plan.sites().containsKey(archive.site())
                        && store.stored(archive.journal()).position() != archive.last();
                if (wanted && closing.getCount() > 0) {
                    take(archive);
                }
            }
        } catch (IOException e) {
            once("", "archives in " + data + " cannot be listed: " + e);
        }
    }

    private void take(Archive archive) throws InterruptedException {
        JournalConfig config = JournalConfig.of(Version.text())
                .with(new JournalConfig.Retention(Long.MAX_VALUE, Duration.ofDays(365_000)))
                .withRecentReadings(0);
        try (Journal journal = Journal.open(archive.directory(), archive.site(), config);
                HistoryFollower follower =
                        HistoryFollower.start(archive.journal(), EntrySource.of(journal), store, HistoryMetrics.NONE)) {
            LOG.info("history takes in archive {} of {}", archive.name(), archive.site());
            while (follower.position() < archive.last() && !closing.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!follower.trouble().isEmpty()) {
                    once(archive.name(), "archive " + archive.name() + " waits for history: " + follower.trouble());
                }
            }
            LOG.info(
                    "history holds {} readings of archive {}",
                    follower.progress().readings(),
                    archive.name());
        } catch (JournalException e) {
            once(archive.name(), "archive " + archive.name() + " cannot be read: " + e.getMessage());
        }
    }

    /** The same trouble is told once, not at every look. */
    private void once(String archive, String trouble) {
        if (!trouble.equals(troubles.put(archive, trouble))) {
            LOG.error("{}", trouble);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
