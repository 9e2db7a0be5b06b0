package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.micros;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History in this process: QuestDB with every port off, durable commits, and a start that a torn file cannot stop
 * twice. Hours are summed up beside the readings ({@link RollUp}) and both go when they are old enough.
 *
 * <p>Threads: any. Appends take turns; queries run beside them.
 */
public final class EmbeddedStore implements ReadingStore {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    /** Longest a start waits until what a killed process left is applied. */
    private static final Duration BACKLOG_WAIT = Duration.ofSeconds(20);
    /** A table that stops this often in a row without the machine being at fault is damaged. */
    private static final int RESUMES_MAX = 5;

    private final Path dir;
    private final EmbeddedConfig config;
    private final StartMarker marker;
    private final LastValues last = new LastValues();
    /** Write: the database is exchanged, or readings go. Read: it is used. */
    private final ReadWriteLock exchange = new ReentrantReadWriteLock();

    private final Upkeep upkeep;

    /** Null when an exchange failed half way: the next append tries again. */
    private volatile @Nullable OpenHistory open;

    private int resumes;
    private volatile String notice = "";
    private volatile boolean closed;

    private EmbeddedStore(Path dir, EmbeddedConfig config, StartMarker marker, QuestDb db) throws IOException {
        this.dir = dir;
        this.config = config;
        this.marker = marker;
        this.upkeep =
                new Upkeep(config, exchange.writeLock(), () -> dir.toFile().getUsableSpace());
        this.open = OpenHistory.in(dir, db);
        fillLast(db);
    }

    /**
     * Opens the store in a directory of its own, or makes an empty one. When the last start died in it, the directory
     * is moved aside and an empty one is made; {@link #stored} then says 0 and the follower fills it again.
     *
     * @throws StoreFault when the directory is in use or cannot be written
     */
    public static EmbeddedStore open(Path dir, EmbeddedConfig config, InstantSource clock) {
        try {
            StartMarker marker = StartMarker.take(dir, clock);
            boolean started = false;
            try {
                marker.forget(config.kept().asideDays());
                EmbeddedStore store = start(dir, config, marker);
                started = true;
                return store;
            } finally {
                if (!started) {
                    marker.close();
                }
            }
        } catch (IOException e) {
            throw new StoreFault("open history in " + dir, e);
        }
    }

    private static EmbeddedStore start(Path dir, EmbeddedConfig config, StartMarker marker) throws IOException {
        try {
            return begin(dir, config, marker);
        } catch (StoreFault e) {
            if (!e.damage()) {
                marker.end();
                throw e;
            }
            LOG.error("history could not be opened as it is", e);
            return begin(dir, config, marker); // the mark stands: this moves it aside
        }
    }

    private static EmbeddedStore begin(Path dir, EmbeddedConfig config, StartMarker marker) throws IOException {
        Optional<Path> aside = marker.begin();
        QuestDb db = QuestDb.open(dir);
        boolean done = false;
        try {
            if (!db.suspension().isEmpty()) {
                db.resume();
            }
            if (!db.awaitApplied(BACKLOG_WAIT)) {
                LOG.warn("history is {} commits behind after its start {}", db.waiting(), db.suspension());
            }
            EmbeddedStore store = new EmbeddedStore(dir, config, marker, db);
            marker.end();
            aside.ifPresent(path -> store.beginsEmpty("the last start did not end", path));
            done = true;
            return store;
        } finally {
            if (!done) {
                db.close();
            }
        }
    }

    private void beginsEmpty(String reason, Path aside) {
        notice = reason + "; what was there is now in " + aside;
        LOG.error("history began empty and fills from the journal: {}", notice);
    }

    @Override
    public synchronized void append(String journal, List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        OpenHistory healthy = heal();
        Stored before = healthy.cursors().of(journal);
        JournalEntry newest = entries.get(entries.size() - 1);
        long readings = healthy.db()
                .attempt("write history", () -> Writing.in(healthy, config).write(journal, entries, before.position()));
        if (newest.position() > before.position()) {
            note(healthy, journal, new Stored(newest.position(), before.readings() + readings));
        }
        if (!ReadingStore.imported(journal)) {
            remember(entries);
            upkeep.after(healthy, journal, micros(newest.receivedAt()));
        }
    }

    private static void note(OpenHistory healthy, String journal, Stored stored) {
        try {
            healthy.cursors().write(journal, stored);
        } catch (IOException e) {
            throw new StoreFault("note how far history has come", e);
        }
    }

    @Override
    public synchronized void rewind(String journal) {
        note(heal(), journal, Stored.NOTHING);
    }

