package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ingest thread: takes messages, has them judged, and sends what they became to the journals.
 *
 * <p>It never waits for a full batch: a broker may hand out the next messages only when all before are acknowledged. It
 * flushes when the queue has run empty and all before is acknowledged, at the latest {@link Limits#LINGER} after the
 * first message of the batch: while the disk is busy with one flush, the next may grow, as it would wait there anyway.
 *
 * <p>Threads: {@link #start}, {@link #stop} and {@link #execute} from any; the rest on its own.
 */
final class Pipeline {
    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final long POLL_MS = 50;

    private final Inbox inbox;
    private final AckQueue acks;
    private final Map<String, SiteLog> logs;
    private final Admission admission;
    private final Redelivery redelivery;
    private final LinkTracker link;
    private final SparkplugDoor sparkplug;
    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final Consumer<Delivery.Source> restart;
    private final Thread thread = new Thread(this::run, "ingest");

    private Flush flush = new Flush();
    private Instant flushDue = Instant.MAX;
    private Instant quietSince = Instant.MIN;
    private volatile boolean stopping;

    /**
     * The parts the thread works with.
     *
     * @param inbox where messages come from
     * @param acks where they are acknowledged
     * @param logs where they go
     * @param admission what becomes of them
     * @param redelivery what came before
     * @param link how the link stands
     * @param sparkplug what becomes of Sparkplug's
     */
    record Parts(
            Inbox inbox,
            AckQueue acks,
            Map<String, SiteLog> logs,
            Admission admission,
            Redelivery redelivery,
            LinkTracker link,
            SparkplugDoor sparkplug) {}

    Pipeline(Parts parts, IngestPorts ports, Consumer<Delivery.Source> restart) {
        this.inbox = parts.inbox();
        this.acks = parts.acks();
        this.logs = parts.logs();
        this.admission = parts.admission();
        this.redelivery = parts.redelivery();
        this.link = parts.link();
        this.sparkplug = parts.sparkplug();
        this.clock = ports.clock();
        this.metrics = ports.metrics();
        this.restart = restart;
    }

    void start() {
        thread.start();
    }

    /** Ends when all that waits is in the journals' hands. */
    void stop(Duration wait) throws InterruptedException {
        stopping = true;
        thread.join(wait.toMillis());
        thread.interrupt();
    }

    /** Has something done between two messages. */
    void execute(Runnable task) {
        inbox.execute(task);
    }

    @SuppressWarnings("IllegalCatch") // the loop of a thread: says what ended it, because nothing else would
    private void run() {
        try {
            while (!stopping || inbox.size() > 0) {
                step();
            }
            flush();
        } catch (InterruptedException e) {
            log.debug("ingest ends", e);
        } catch (RuntimeException e) {
            log.error("the ingest thread ended: nothing is acknowledged any more", e);
            throw e;
        }
    }

    private void step() throws InterruptedException {
        inbox.runTasks();
        sparkplug.tick(flush);
        Delivery delivery = inbox.poll();
        if (delivery == null && !flush.isEmpty() && !acks.isEmpty()) {
            delivery = inbox.poll(Limits.LINGER.toMillis()); // woken when all before is acknowledged
        }
        if (delivery == null) {
            flush();
            delivery = inbox.poll(POLL_MS);
        }
        if (delivery == null) {
            idle();
        } else {
            take(delivery);
        }
    }

    private void take(Delivery delivery) {
        if (flush.isEmpty()) {
            flushDue = delivery.receivedAt().plus(Limits.LINGER);
        }
        if (SparkplugDoor.takes(delivery)) {
            sparkplug.admit(delivery, flush);
            otherLineBusy(delivery.receivedAt());
        } else {
            Optional<Duration> age = admission.admit(delivery, flush);
            quietSince = delivery.receivedAt();
            if (link.message(age)) {
                redelivery.drained();
            }
        }
        if (flush.isFull() || clock.instant().isAfter(flushDue)) {
            flush();
        }
    }

    /** While Sparkplug keeps this thread busy, the other connection may be quiet all the same. */
    private void otherLineBusy(Instant now) {
        if (now.isAfter(quietSince.plusMillis(POLL_MS))) {
            quietSince = now;
            if (acks.isEmpty() && link.quiet()) {
                redelivery.drained();
            }
        }
    }

    private void idle() {
        metrics.waiting(inbox.size(), inbox.bytes());
        logs.values().forEach(SiteLog::retry);
        if (!acks.isEmpty()) {
            return;
        }
        Delivery.Source full = inbox.takeOverflowed();
        if (full != null) {
            metrics.overflow();
            restart.accept(full);
        } else if (link.quiet()) {
            redelivery.drained();
        }
    }

    private void flush() {
        if (flush.isEmpty()) {
            return;
        }
        awaitRoom();
        Flush full = flush;
        flush = new Flush();
        acks.add(full.messages(), full.append(logs));
        metrics.waiting(inbox.size(), inbox.bytes());
    }

    /** Where a flush is written that is no message's: a replay. */
    CompletableFuture<Void> append(Flush entries) {
        return CompletableFuture.allOf(entries.append(logs).toArray(CompletableFuture[]::new));
    }

    /**
     * Back-pressure: while the journals are behind, nothing more is taken, so the broker's window fills and it waits.
     */
    private void awaitRoom() {
        try {
            while (!acks.awaitRoom(POLL_MS)) {
                logs.values().forEach(SiteLog::retry);
            }
        } catch (InterruptedException e) {
            // Only stop() interrupts, after it has waited long enough: what is not appended is delivered again.
            Thread.currentThread().interrupt();
        }
    }
}
