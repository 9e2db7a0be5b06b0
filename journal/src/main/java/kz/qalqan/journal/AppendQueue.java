package kz.qalqan.journal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kz.qalqan.telemetry.Entry;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written, bounded. An entry counts until it is durable.
 *
 * <p>Threads: any offers, the journal's writer takes.
 */
final class AppendQueue {
    private static final long GROUP_BYTES = 8L << 20;

    private final JournalConfig.Waiting limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private int entries;
    private long bytes;
    private @Nullable JournalFailedException closed;

    AppendQueue(JournalConfig.Waiting limits) {
        this.limits = limits;
    }

    /**
     * An entry on its way.
     *
     * @param content the entry
     * @param receivedAt as the caller said
     * @param bytes its size in memory
     * @param done completes when it is durable
     */
    record Pending(Entry content, Instant receivedAt, long bytes, CompletableFuture<Long> done) {}

    /** Takes an entry in, or says why not. */
    @Nullable
    JournalException offer(Pending pending) {
        lock.lock();
        try {
            if (closed != null) {
                return closed;
            }
            if (entries >= limits.entries() || (entries > 0 && bytes + pending.bytes() > limits.bytes())) {
                return new JournalFullException("journal is full: " + entries + " entries, " + bytes
                        + " bytes wait for the disk (at most " + limits.entries() + ", " + limits.bytes()
                        + "); try again when some are written");
            }
            entries++;
            bytes += pending.bytes();
            waiting.add(pending);
            changed.signal();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Waits and moves what waits, as much as one group holds, into a list; false when closed and nothing waits. */
    boolean take(List<Pending> into) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && closed == null) {
                changed.await();
            }
            long taken = 0;
            while (!waiting.isEmpty() && into.size() < Segment.GROUP_ENTRIES_MAX && taken < GROUP_BYTES) {
                Pending pending = waiting.remove();
                taken += pending.bytes();
                into.add(pending);
            }
            return !into.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back the room of entries that are durable. */
    void written(List<Pending> group) {
        lock.lock();
        try {
            entries -= group.size();
            for (int i = 0; i < group.size(); i++) {
                bytes -= group.get(i).bytes();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more entries; the first reason stays. */
    void close(JournalFailedException why) {
        lock.lock();
        try {
            closed = closed == null ? why : closed;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more and hands out what waits. */
    List<Pending> abandon(JournalFailedException why) {
        lock.lock();
        try {
            closed = why;
            List<Pending> rest = new ArrayList<>(waiting);
            waiting.clear();
            changed.signalAll();
            return rest;
        } finally {
            lock.unlock();
        }
    }

    /** Entries that wait or are being written. */
    int entries() {
        lock.lock();
        try {
            return entries;
        } finally {
            lock.unlock();
        }
    }
}
