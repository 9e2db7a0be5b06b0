package kz.qalqan.journal;

import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;

/**
 * Counts entries.
 *
 * <p>Threads: one.
 */
final class Tally {
    private long entries;
    private long readings;
    private JournalInspection.@Nullable Span span;

    void count(JournalEntry entry) {
        entries++;
        if (entry.content() instanceof ReadingBatch batch) {
            readings += batch.size();
        }
        JournalInspection.Span before = span;
        span = before == null
                ? new JournalInspection.Span(entry.position(), entry.position(), entry.receivedAt(), entry.receivedAt())
                : new JournalInspection.Span(before.first(), entry.position(), before.firstAt(), entry.receivedAt());
    }

    long entries() {
        return entries;
    }

    long readings() {
        return readings;
    }

    /** From where to where, null when nothing was counted. */
    JournalInspection.@Nullable Span span() {
        return span;
    }
}
