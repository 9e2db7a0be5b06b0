package kz.qalqan.telemetry;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Where entries become durable: the writing side of the journal.
 *
 * <p>Threads: any.
 */
public interface EntryLog {
    /**
     * Appends an entry.
     *
     * @param receivedAt when it happened for us; raised to the last entry's time if it would go back
     * @return completes with the entry's position once it is on disk, in the order of appending, on the journal's
     *     thread: callbacks must not block. Completes exceptionally when the entry could not be kept.
     */
    CompletableFuture<Long> append(Entry content, Instant receivedAt);
}
