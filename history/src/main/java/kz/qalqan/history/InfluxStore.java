package kz.qalqan.history;

import static kz.qalqan.telemetry.ReadingBatch.micros;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History in an InfluxDB of the site's own. It opens without the server; while that is out, appends fail, the follower
 * tries again from its place in the journal, and queries fail at once instead of holding up who asks.
 *
 * <p>Threads: any. Appends of one site take turns; all else runs beside them.
 */
public final class InfluxStore implements ReadingStore {
    /** Longest a start waits for the last values; they come later when the server is slow. */
    static final Duration START_WAIT = Duration.ofSeconds(2);
    /** How far back from the newest reading the last values are looked for at start. */
    static final Duration LATEST_WITHIN = Duration.ofDays(2);
    /** After a failure nobody but the follower asks the server for so long. */
    static final Duration SPARE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(InfluxStore.class);

    private record Trouble(String reason, Instant since) {
        static final Trouble NONE = new Trouble("", Instant.MIN);
    }

    private final InfluxConfig config;
    private final InstantSource clock;
    private final InfluxClient client;
    private final InfluxCursors cursors;
    private final Rejects rejects;
    private final InfluxQl questions;
    private final LastValues last = new LastValues();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();
    /** Sites whose cursor the server has shown to know since it last failed. */
    private final Set<String> verified = ConcurrentHashMap.newKeySet();

    private final AtomicLong expired = new AtomicLong();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile boolean filled;
    private volatile boolean closed;

    private InfluxStore(Path dir, InfluxConfig config, InstantSource clock, InfluxClient client) throws IOException {
        this.config = config;
        this.clock = clock;
        this.client = client;
        this.cursors = new InfluxCursors(dir, client, clock);
        this.rejects = new Rejects(dir.resolve("rejected"), Rejects.MAX);
        this.questions = new InfluxQl(client);
    }

    /**
     * Opens the store; the server need not be there.
     *
     * @param dir where the places in the journals and rejected readings are kept
     * @throws StoreFault when the directory cannot be used
     */
    public static InfluxStore open(Path dir, InfluxConfig config, InstantSource clock) {
        return open(dir, config, clock, InfluxClient.of(config));
    }

    /** Opens the store over another client, for servers that need another form. */
    static InfluxStore open(Path dir, InfluxConfig config, InstantSource clock, InfluxClient client) {
        try {
            InfluxStore store = new InfluxStore(dir, config, clock, client);
            store.fillSoon();
            return store;
        } catch (IOException e) {
            throw new StoreFault("open history in " + dir, e);
        }
    }

