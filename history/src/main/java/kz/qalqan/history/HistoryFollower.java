package kz.qalqan.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one site's readings from the journal into the store, on a thread of its own.
 *
 * <p>It owns its place: what the store has durable. When the store fails it tries again from there, ever more slowly,
 * for as long as it takes; nobody waits for it. When the store lost everything, it begins again at the start of the
 * journal.
 *
 * <p>Threads: any may ask; the store is written by the follower's thread only.
 */
public final class HistoryFollower implements AutoCloseable {
    /** Most readings in one batch; more come only inside one entry. */
    static final int BATCH_READINGS = 20_000;
    /** Longest a reading waits for others, while the follower keeps up. */
    static final Duration BATCH_TIME = Duration.ofMillis(200);

    /** After so many entries without readings the store's position is moved nevertheless. */
    private static final long IDLE_ENTRIES = 1_000;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFollower.class);

    private final String site;
    private final EntrySource journal;
    private final ReadingStore store;
    private final HistoryMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private volatile Progress progress;
    private volatile String trouble = "";
    private volatile boolean caughtUp;

    private HistoryFollower(String site, EntrySource journal, ReadingStore store, HistoryMetrics metrics) {
        this.site = site;
        this.journal = journal;
        this.store = store;
        this.metrics = metrics;
        ReadingStore.Stored stored = store.stored(site);
        this.progress = new Progress(stored.position(), stored.readings(), Instant.EPOCH);
        this.thread = new Thread(this::run, "history-" + site);
        thread.setDaemon(true);
    }

    /** Starts to follow the journal of a site, from where the store is. */
    public static HistoryFollower start(String site, EntrySource journal, ReadingStore store, HistoryMetrics metrics) {
        HistoryFollower follower = new HistoryFollower(site, journal, store, metrics);
        follower.thread.start();
        return follower;
    }

    /**
     * How far history has come.
     *
     * @param position of the last entry that is durable in the store, or holds nothing for it
     * @param readings how many readings the entries up to there held
     * @param through when that entry was received; {@link Instant#EPOCH} before the first
     */
    public record Progress(long position, long readings, Instant through) {}

    /** How far it has come; goes back when the store has to be filled again. */
    public Progress progress() {
        return progress;
    }

    /** Position up to which the journal is no longer needed by this follower. */
    public long position() {
        return progress.position();
    }

    /** Whether it has reached the end of the journal since it began or had to begin again. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Why it stands still; empty while it runs. */
    public String trouble() {
        return trouble;
    }

    @SuppressWarnings("IllegalCatch") // whatever a store or a journal throws, history must go on by itself
    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (closing.getCount() > 0) {
                long before = progress.position();
                try {
                    follow();
                } catch (RuntimeException e) {
                    pause = progress.position() > before ? FIRST_PAUSE : pause;
                    trouble = e.getClass().getSimpleName() + ": " + e.getMessage();
                    LOG.warn("history of {} stands still, next try in {}", site, pause, e);
                    metrics.failed(site, trouble);
                    pause = await(
                            e instanceof StoreFault fault && fault.retryAfter().compareTo(pause) > 0
                                    ? fault.retryAfter()
                                    : pause);
                }
            }
        } catch (InterruptedException e) {
            LOG.info("history of {} was interrupted and ends", site);
        }
    }

    private void follow() throws InterruptedException {
        ReadingStore.Stored stored = stored();
        caughtUp = false;
        progress = new Progress(stored.position(), stored.readings(), progress.through());
        journal.passed(stored.position());
        try (EntrySource.Cursor cursor = journal.after(stored.position())) {
            long durable = stored.position();
            while (closing.getCount() > 0) {
                Batch batch = collect(cursor);
                if (!batch.entries.isEmpty()) {
                    durable = store(batch, durable);
                }
                trouble = "";
                caughtUp |= batch.reachedEnd;
            }
        }
    }

    /** Where the store is; a journal that ends before that was replaced, and is read from its beginning. */
    private ReadingStore.Stored stored() {
        ReadingStore.Stored stored = store.stored(site);
        if (stored.position() > journal.last()) {
            LOG.error(
                    "history of {} stands at position {}, its journal ends at {}: reading it from the beginning",
                    site,
                    stored.position(),
                    journal.last());
            store.rewind(site);
        }
        return store.stored(site);
    }

    /** Stores a batch; one without readings only now and then, so that the store's position does not fall far back. */
    private long store(Batch batch, long durable) {
        JournalEntry newest = batch.entries.get(batch.entries.size() - 1);
        boolean write = batch.readings > 0 || newest.position() - durable >= IDLE_ENTRIES;
        if (write) {
            store.append(site, batch.entries);
            journal.passed(newest.position());
        }
        progress = new Progress(newest.position(), progress.readings() + batch.readings, newest.receivedAt());
        metrics.stored(site, batch.readings, newest.receivedAt());
        return write ? newest.position() : durable;
    }

    /** Takes what waits, up to a full batch; when nothing more waits, gives it {@link #BATCH_TIME} to fill. */
    private static Batch collect(EntrySource.Cursor cursor) throws InterruptedException {
        Batch batch = new Batch();
        while (!batch.full()) {
            JournalEntry next = cursor.next(Duration.ZERO);
            if (next == null) {
                batch.reachedEnd = true;
                next = cursor.next(BATCH_TIME);
            }
            if (next == null) {
                return batch;
            }
            batch.add(next);
        }
        return batch;
    }

    private static final class Batch {
        final List<JournalEntry> entries = new ArrayList<>();
        long readings;
        boolean reachedEnd;

        boolean full() {
            return readings >= BATCH_READINGS
                    || entries.size() >= BATCH_READINGS
                    || (reachedEnd && span().compareTo(BATCH_TIME) >= 0);
        }

        void add(JournalEntry entry) {
            entries.add(entry);
            readings += entry.content() instanceof ReadingBatch batch ? batch.size() : 0;
        }

        Duration span() {
            return entries.isEmpty()
                    ? Duration.ZERO
                    : Duration.between(
                            entries.get(0).receivedAt(),
                            entries.get(entries.size() - 1).receivedAt());
        }
    }

    /** Lets the batch on hand become durable and ends. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits, unless it is closed, and says how long to wait the next time. */
    private Duration await(Duration pause) throws InterruptedException {
        Duration twice = pause.multipliedBy(2);
        boolean closed = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        return closed || twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
