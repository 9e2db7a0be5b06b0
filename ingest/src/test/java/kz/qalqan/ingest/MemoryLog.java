package kz.qalqan.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;

/** A journal in memory that can be held up, or refuse, as a disk does. */
final class MemoryLog implements EntryLog {
    private final List<JournalEntry> entries = new CopyOnWriteArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private long position;
    private boolean holding;
    private int refuse;

    private record Held(Entry content, Instant receivedAt, CompletableFuture<Long> done) {}

    @Override
    public synchronized CompletableFuture<Long> append(Entry content, Instant receivedAt) {
        if (refuse > 0) {
            refuse--;
            return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        }
        CompletableFuture<Long> done = new CompletableFuture<>();
        held.add(new Held(content, receivedAt, done));
        if (!holding) {
            release();
        }
        return done;
    }

    /** From now on nothing gets on disk. */
    synchronized void hold() {
        holding = true;
    }

    /** Everything gets on disk. */
    synchronized void release() {
        holding = false;
        List<Held> now = List.copyOf(held);
        held.clear();
        for (Held entry : now) {
            position++;
            entries.add(new JournalEntry(position, entry.receivedAt(), entry.content()));
            entry.done().complete(position);
        }
    }

    /** The next entries are refused. */
    synchronized void refuse(int count) {
        refuse = count;
    }

    synchronized int heldUp() {
        return held.size();
    }

    void replay(long after, Consumer<JournalEntry> each) {
        entries.stream().filter(entry -> entry.position() > after).forEach(each);
    }

    /** Retention took everything. */
    void forget() {
        entries.clear();
    }

    List<JournalEntry> entries() {
        return entries;
    }

    <E extends Entry> List<E> entries(Class<E> kind) {
        return entries.stream()
                .map(JournalEntry::content)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** All readings. */
    List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (JournalEntry entry : entries) {
            if (entry.content() instanceof ReadingBatch batch) {
                for (int i = 0; i < batch.size(); i++) {
                    readings.add(batch.reading(i, entry.receivedAt()));
                }
            }
        }
        return readings;
    }
}
