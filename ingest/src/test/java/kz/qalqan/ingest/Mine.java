package kz.qalqan.ingest;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.qalqan.broker.BrokerConfig;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LinkChange.State;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ReadingBatch;

/** Ingest between a real broker and journals in memory, with counters. */
final class Mine implements IngestMetrics {
    static final String CLIENT = "qalqan-1";
    static final String PASSWORD = "s3cret";

    final MemoryLog k1;
    final MemoryLog k2;
    final AtomicInteger acknowledged = new AtomicInteger();
    final AtomicInteger redelivered = new AtomicInteger();
    final AtomicInteger connected = new AtomicInteger();
    final AtomicInteger overflows = new AtomicInteger();
    Plan plan = Plans.two();

    /** New journals. */
    Mine() {
        this(new MemoryLog(), new MemoryLog());
    }

    /** Over journals that hold something. */
    Mine(MemoryLog k1, MemoryLog k2) {
        this.k1 = k1;
        this.k2 = k2;
    }

    static EmbeddedBroker broker(Path data, int port, BrokerConfig.Persistence persistence) {
        return EmbeddedBroker.start(
                new BrokerConfig(data, port, persistence, new BrokerConfig.Owner(CLIENT, "qalqan", PASSWORD)));
    }

    Ingest ingest(URI uri, String clientId) {
        return Ingest.start(IngestConfig.of(uri, clientId).withLogin("qalqan", PASSWORD), ports());
    }

    IngestPorts ports() {
        Map<String, EntryLog> logs = new LinkedHashMap<>();
        logs.put("k1", k1);
        logs.put("k2", k2);
        return new IngestPorts(
                () -> plan,
                logs,
                (site, after, each) -> (site.equals("k1") ? k1 : k2).replay(after, each),
                this::stored,
                InstantSource.system(),
                this);
    }

    /** A history that has what the journals have, but is a little behind. */
    private IngestPorts.Progress stored(String site) {
        List<JournalEntry> entries = (site.equals("k1") ? k1 : k2).entries();
        long readings = 0;
        long position = 0;
        for (JournalEntry entry : entries.subList(0, Math.max(0, entries.size() - 3))) {
            readings += entry.content() instanceof ReadingBatch batch ? batch.size() : 0;
            position = entry.position();
        }
        return new IngestPorts.Progress(position, readings);
    }

    static void awaitUp(Ingest ingest) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> ingest.link().state() == State.UP);
    }

    @Override
    public void acknowledged(Duration after) {
        acknowledged.incrementAndGet();
    }

    @Override
    public void redelivered() {
        redelivered.incrementAndGet();
    }

    @Override
    public void connected(String link) {
        if (link.equals("in")) {
            connected.incrementAndGet();
        }
    }

    @Override
    public void overflow() {
        overflows.incrementAndGet();
    }
}
