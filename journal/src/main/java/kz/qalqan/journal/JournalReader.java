package kz.qalqan.journal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal in order, from any position on and then live. It never shows an entry that is not on disk, and
 * never leaves one out: where bytes are damaged it throws {@link JournalDamagedException}, again at each call.
 *
 * <p>Threads: one at a time.
 */
public final class JournalReader implements AutoCloseable {
    private final Journal journal;
    private long after;
    private @Nullable SegmentReader segment;

    JournalReader(Journal journal, long after) {
        this.journal = journal;
        this.after = after;
    }

    /**
     * The next entry; waits for it, sleeping, while there is none.
     *
     * @return null when the time is up
     * @throws JournalDamagedException naming file, offset and position where the journal cannot be read
     */
    public @Nullable JournalEntry next(Duration timeout) throws InterruptedException {
        long wanted = wanted();
        if (!journal.durableMark().await(wanted, timeout.toNanos())) {
            return null;
        }
        JournalEntry entry = journal.recent().find(wanted);
        if (entry == null) {
            entry = fromFile(wanted);
        }
        after = entry.position();
        return entry;
    }

    /** The last position read, or the one the reader started after. */
    public long position() {
        return after;
    }

    @Override
    public void close() {
        SegmentReader open = segment;
        segment = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new JournalException("segment of a reader could not be closed", e);
            }
        }
    }

    /** The next position, over the gap before the first of this process. */
    private long wanted() {
        boolean inGap = after + 1 < journal.sessionFirst()
                && after >= journal.openReport().last();
        return inGap ? journal.sessionFirst() : after + 1;
    }

    private JournalEntry fromFile(long wanted) throws InterruptedException {
        try {
            SegmentReader reader = holding(wanted);
            reader.skipTo(wanted - 1);
            JournalEntry entry = reader.next();
            return entry == null ? fromNext(reader, wanted) : entry;
        } catch (ClosedByInterruptException e) {
            close();
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while reading the journal");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException e) {
            close();
            throw new JournalException("journal could not be read at position " + wanted + ": " + e, e);
        } catch (JournalDamagedException e) {
            close();
            throw e;
        }
    }

    private SegmentReader holding(long wanted) throws IOException {
        if (after > 0 && wanted < journal.index().first()) {
            throw journal.gone(after);
        }
        SegmentHeader holder = journal.index().holding(wanted);
        if (holder == null) {
            throw new JournalException("position " + wanted + " is durable, but there is no segment");
        }
        SegmentReader open = segment;
        if (open != null && open.header().first() == holder.first() && open.position() < wanted) {
            return open;
        }
        return open(holder.first());
    }

    /** The first entry of the segment after one that ended, where nothing may be missing between them. */
    private JournalEntry fromNext(SegmentReader ended, long wanted) throws IOException {
        SegmentHeader next = journal.index().after(ended.header().first());
        long expected = next == null ? journal.durable() : next.previousLast();
        if (next == null || ended.position() != expected) {
            throw new JournalDamagedException(
                    journal.index().file(ended.header().first()),
                    ended.groupOffset(),
                    ended.position() + 1,
                    "the segment ends here, but goes on to position " + expected);
        }
        JournalEntry entry = open(next.first()).next();
        if (entry == null) {
            throw new JournalDamagedException(
                    journal.index().file(next.first()), Segment.HEADER_BYTES, wanted, "the segment is empty");
        }
        return entry;
    }

    private SegmentReader open(long first) throws IOException {
        close();
        SegmentReader opened = SegmentReader.open(journal.index().file(first), first);
        segment = opened;
        return opened;
    }
}
