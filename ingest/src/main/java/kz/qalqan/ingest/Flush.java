package kz.qalqan.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.Entry;

/**
 * What a few messages became, on its way into the journals together.
 *
 * <p>Threads: the ingest thread only.
 */
final class Flush {
    private final Map<String, SitePart> parts = new LinkedHashMap<>();
    private final List<Seen> messages = new ArrayList<>();
    private Instant newest = Instant.MIN;

    private record At(Entry entry, Instant receivedAt) {}

    /** What one site's journal gets: entries first, then the readings. */
    private static final class SitePart {
        private final List<At> entries = new ArrayList<>();
        private final BatchBuilder batch = new BatchBuilder();
        private boolean hasBatch;
    }

    /** The readings of a site, of a message that came at this time. */
    BatchBuilder batch(String site, Instant receivedAt) {
        newest = receivedAt.isAfter(newest) ? receivedAt : newest;
        SitePart part = part(site);
        part.hasBatch = true;
        return part.batch;
    }

    void entry(String site, Entry entry, Delivery delivery) {
        part(site).entries.add(new At(entry, delivery.receivedAt()));
    }

    void entry(String site, Entry entry, Instant receivedAt) {
        part(site).entries.add(new At(entry, receivedAt));
    }

    /** This message may be acknowledged when all of this is on disk. */
    void acknowledge(Seen message) {
        messages.add(message);
    }

    boolean isEmpty() {
        return messages.isEmpty() && parts.isEmpty();
    }

    boolean isFull() {
        return messages.size() >= Limits.BATCH_MESSAGES
                || parts.values().stream().anyMatch(part -> part.batch.size() >= Limits.BATCH_READINGS);
    }

    List<Seen> messages() {
        return messages;
    }

    /** Appends everything, site by site. */
    List<CompletableFuture<Long>> append(Map<String, SiteLog> logs) {
        List<CompletableFuture<Long>> durable = new ArrayList<>();
        parts.forEach((site, part) -> {
            SiteLog log = logs.get(site);
            if (log == null) {
                throw new IllegalStateException("no journal for site " + site);
            }
            part.entries.forEach(at -> durable.add(log.append(at.entry(), at.receivedAt())));
            if (part.hasBatch) {
                durable.add(log.append(part.batch.build(), newest));
            }
        });
        return durable;
    }

    private SitePart part(String site) {
        return parts.computeIfAbsent(site, s -> new SitePart());
    }
}
