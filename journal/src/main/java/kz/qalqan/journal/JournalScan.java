package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * Reads all segments of a directory one after the other, checking that nothing is missing between them. It takes no
 * lock and changes nothing: a running service may write meanwhile.
 *
 * <p>Threads: one.
 */
final class JournalScan implements AutoCloseable {
    private final Path directory;
    private final List<Long> firsts;
    private int opened;
    private @Nullable SegmentReader segment;

    /** A scan that begins with the segment {@code firsts.get(from)}. */
    JournalScan(Path directory, List<Long> firsts, int from) {
        this.directory = directory;
        this.firsts = firsts;
        this.opened = from;
    }

    /**
     * The next entry, null at the end.
     *
     * @throws JournalDamagedException at the first fault, the torn end of a journal that is open or crashed included
     */
    @Nullable
    JournalEntry next() throws IOException {
        while (true) {
            JournalEntry entry = segment == null ? null : segment.next();
            if (entry != null || !nextSegment()) {
                return entry;
            }
        }
    }

    /** A scan that begins before an interval, with the last segment that may do so. */
    static JournalScan from(Path directory, List<Long> firsts, Interval interval) throws IOException {
        int found = 0;
        while (found + 1 < firsts.size() && interval.beginsIn(InfoReading.header(directory, firsts.get(found + 1)))) {
            found++;
        }
        return new JournalScan(directory, firsts, found);
    }

    /** The next entry; null also at a torn end. */
    @Nullable
    JournalEntry nextWhole() throws IOException {
        try {
            return next();
        } catch (JournalDamagedException e) {
            if (Verification.tornEnd(this, e)) {
                return null;
            }
            throw e;
        }
    }

    /** The segment being read. */
    @Nullable
    SegmentReader segment() {
        return segment;
    }

    /** Whether no segment follows the one being read. */
    boolean inLast() {
        return opened >= firsts.size();
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }

    private boolean nextSegment() throws IOException {
        if (inLast()) {
            return false;
        }
        SegmentReader before = segment;
        long first = firsts.get(opened++);
        SegmentReader next = SegmentReader.open(Segment.file(directory, first), first);
        segment = next;
        if (before != null) {
            before.close();
            if (next.header().previousLast() != before.position()) {
                throw new JournalDamagedException(
                        Segment.file(directory, before.header().first()),
                        before.groupOffset(),
                        before.position() + 1,
                        "the segment ends here, but the next one says it goes on to position "
                                + next.header().previousLast());
            }
        }
        return true;
    }
}
