package kz.qalqan.journal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The position of the last durable entry, and waiting for it to move.
 *
 * <p>Threads: the journal's writer moves it, any waits.
 */
final class DurableMark {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long position;

    DurableMark(long position) {
        this.position = position;
    }

    long position() {
        return position;
    }

    void moveTo(long newPosition) {
        lock.lock();
        try {
            position = newPosition;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until {@code wanted} is durable; false when the time is up. */
    boolean await(long wanted, long timeoutNanos) throws InterruptedException {
        if (position >= wanted) {
            return true;
        }
        lock.lockInterruptibly();
        try {
            long left = timeoutNanos;
            while (position < wanted && left > 0) {
                left = moved.awaitNanos(left);
            }
            return position >= wanted;
        } finally {
            lock.unlock();
        }
    }
}