    private void fillSoon() {
        Thread filling = new Thread(this::tryToFill, "history-last-values");
        filling.setDaemon(true);
        filling.start();
        try {
            filling.join(START_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToFill() {
        try {
            asked(() -> {
                questions
                        .latest(LATEST_WITHIN.toNanos() / 1_000L)
                        .forEach(row -> last.offer(SensorId.parse(row.sensor()), row));
                filled = true;
                return true;
            });
        } catch (StoreFault e) {
            LOG.warn("the last values in history cannot be read yet: {}", e.getMessage());
        }
    }

    @Override
    public void append(String site, List<JournalEntry> entries) {
        refuseWhenClosed();
        if (entries.isEmpty()) {
            return;
        }
        synchronized (turns.computeIfAbsent(site, s -> new Object())) {
            int from = 0;
            while (from < entries.size()) {
                int to = endOfRequest(entries, from);
                appendRequest(site, entries.subList(from, to));
                from = to;
            }
        }
    }

    /** Whole entries that fit one request, one at least: what a server took stays taken when it fails the next. */
    private int endOfRequest(List<JournalEntry> entries, int from) {
        int to = from;
        int readings = 0;
        while (to < entries.size()) {
            readings += entries.get(to).content() instanceof ReadingBatch batch ? batch.size() : 0;
            if (to > from && readings > config.batch()) {
                return to;
            }
            to++;
        }
        return to;
    }

    private void appendRequest(String site, List<JournalEntry> entries) {
        Stored before = cursors.of(site);
        List<String> lines = new ArrayList<>();
        long behind = encode(entries, before.position(), lines);
        if (!lines.isEmpty()) {
            asked(() -> write(site, lines));
        }
        long position = entries.get(entries.size() - 1).position();
        if (position > before.position()) {
            cursors.write(site, new Stored(position, before.readings() + behind));
        }
        if (!lines.isEmpty()) {
            asked(() -> confirm(site));
        }
        if (!ReadingStore.imported(site)) {
            remember(entries);
        }
    }

    /** Adds the lines of all readings and says how many of them stand behind the position. */
    private static long encode(List<JournalEntry> entries, long position, List<String> lines) {
        long behind = 0;
        for (JournalEntry entry : entries) {
            if (entry.content() instanceof ReadingBatch batch) {
                lines.addAll(LineProtocol.of(batch, entry.position(), micros(entry.receivedAt())));
                behind += entry.position() > position ? batch.size() : 0;
            }
        }
        return behind;
    }

    private boolean write(String site, List<String> lines) {
        if (!verified.contains(site)) {
            cursors.verify(site);
            verified.add(site);
        }
        InfluxWriter.Outcome outcome = InfluxWriter.write(client, lines, config.batch());
        if (!outcome.rejected().isEmpty()) {
            rejects.add(site, outcome.rejected());
        }
        if (outcome.expired() > 0) {
            LOG.warn("{} readings of {} are older than the bucket keeps", outcome.expired(), site);
            expired.addAndGet(outcome.expired());
        }
        return true;
    }

    private boolean confirm(String site) {
        cursors.confirm(site);
        if (!filled) {
            tryToFill();
        }
        return true;
    }

    private void remember(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.content() instanceof ReadingBatch batch) {
                long received = micros(entry.receivedAt());
                for (int i = 0; i < batch.size(); i++) {
                    Placed at = Placed.of(batch, i, received);
                    last.offer(
                            batch.sensorOf(i),
                            new QuestDb.Row("", at.ts(), received, at.value(), at.quality(), entry.position()));
                }
            }
        }
    }

    /** Asks the server and remembers how it went. */
    private <T> T asked(Supplier<T> question) {
        try {
            T answer = question.get();
            trouble = Trouble.NONE;
            return answer;
        } catch (StoreFault e) {
            throw inTrouble(e);
        } catch (NumberFormatException e) {
            throw inTrouble(new StoreFault(config.url() + " answered a query as no InfluxDB does", e));
        }
    }

    private StoreFault inTrouble(StoreFault fault) {
        refuseWhenClosed();
        verified.clear();
        trouble = new Trouble(String.valueOf(fault.getMessage()), clock.instant());
        return fault;
    }

    private <T> T query(Supplier<T> question) {
        refuseWhenClosed();
        Trouble now = trouble;
        if (!now.reason().isEmpty() && clock.instant().isBefore(now.since().plus(SPARE))) {
            throw new StoreFault("history is out: " + now.reason());
        }
        return asked(question);
    }

    @Override
    public Stored stored(String site) {
        return cursors.of(site);
    }

    @Override
    public void rewind(String site) {
        synchronized (turns.computeIfAbsent(site, s -> new Object())) {
            cursors.rewind(site);
        }
    }

    @Override
    public long rejected(String site) {
        return rejects.count(site);
    }

    @Override
    public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
        if (limit < 1 || limit > POINTS_MAX) {
            throw new IllegalArgumentException("limit " + limit + ": 1 to " + POINTS_MAX);
        }
        return query(() -> questions.newest(sensor, from, to, limit)).stream()
                .map(row -> LastValues.reading(sensor, row))
                .toList();
    }

    @Override
    public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
        long micros = step.toNanos() / 1_000L;
        if (micros <= 0) {
            throw new IllegalArgumentException("step " + step + ": at least a microsecond");
        }
        List<Point> points = query(() -> questions.downsampled(sensor, from, to, micros));
        if (points.size() > POINTS_MAX) {
            throw new IllegalArgumentException("more than " + POINTS_MAX + " points: take a longer step");
        }
        return points;
    }

    @Override
    public List<Reading> latest(String site) {
        return last.of(site);
    }

    @Override
    public StoreHealth health() {
        if (closed) {
            return new StoreHealth(StoreHealth.State.DOWN, "closed", 0);
        }
        String reason = trouble.reason();
        return reason.isEmpty()
                ? new StoreHealth(StoreHealth.State.UP, notice(), 0)
                : new StoreHealth(StoreHealth.State.DOWN, reason, 0);
    }

    private String notice() {
        StringBuilder notice = new StringBuilder();
        for (String site : turns.keySet()) {
            if (rejects.count(site) > 0) {
                notice.append(rejects.count(site)).append(" readings rejected, kept in ");
                notice.append(rejects.file(site)).append("; ");
            }
        }
        return notice.append(expired.get() > 0 ? expired.get() + " older than the bucket keeps; " : "")
                .toString();
    }

    private void refuseWhenClosed() {
        if (closed) {
            throw new StoreFault("history is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            client.close();
        }
    }
}
