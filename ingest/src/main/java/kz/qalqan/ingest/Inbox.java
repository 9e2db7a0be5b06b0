package kz.qalqan.ingest;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the ingest thread: messages, and things to do between two messages.
 *
 * <p>Bounded in messages and bytes. It is larger than the broker's window, so it only fills when a window of very large
 * messages comes; then the connection takes no more, and is made anew when what it brought is done.
 *
 * <p>Threads: any put, the ingest thread takes.
 */
final class Inbox {
    private final BlockingQueue<Delivery> messages;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<Delivery.@Nullable Source> overflowed = new AtomicReference<>();
    private volatile boolean closed;

    Inbox(int messagesMax) {
        messages = new ArrayBlockingQueue<>(messagesMax);
    }

    /** Takes a message; false when there is no room for it or nothing is taken any more. */
    boolean offer(Delivery delivery) {
        if (closed) {
            return false;
        }
        int length = delivery.body().bytes().length;
        boolean room = bytes.addAndGet(length) <= Limits.INBOX_BYTES_MAX && messages.offer(delivery);
        if (!room) {
            bytes.addAndGet(-length);
            overflowed.set(delivery.source());
        }
        return room;
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
        return taken(messages.poll());
    }

    @Nullable
    Delivery poll(long waitMs) throws InterruptedException {
        return taken(messages.poll(waitMs, TimeUnit.MILLISECONDS));
    }

    private @Nullable Delivery taken(@Nullable Delivery delivery) {
        if (delivery != null) {
            bytes.addAndGet(-delivery.body().bytes().length);
        }
        return delivery;
    }

    /** The connection that found no room, once. */
    Delivery.@Nullable Source takeOverflowed() {
        return overflowed.getAndSet(null);
    }

    boolean hasOverflowed() {
        return overflowed.get() != null;
    }

    int size() {
        return messages.size();
    }

    long bytes() {
        return bytes.get();
    }

    void close() {
        closed = true;
    }
}
