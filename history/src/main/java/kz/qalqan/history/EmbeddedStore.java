package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.micros;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History in this process: QuestDB with every port off, durable commits, and a start that a torn file cannot stop
 * twice.
 *
 * <p>Threads: any. Appends take turns; queries run beside them.
 */
public final class EmbeddedStore implements ReadingStore {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    /** Longest a start waits until what a killed process left is applied. */
    private static final Duration BACKLOG_WAIT = Duration.ofSeconds(20);
    /** A table that stops this often in a row without the machine being at fault is damaged. */
    private static final int RESUMES_MAX = 5;

    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private final Path dir;
    private final EmbeddedConfig config;
    private final StartMarker marker;
    private final LastValues last = new LastValues();
    /** Write: the database is exchanged. Read: it is used. */
    private final ReadWriteLock exchange = new ReentrantReadWriteLock();

    /** Null when an exchange failed half way: the next append tries again. */
    private volatile @Nullable QuestDb db;

    private volatile Cursors cursors;
    private int resumes;
    private volatile String notice = "";
    private volatile boolean closed;

    private EmbeddedStore(Path dir, EmbeddedConfig config, StartMarker marker, QuestDb db) throws IOException {
        this.dir = dir;
        this.config = config;
        this.marker = marker;
        this.db = db;
        this.cursors = new Cursors(dir.resolve("cursors"));
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
        QuestDb db = QuestDb.open(dir, config.retention());
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
    public synchronized void append(String site, List<JournalEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        QuestDb healthy = heal();
        Stored before = cursors.of(site);
        long readings = healthy.attempt("write history", () -> write(healthy, entries, before.position()));
        long position = entries.get(entries.size() - 1).position();
        if (position > before.position()) {
            note(site, new Stored(position, before.readings() + readings));
        }
        remember(entries);
    }

    private void note(String site, Stored stored) {
        try {
            cursors.write(site, stored);
        } catch (IOException e) {
            throw new StoreFault("note how far history has come", e);
        }
    }

    @Override
    public synchronized void rewind(String site) {
        note(site, Stored.NOTHING);
    }

    /** Writes the readings and says how many of them stand behind the position. */
    private static long write(QuestDb db, List<JournalEntry> entries, long position) {
        long behind = 0;
        try (QuestDb.Batch batch = db.batch()) {
            for (JournalEntry entry : entries) {
                if (entry.content() instanceof ReadingBatch readings) {
                    batch.add(readings, entry.position(), micros(entry.receivedAt()));
                    behind += entry.position() > position ? readings.size() : 0;
                }
            }
            batch.commit();
        }
        return behind;
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
    private QuestDb heal() {
        QuestDb now = using();
        String suspension = now == null ? "it did not open" : now.suspension();
        if (now != null && suspension.isEmpty()) {
            resumes = 0;
            return now;
        }
        if (now != null && (now.suspendedByMachine() || resumes < RESUMES_MAX)) {
            resumes++;
            LOG.warn("history was suspended ({}), resuming", suspension);
            now.resume();
            now.awaitApplied(config.applyWait());
            return now;
        }
        exchangeForEmpty(suspension);
        resumes = 0;
        throw new StoreFault("history begins again: " + notice);
    }

    private void exchangeForEmpty(String reason) {
        exchange.writeLock().lock();
        try {
            QuestDb damaged = db;
            db = null;
            if (damaged != null) {
                damaged.close();
            }
            Path aside = marker.moveAside();
            cursors = new Cursors(dir.resolve("cursors"));
            last.clear();
            db = QuestDb.open(dir, config.retention());
            beginsEmpty("the table was damaged: " + reason, aside);
        } catch (IOException e) {
            throw new StoreFault("move the damaged history aside", e);
        } finally {
            exchange.writeLock().unlock();
        }
    }

    @Override
    public Stored stored(String site) {
        return cursors.of(site);
    }

    @Override
    public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
        if (limit < 1 || limit > POINTS_MAX) {
            throw new IllegalArgumentException("limit " + limit + ": 1 to " + POINTS_MAX);
        }
        List<QuestDb.Row> rows = new ArrayList<>();
        // rows of the microsecond at which the limit is reached are read on, and sorted, so that the cut is the same
        query(sensor, from, to, false, row -> {
            rows.add(row);
            return rows.size() <= limit || row.ts() == rows.get(limit - 1).ts();
        });
        rows.sort(Comparator.comparingLong(QuestDb.Row::ts)
                .thenComparingLong(QuestDb.Row::position)
                .thenComparingInt(QuestDb.Row::quality)
                .thenComparingDouble(QuestDb.Row::value));
        return rows.subList(Math.max(0, rows.size() - limit), rows.size()).stream()
                .map(row -> LastValues.reading(sensor, row))
                .toList();
    }

    @Override
    public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
        Steps steps = new Steps(step);
        query(sensor, from, to, true, steps::add);
        return steps.points();
    }

    private void query(SensorId sensor, Instant from, Instant to, boolean forwards, QuestDb.RowSink sink) {
        exchange.readLock().lock();
        try {
            QuestDb now = using();
            if (now == null) {
                throw new StoreFault("history is being exchanged for an empty one");
            }
            if (!now.awaitApplied(config.applyWait())) {
                throw new StoreFault("history is " + now.waiting() + " commits behind " + now.suspension());
            }
            now.attempt("read history of " + sensor, () -> {
                now.ofSensor(sensor.toString(), floor(from), floor(to), forwards, sink);
                return true;
            });
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
            db.latest(newest[0] - config.latestWithin().toNanos() / 1_000L, row -> {
                last.offer(SensorId.parse(row.sensor()), row);
                return true;
            });
            return true;
        });
    }

    @Override
    public StoreHealth health() {
        if (!exchange.readLock().tryLock()) {
            return new StoreHealth(StoreHealth.State.DOWN, "being exchanged or closed", 0);
        }
        try {
            QuestDb now = db;
            if (closed || now == null) {
                return new StoreHealth(StoreHealth.State.DOWN, closed ? "closed" : notice, 0);
            }
            String suspension = now.suspension();
            return suspension.isEmpty()
                    ? new StoreHealth(StoreHealth.State.UP, notice, now.waiting())
                    : new StoreHealth(StoreHealth.State.SUSPENDED, suspension, now.waiting());
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
            QuestDb open = db;
            if (open != null) {
                open.close();
            }
        } finally {
            exchange.writeLock().unlock();
            marker.close();
        }
    }

    private @Nullable QuestDb using() {
        if (closed) {
            throw new StoreFault("history is closed");
        }
        return db;
    }

    /** Microseconds of an instant, held inside what the table can hold. */
    private static long floor(Instant instant) {
        boolean before = instant.isBefore(Instant.EPOCH);
        return before ? 0 : micros(instant.isAfter(END) ? END : instant);
    }
}
