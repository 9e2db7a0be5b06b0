package kz.qalqan.ingest;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way into one site's journal. An entry the journal could not keep is tried again, and what comes behind it waits:
 * so nothing is acknowledged before it, and nothing is lost while the disk is full.
 *
 * <p>Threads: the ingest thread appends and retries; results come on the journal's thread.
 */
final class SiteLog {
    private static final Logger log = LoggerFactory.getLogger(SiteLog.class);

    private final String site;
    private final EntryLog journal;
    private final BiConsumer<String, JournalEntry> durable;
    private final IngestMetrics metrics;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Waiting trying;
    private boolean recovered;

    /** An entry on its way; a class, because two alike are not the same. */
    private static final class Waiting {
        private final Entry content;
        private final Instant receivedAt;
        private final CompletableFuture<Long> done = new CompletableFuture<>();

        Waiting(Entry content, Instant receivedAt) {
            this.content = content;
            this.receivedAt = receivedAt;
        }
    }

    /** The log of a site; {@code durable} is told of every entry that is on disk, on the journal's thread. */
    SiteLog(String site, EntryLog journal, BiConsumer<String, JournalEntry> durable, IngestMetrics metrics) {
        this.site = site;
        this.journal = journal;
        this.durable = durable;
        this.metrics = metrics;
    }

    /** Completes with the position once the entry is on disk, however often that has to be tried. */
    CompletableFuture<Long> append(Entry content, Instant receivedAt) {
        Waiting entry = new Waiting(content, receivedAt);
        synchronized (this) {
            if (!waiting.isEmpty()) {
                waiting.addLast(entry);
                return entry.done;
            }
        }
        send(entry);
        return entry.done;
    }

    /** Tries again what failed: the oldest alone, and when that went well all that waits behind it. */
    void retry() {
        List<Waiting> next;
        synchronized (this) {
            if (waiting.isEmpty() || trying != null) {
                return;
            }
            if (recovered) {
                next = List.copyOf(waiting);
                waiting.clear();
            } else {
                trying = waiting.peekFirst();
                next = List.of(waiting.getFirst());
            }
        }
        next.forEach(this::send);
    }

    private void send(Waiting entry) {
        CompletableFuture<Long> unused = journal.append(entry.content, entry.receivedAt)
                .whenComplete((position, trouble) -> {
                    if (trouble == null) {
                        durable.accept(site, new JournalEntry(position, entry.receivedAt, entry.content));
                        entry.done.complete(position);
                        succeeded(entry);
                    } else {
                        failed(entry, trouble);
                    }
                });
    }

    private void succeeded(Waiting entry) {
        synchronized (this) {
            recovered = true;
            if (trying == entry) {
                trying = null;
                waiting.removeFirst();
            }
        }
    }

    private void failed(Waiting entry, Throwable trouble) {
        metrics.appendFailed();
        synchronized (this) {
            recovered = false;
            if (trying == entry) {
                trying = null;
                return;
            }
            if (waiting.isEmpty()) {
                log.error("site {}: the journal does not take entries; nothing more is acknowledged", site, trouble);
            }
            waiting.addLast(entry);
        }
    }
}
