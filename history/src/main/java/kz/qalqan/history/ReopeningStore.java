package kz.qalqan.history;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingStatistics;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that may fail to open: rules and alerts must start without it. Until it opens it says so, refuses what is
 * asked of it, and tries again when its follower writes, at most every {@link #PAUSE}.
 *
 * <p>Threads: any.
 */
public final class ReopeningStore implements ReadingStore {
    /** Time between two tries to open. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ReopeningStore.class);

    private final Supplier<ReadingStore> open;
    private final InstantSource clock;
    private volatile @Nullable ReadingStore store;
    private volatile String reason = "not opened yet";
    private Instant nextTry = Instant.MIN;
    private boolean closed;

    private ReopeningStore(Supplier<ReadingStore> open, InstantSource clock) {
        this.open = open;
        this.clock = clock;
    }

    /**
     * Opens the store, now if it can be, otherwise later.
     *
     * @param open opens it; may throw {@link StoreFault}
     */
    public static ReopeningStore over(Supplier<ReadingStore> open, InstantSource clock) {
        ReopeningStore store = new ReopeningStore(open, clock);
        store.tryToOpen();
        return store;
    }

    private synchronized void tryToOpen() {
        if (store != null || closed || clock.instant().isBefore(nextTry)) {
            return;
        }
        nextTry = clock.instant().plus(PAUSE);
        try {
            store = open.get();
            LOG.info("history is open");
        } catch (StoreFault e) {
            reason = String.valueOf(e.getMessage());
            LOG.error("history cannot be opened; trying again in {}", PAUSE, e);
        }
    }

    private ReadingStore opened() {
        ReadingStore current = store;
        if (current == null) {
            throw new StoreFault("history cannot be opened: " + reason);
        }
        return current;
    }

    @Override
    public void append(String site, List<JournalEntry> entries) {
        tryToOpen();
        opened().append(site, entries);
    }

    @Override
    public Stored stored(String site) {
        ReadingStore current = store;
        return current == null ? Stored.NOTHING : current.stored(site);
    }

    @Override
    public void rewind(String site) {
        opened().rewind(site);
    }

    @Override
    public long rejected(String site) {
        ReadingStore current = store;
        return current == null ? 0 : current.rejected(site);
    }

    @Override
    public StoreHealth health() {
        ReadingStore current = store;
        return current == null ? new StoreHealth(StoreHealth.State.DOWN, reason, 0) : current.health();
    }

    @Override
    public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
        return opened().raw(sensor, from, to, limit);
    }

    @Override
    public void each(SensorId sensor, Instant from, Instant to, Consumer<Reading> reader) {
        opened().each(sensor, from, to, reader);
    }

    @Override
    public ReadingStatistics statistics(SensorId sensor, Instant from, Instant to, Duration slot) {
        return opened().statistics(sensor, from, to, slot);
    }

    @Override
    public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
        return opened().downsampled(sensor, from, to, step);
    }

    @Override
    public List<Reading> latest(String site) {
        ReadingStore current = store;
        return current == null ? List.of() : current.latest(site);
    }

    @Override
    public synchronized void close() {
        closed = true;
        ReadingStore current = store;
        if (current != null) {
            current.close();
        }
    }
}
