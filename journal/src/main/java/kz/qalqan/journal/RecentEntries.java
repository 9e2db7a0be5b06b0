package kz.qalqan.journal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * The newest durable entries in memory, so that a follower close behind gets the very object that was appended and
 * nothing is read or decoded.
 *
 * <p>Threads: the journal's writer adds, any finds.
 */
final class RecentEntries {
    private static final int SLOTS = 1 << 14;

    private final AtomicReferenceArray<@Nullable JournalEntry> slots = new AtomicReferenceArray<>(SLOTS);
    private final long bytesMax;
    private long bytes;
    private long oldest = -1;

    RecentEntries(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The entry at a position, null when it is not here any more. */
    @Nullable
    JournalEntry find(long position) {
        JournalEntry entry = slots.get(slot(position));
        return entry != null && entry.position() == position ? entry : null;
    }

    /** Adds the next entry; positions rise by one. */
    void add(JournalEntry entry) {
        if (oldest < 0) {
            oldest = entry.position();
        }
        bytes += EntrySize.bytes(entry.content());
        while (oldest < entry.position() && (bytes > bytesMax || entry.position() - oldest >= SLOTS)) {
            drop(oldest++);
        }
        slots.set(slot(entry.position()), entry);
    }

    private void drop(long position) {
        JournalEntry entry = slots.getAndSet(slot(position), null);
        if (entry != null) {
            bytes -= EntrySize.bytes(entry.content());
        }
    }

    private static int slot(long position) {
        return (int) (position & (SLOTS - 1));
    }
}
