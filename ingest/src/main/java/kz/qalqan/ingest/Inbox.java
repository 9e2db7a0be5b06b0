package kz.qalqan.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the ingest thread: messages, and things to do between two messages.
 *
 * <p>Bounded in messages and bytes. While it is full nothing is read from the broker, for mosquitto (2.0.11) hands out
 * a backlog without regard to the receive maximum. A connection may not be left unread for long, or its pings fail:
 * when there is no room within {@link Limits#INBOX_WAIT} it takes no more, and is made anew when what it brought is
 * done.
 *
 * <p>Messages are put in and taken out many at a time: a lock and a wake-up for each would cost more than reading it.
 * What waits and what was taken out are bounded each by itself, so that one fills while the other is worked off.
 *
 * <p>Threads: any put, the ingest thread takes.
 */
final class Inbox {
    private final int messagesMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Delivery.@Nullable Source> overflowed = new AtomicReference<>();
    private ArrayDeque<Delivery> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int takenMessages;
    private long takenBytes;
    private boolean closed;
    private boolean woken;
    /** Owned by the ingest thread. */
    private ArrayDeque<Delivery> taken = new ArrayDeque<>();

    Inbox(int messagesMax) {
        this.messagesMax = messagesMax;
    }

    /** Takes messages, waiting for room; false when there is none for all of them or nothing is taken any more. */
    boolean offer(List<Delivery> deliveries, Duration longest) {
        lock.lock();
        try {
            long left = longest.toNanos();
            for (Delivery delivery : deliveries) {
                while (!closed && !fits(delivery) && left > 0) {
                    left = room.awaitNanos(left);
                }
                if (closed) {
                    return false;
                }
                if (!fits(delivery)) {
                    overflowed.set(delivery.source());
                    return false;
                }
                waitingBytes += delivery.body().bytes().length;
                waiting.addLast(delivery);
                if (waiting.size() == 1) {
                    arrived.signal();
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the connection is being closed
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(Delivery delivery) {
        return waiting.size() < messagesMax
                && (waiting.isEmpty() || waitingBytes + delivery.body().bytes().length <= Limits.INBOX_BYTES_MAX);
    }

    /** Has something done by the ingest thread. */
    void execute(Runnable task) {
        tasks.add(task);
    }

    /** Does what was asked for. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Nullable
    Delivery poll() {
        if (taken.isEmpty()) {
            lock.lock();
            try {
                takeAll();
            } finally {
                lock.unlock();
            }
        }
        return taken.pollFirst();
    }

    @Nullable
    Delivery poll(long waitMs) throws InterruptedException {
        if (taken.isEmpty()) {
            long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
            lock.lock();
            try {
                while (waiting.isEmpty() && !woken && left > 0) {
                    left = arrived.awaitNanos(left);
                }
                woken = false;
                takeAll();
            } finally {
                lock.unlock();
            }
        }
        return taken.pollFirst();
    }

    /** Ends a wait for messages, the present one or the next. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void takeAll() {
        ArrayDeque<Delivery> empty = taken;
        taken = waiting;
        takenMessages = taken.size();
        takenBytes = waitingBytes;
        waiting = empty;
        waitingBytes = 0;
        room.signal();
    }

    /** The connection that found no room, once. */
    Delivery.@Nullable Source takeOverflowed() {
        return overflowed.getAndSet(null);
    }

    boolean hasOverflowed() {
        return overflowed.get() != null;
    }

    int size() {
        lock.lock();
        try {
            return waiting.size() + takenMessages;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return waitingBytes + takenBytes;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
