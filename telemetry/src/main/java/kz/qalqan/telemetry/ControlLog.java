package kz.qalqan.telemetry;

import java.util.concurrent.CompletableFuture;

/**
 * How a person's declarations and changes get into the journal of a site.
 *
 * <p>Threads: any.
 */
public interface ControlLog {
    /**
     * Writes the entry.
     *
     * @return completes with the position once it is on disk <em>and</em> the rules and alerts have applied it, so that
     *     a reader who asks afterwards sees its effect
     */
    CompletableFuture<Long> write(String site, ControlEntry entry);
}