    private void remember(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.content() instanceof ReadingBatch batch) {
                long received = micros(entry.receivedAt());
                for (int i = 0; i < batch.size(); i++) {
                    Placed at = Placed.of(batch, i, received);
                    SensorId sensor = batch.sensorOf(i);
                    last.offer(
                            sensor, new QuestDb.Row("", at.ts(), received, at.value(), at.quality(), entry.position()));
                }
            }
        }
    }

    /** Resumes a suspended table; one that will not go on is moved aside, and an empty one takes its place. */
    private OpenHistory heal() {
        OpenHistory now = using();
        String suspension = now == null ? "it did not open" : now.db().suspension();
        if (now != null && suspension.isEmpty()) {
            resumes = 0;
            return now;
        }
        if (now != null && (now.db().suspendedByMachine() || resumes < RESUMES_MAX)) {
            resumes++;
            LOG.warn("history was suspended ({}), resuming", suspension);
            now.db().resume();
            now.db().awaitApplied(config.applyWait());
            return now;
        }
        exchangeForEmpty(suspension);
        resumes = 0;
        throw new StoreFault("history begins again: " + notice);
    }

    private void exchangeForEmpty(String reason) {
        exchange.writeLock().lock();
        try {
            OpenHistory damaged = open;
            open = null;
            if (damaged != null) {
                damaged.close();
            }
            Path aside = marker.moveAside();
            last.clear();
            open = OpenHistory.in(dir, QuestDb.open(dir));
            beginsEmpty("the table was damaged: " + reason, aside);
        } catch (IOException e) {
            throw new StoreFault("move the damaged history aside", e);
        } finally {
            exchange.writeLock().unlock();
        }
    }

    @Override
    public Stored stored(String journal) {
        OpenHistory now = open;
        return now == null ? Stored.NOTHING : now.cursors().of(journal);
    }

    @Override
    public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
        if (limit < 1 || limit > POINTS_MAX) {
            throw new IllegalArgumentException("limit " + limit + ": 1 to " + POINTS_MAX);
        }
        return query(sensor, lookup -> lookup.newest(sensor.toString(), Range.of(from, to), limit)).stream()
                .map(row -> LastValues.reading(sensor, row))
                .toList();
    }

    @Override
    public void each(SensorId sensor, Instant from, Instant to, Consumer<Reading> reader) {
        query(sensor, lookup -> {
            lookup.each(sensor.toString(), Range.of(from, to), row -> {
                reader.accept(LastValues.reading(sensor, row));
                return true;
            });
            return true;
        });
    }

    @Override
    public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
        return query(sensor, lookup -> lookup.downsampled(sensor.toString(), Range.of(from, to), step));
    }

    private interface Question<T> {
        T to(Lookup lookup) throws io.questdb.griffin.SqlException;
    }

    private <T> T query(SensorId sensor, Question<T> question) {
        exchange.readLock().lock();
        try {
            OpenHistory now = using();
            if (now == null) {
                throw new StoreFault("history is being exchanged for an empty one");
            }
            QuestDb db = now.db();
            if (!db.awaitApplied(config.applyWait())) {
                throw new StoreFault("history is " + db.waiting() + " commits behind " + db.suspension());
            }
            return db.attempt("read history of " + sensor, () -> question.to(now.lookup()));
        } finally {
            exchange.readLock().unlock();
        }
    }

    @Override
    public List<Reading> latest(String site) {
        return last.of(site);
    }

    private void fillLast(QuestDb db) {
        db.attempt("read the newest readings", () -> {
            long[] newest = {0};
            db.newest(row -> {
                newest[0] = row.ts();
                return false;
            });
            db.latest(db.readings(), newest[0] - config.latestWithin().toNanos() / 1_000L, row -> {
                last.offer(SensorId.parse(row.sensor()), row);
                return true;
            });
            return true;
        });
    }

    private String happened() {
        String early = upkeep.wentEarly();
        return notice.isEmpty() || early.isEmpty() ? notice + early : notice + "; " + early;
    }

    @Override
    public StoreHealth health() {
        if (!exchange.readLock().tryLock()) {
            return new StoreHealth(StoreHealth.State.DOWN, "being exchanged or closed", 0);
        }
        try {
            OpenHistory now = open;
            if (closed || now == null) {
                return new StoreHealth(StoreHealth.State.DOWN, closed ? "closed" : notice, 0);
            }
            String suspension = now.db().suspension();
            return suspension.isEmpty()
                    ? new StoreHealth(StoreHealth.State.UP, happened(), now.db().waiting())
                    : new StoreHealth(
                            StoreHealth.State.SUSPENDED, suspension, now.db().waiting());
        } finally {
            exchange.readLock().unlock();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        exchange.writeLock().lock();
        try {
            OpenHistory now = open;
            if (now != null) {
                now.close();
            }
        } finally {
            exchange.writeLock().unlock();
            marker.close();
        }
    }

    /** What is open, for tests that disturb it. */
    @Nullable
    OpenHistory using() {
        if (closed) {
            throw new StoreFault("history is closed");
        }
        return open;
    }
}
