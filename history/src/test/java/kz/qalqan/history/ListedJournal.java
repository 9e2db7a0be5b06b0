package kz.qalqan.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import kz.qalqan.telemetry.JournalEntry;

/** A journal in a list, for followers under test. */
final class ListedJournal implements EntrySource {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<JournalEntry> entries = new ArrayList<>();

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
            public Optional<JournalEntry> next(Duration longest) {
                lock.lock();
                try {
                    long left = longest.toNanos();
                    while (at == entries.size() && left > 0) {
                        left = grown.awaitNanos(left);
                    }
                    while (at < entries.size() && entries.get(at).position() <= position) {
                        at++;
                    }
                    return at < entries.size() ? Optional.of(entries.get(at++)) : Optional.empty();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(TimeUnit.NANOSECONDS.toString(), e);
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void close() {}
        };
    }
}
