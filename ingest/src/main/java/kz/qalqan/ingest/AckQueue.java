package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges messages in the order they came, each when all that came before it is on disk, whatever the site.
 *
 * <p>The order is what makes a duplicate safe to acknowledge: the reading it repeats came before it.
 *
 * <p>Threads: the ingest thread adds; its own thread acknowledges.
 */
final class AckQueue {
    private static final Logger log = LoggerFactory.getLogger(AckQueue.class);

    private final InstantSource clock;
    private final IngestMetrics metrics;
    private final int messagesMax;
    private final Runnable allDone;
    private final Deque<Group> groups = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread = new Thread(this::run, "ingest-ack");
    private int messages;

    private record Group(List<Seen> messages, CompletableFuture<Void> durable) {}

    /** A queue for so many messages; {@code allDone} is run each time none is left, on the queue's own thread. */
    AckQueue(InstantSource clock, IngestMetrics metrics, int messagesMax, Runnable allDone) {
        this.allDone = allDone;
        this.clock = clock;
        this.metrics = metrics;
        this.messagesMax = messagesMax;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** These messages may be acknowledged when all of these are on disk. */
    void add(List<Seen> group, List<CompletableFuture<Long>> entries) {
        lock.lock();
        try {
            groups.addLast(new Group(group, CompletableFuture.allOf(entries.toArray(CompletableFuture[]::new))));
            messages += group.size();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits a while for room; whether there is any. */
    boolean awaitRoom(long ms) throws InterruptedException {
        return await(() -> messages < messagesMax, ms);
    }

    /** Waits until all is acknowledged; whether it came to that. */
    boolean awaitEmpty(long ms) throws InterruptedException {
        return await(() -> messages == 0, ms);
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return messages == 0;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        thread.interrupt();
    }

    private boolean await(BooleanSupplier condition, long ms) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(ms);
        lock.lock();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                Group group = head();
                group.durable().get();
                acknowledge(group.messages());
                if (done(group)) {
                    allDone.run();
                }
            }
        } catch (InterruptedException e) {
            log.debug("acknowledging ends", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a site's log promises to complete or to wait", e);
        }
    }

    private Group head() throws InterruptedException {
        lock.lock();
        try {
            @Nullable Group head = groups.peekFirst();
            while (head == null) {
                changed.await();
                head = groups.peekFirst();
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left. */
    private boolean done(Group group) {
        lock.lock();
        try {
            groups.removeFirst();
            messages -= group.messages().size();
            changed.signalAll();
            return groups.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void acknowledge(List<Seen> group) {
        List<Seen> run = new ArrayList<>(group.size());
        Delivery.Source source = null;
        for (Seen message : group) {
            Delivery.Source waits = message.waiting();
            if (waits != source) {
                acknowledge(run, source);
                run.clear();
                source = waits;
            }
            run.add(message);
        }
        acknowledge(run, source);
    }

    /** Acknowledges messages of one connection. */
    private void acknowledge(List<Seen> run, Delivery.@Nullable Source source) {
        if (source == null) {
            return;
        }
        int[] ids = run.stream().mapToInt(Seen::packetId).toArray();
        int done = source.acknowledge(ids, ids.length);
        Instant now = clock.instant();
        for (Seen message : run.subList(0, done)) {
            message.acknowledged(now);
            metrics.acknowledged(Duration.between(message.receivedAt(), now));
        }
    }
}
