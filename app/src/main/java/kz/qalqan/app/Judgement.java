package kz.qalqan.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertPage;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.BookUnwritable;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.JournalEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judgement of one site: journal → rules → alerts, entry by entry, on one thread. It starts from the newest
 * snapshot of the engine and replays what came after it; findings the alert book already has are passed over there, so
 * a restart repeats nothing.
 *
 * <p>Threads: the judgement thread owns engine and reader; {@link #appliedThrough} and {@link #position()} any.
 */
final class Judgement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Judgement.class);
    private static final String FOLLOWER = "judgement";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_MS = 500;
    private static final long CLOSE_MS_MAX = 10_000;

    /** Entries between two snapshots of the engine: a restart replays at most these. */
    private static final int SNAPSHOT_EVERY_ENTRIES = 20_000;

    private final String site;
    private final Journal journal;
    private final RuleEngine engine;
    private final AlertBook book;
    private final Consumer<Evaluated> metrics;
    private final Consumer<RuntimeException> failed;
    private final ConcurrentSkipListMap<Long, CompletableFuture<Long>> waiting = new ConcurrentSkipListMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread;
    private final WrittenLocks locks;
    private volatile long applied;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile String trouble = "";
    private EngineStart start = new EngineStart(0, Optional.empty());
    private long snapshotAt;
    private long comparedAt;

    /**
     * What one entry cost.
     *
     * @param nanos time for rules and alerts together
     * @param findings how many findings it made
     */
    record Evaluated(long nanos, int findings) {}

    /** The parts of one site that judge. */
    record Parts(String site, Journal journal, RuleEngine engine, AlertBook book, InstantSource clock) {}

    private Judgement(Parts parts, Consumer<Evaluated> metrics, Consumer<RuntimeException> failed) {
        this.site = parts.site();
        this.journal = parts.journal();
        this.engine = parts.engine();
        this.book = parts.book();
        this.metrics = metrics;
        this.failed = failed;
        this.locks = new WrittenLocks(journal, parts.clock());
        this.thread = new Thread(this::run, "judgement-" + site);
    }

    /**
     * Starts judging.
     *
     * @param failed told once when an entry could not be judged: a bug, after which nothing may be trusted
     */
    static Judgement start(Parts parts, Consumer<Evaluated> metrics, Consumer<RuntimeException> failed) {
        Judgement judgement = new Judgement(parts, metrics, failed);
        judgement.restore();
        judgement.thread.start();
        return judgement;
    }

    /** Completes when all that was in the journal at the start has been judged. */
    CompletableFuture<Void> caughtUp() {
        return caughtUp;
    }

    /** Position of the last entry that was judged. */
    long position() {
        return applied;
    }

    /** Why it stands still; empty while it runs. */
    String trouble() {
        return trouble;
    }

    /** Whether the thread runs. */
    boolean alive() {
        return thread.isAlive();
    }

    /** Completes with {@code position} once rules and alerts have applied it. */
    CompletableFuture<Long> appliedThrough(long position) {
        CompletableFuture<Long> future = waiting.computeIfAbsent(position, p -> new CompletableFuture<>());
        if (applied >= position) {
            release();
        }
        return future;
    }

    private void restore() {
        long booked = book.cursor(site);
        if (booked > journal.durable()) {
            throw new IllegalStateException("the alert book of " + site + " is at position " + booked
                    + ", the journal ends at " + journal.durable()
                    + ": the journal was replaced or cut; put back the journal, or the alert book that belongs to it");
        }
        // A book restored from an older copy must hear again what it lost: then the snapshot is of no use.
        start = EngineStart.of(journal, engine, booked);
        applied = start.from();
        snapshotAt = start.from();
        comparedAt = booked;
        journal.passed(FOLLOWER, applied);
        LOG.info("site {}: judging from position {} of {}", site, applied, journal.durable());
    }

    @SuppressWarnings("IllegalCatch") // the loop of its thread: whatever fails here must be told, never swallowed
    private void run() {
        long target = journal.durable();
        try (JournalReader reader = journal.reader(SiteLine.readable(journal, applied))) {
            takeWhatIsInForce();
            while (closing.getCount() > 0) {
                JournalEntry entry = reader.next(POLL);
                if (entry != null) {
                    apply(entry);
                }
                if (applied >= target) {
                    caughtUp.complete(null);
                }
            }
            snapshot();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("site {}: judgement stopped after position {}", site, applied, e);
            caughtUp.completeExceptionally(e);
            failed.accept(e);
        }
    }

    /**
     * Where the journal begins later than the engine stands, or an engine without a state begins in its middle, limits,
     * plan and declarations from before hold all the same: each segment begins with them.
     */
    private void takeWhatIsInForce() throws InterruptedException {
        boolean anew = engine.view().position() == 0 && applied > 0;
        if (anew || applied + 1 < journal.first()) {
            for (JournalEntry entry : journal.inForce(applied)) {
                if (anew || entry.position() > applied) {
                    booked(entry, engine.carry(entry));
                }
            }
            applied = Math.max(applied, start.from());
        }
    }

    private void apply(JournalEntry entry) throws InterruptedException {
        long start = System.nanoTime();
        List<Finding> findings = judged(entry);
        booked(entry, findings);
        metrics.accept(new Evaluated(System.nanoTime() - start, findings.size()));
        if (applied - snapshotAt >= SNAPSHOT_EVERY_ENTRIES) {
            snapshot();
        }
    }

    private void booked(JournalEntry entry, List<Finding> findings) throws InterruptedException {
        while (!booked(entry.position(), findings)) {
            if (closing.await(RETRY_MS, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed while the alert book cannot be written");
            }
        }
        applied = entry.position();
        release();
        locks.judged(engine, applied, !findings.isEmpty());
    }

    /**
     * What an entry brings; what another engine before saw otherwise goes with the first one that is new to the book.
     */
    private List<Finding> judged(JournalEntry entry) {
        Optional<String> was = start.was();
        if (was.isEmpty() || entry.position() <= comparedAt) {
            return engine.apply(entry);
        }
        List<Finding> findings = new ArrayList<>(
                EngineChange.difference(engine.takeStock(), openAlerts(), was.get(), entry.receivedAt()));
        LOG.warn(
                "site {}: the engine before was {}, this one is {}: {} differences are told",
                site,
                was.get(),
                RuleEngine.VERSION,
                findings.size());
        findings.addAll(engine.apply(entry));
        start = new EngineStart(start.from(), Optional.empty());
        return findings;
    }

    private List<Alert> openAlerts() {
        List<Alert> open = new ArrayList<>();
        Long after = null;
        do {
            AlertPage page =
                    book.alerts(new AlertQuery(true, site, null, null, null, null, after, AlertQuery.LIMIT_MAX));
            open.addAll(page.alerts());
            after = page.next();
        } while (after != null);
        return open;
    }

    /** A store that cannot be written now is asked again with the same findings; the page says that it is down. */
    private boolean booked(long position, List<Finding> findings) {
        try {
            if (findings.isEmpty()) {
                book.passed(site, position);
            } else {
                book.apply(site, position, findings);
            }
            trouble = "";
            return true;
        } catch (BookUnwritable e) {
            if (trouble.isEmpty()) {
                LOG.error("site {}: findings of position {} cannot be booked; trying again", site, position, e);
            }
            trouble = "the alert book cannot be written: " + e.getMessage();
            journal.giveRoom(); // on a full disk alerts come before all
            return false;
        }
    }

    private void release() {
        for (var first = waiting.firstEntry();
                first != null && first.getKey() <= applied;
                first = waiting.firstEntry()) {
            waiting.remove(first.getKey());
            first.getValue().complete(first.getKey());
        }
    }

    private void snapshot() {
        if (start.was().isEmpty() && applied > snapshotAt && cursorsKept()) {
            journal.snapshots().save(EngineStart.SNAPSHOT, applied, engine.snapshot());
            journal.passed(FOLLOWER, applied);
            snapshotAt = applied;
        }
    }

    /**
     * A snapshot is published only after the alert book has come as far; when it cannot, the older snapshot still
     * serves.
     */
    private boolean cursorsKept() {
        try {
            book.keepCursors();
            return true;
        } catch (BookUnwritable e) {
            LOG.warn("site {}: no snapshot at position {}: the alert book cannot be written", site, applied, e);
            return false;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_MS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
