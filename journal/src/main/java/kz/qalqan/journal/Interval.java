package kz.qalqan.journal;

import java.time.Instant;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Which entries of a journal: those in both, the times and the positions.
 *
 * @param from receivedAt of the first, inclusive
 * @param to receivedAt of the last, exclusive
 * @param first position, inclusive
 * @param last position, inclusive
 */
public record Interval(Instant from, Instant to, long first, long last) {
    /** All there is. */
    public static final Interval ALL = new Interval(Instant.MIN, Instant.MAX, 0, Long.MAX_VALUE);

    /** Entries received from a time on, until before another. */
    public static Interval received(Instant from, Instant to) {
        return new Interval(from, to, ALL.first(), ALL.last());
    }

    /** Entries from a position to another, both included. */
    public static Interval positions(long first, long last) {
        return new Interval(ALL.from(), ALL.to(), first, last);
    }

    boolean beginsAfter(JournalEntry entry) {
        return entry.position() < first || entry.receivedAt().isBefore(from);
    }

    boolean endsBefore(JournalEntry entry) {
        return entry.position() > last || !entry.receivedAt().isBefore(to);
    }

    /** Whether the first entry cannot be before this segment, because the segment itself begins before it. */
    boolean beginsIn(SegmentHeader segment) {
        return segment.first() <= first
                || ReadingBatch.instantOfMicros(segment.createdAtMicros()).isBefore(from);
    }
}
