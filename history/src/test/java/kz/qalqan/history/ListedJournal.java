package kz.qalqan.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/** A journal in a list, for followers under test. */
final class ListedJournal implements EntrySource {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<JournalEntry> entries = new ArrayList<>();
    private volatile long passed = -1;

    void add(List<JournalEntry> more) {
        lock.lock();
        try {
            entries.addAll(more);
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Cursor after(long position) {
        return new Cursor() {
            private int at;

            @Override
            public @Nullable JournalEntry next(Duration longest) throws InterruptedException {
                lock.lock();
                try {
                    long left = longest.toNanos();
                    while (at == entries.size() && left > 0) {
                        left = grown.awaitNanos(left);
                    }
                    while (at < entries.size() && entries.get(at).position() <= position) {
                        at++;
                    }
                    return at < entries.size() ? entries.get(at++) : null;
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long last() {
        lock.lock();
        try {
            return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).position();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void passed(long position) {
        passed = position;
    }

    long passed() {
        return passed;
    }
}
