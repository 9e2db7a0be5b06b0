package kz.qalqan.telemetry;

import java.time.Instant;

/**
 * An entry in its place. Entries are applied in the order of their positions, and {@code receivedAt} never falls.
 *
 * @param position opaque; rises within its site, may have gaps, is never compared across sites (design 4); the first is
 *     1
 * @param receivedAt the engine's time of this entry
 * @param content what happened
 */
public record JournalEntry(long position, Instant receivedAt, Entry content) {}
