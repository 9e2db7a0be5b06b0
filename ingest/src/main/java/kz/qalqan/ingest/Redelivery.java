package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Knows a message that the broker delivers again (design 13.6).
 *
 * <p>A reading with a time of its own is known by its identity. A message without times is only known by its packet id
 * and payload, and a quiet sensor sends the same payload again and again under the same id: so this looks only where a
 * redelivery can be. After a resumed session the broker first sends what it had no acknowledgement for, in the old
 * order; hence
 *
 * <ul>
 *   <li>only the first receive-maximum messages, and only until the backlog has run empty once;
 *   <li>only against messages of earlier connections, each once, and none before one already met again;
 *   <li>not against one whose acknowledgement went out {@link #SETTLED} before the last sign of life of its connection.
 * </ul>
 *
 * <p>Threads: the ingest thread only.
 */
final class Redelivery {
    /** After this long on a living connection an acknowledgement has arrived. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** Of the run before: messages this much older than its last entry were acknowledged. */
    static final Duration SETTLED_BEFORE_RESTART = Duration.ofSeconds(30);

    private final int window;
    private final int rememberedMax;
    private final Deque<Seen> seen = new ArrayDeque<>();

    private Delivery.@Nullable Source source;
    private @Nullable Instant lastSign;
    private Instant brokeAfter = Instant.MIN;
    private int left;

    Redelivery(int receiveMaximum) {
        this.window = receiveMaximum;
        this.rememberedMax = receiveMaximum * Limits.WINDOWS_MAX;
    }

    /** The message that this one repeats. Told of every message, in the order they come. */
    Optional<Seen> repeated(Delivery delivery) {
        if (delivery.source() != source) {
            opened(delivery.source());
        }
        lastSign = delivery.receivedAt();
        if (left == 0 || delivery.packetId() == 0) {
            return Optional.empty();
        }
        left--;
        return find(delivery);
    }

    /** The backlog has run empty: what comes from now on is new. */
    void drained() {
        left = 0;
        seen.removeIf(old -> source == null || !old.cameBy(source));
    }

    void remember(Seen message) {
        if (message.packetId() == 0) {
            return;
        }
        seen.addLast(message);
        if (seen.size() > rememberedMax) {
            seen.removeFirst();
        }
    }

    /** The run before ended at about this time. */
    void endedAt(Instant lastEntry) {
        seen.removeIf(old -> old.receivedAt().isBefore(lastEntry.minus(SETTLED_BEFORE_RESTART)));
    }

    private void opened(Delivery.Source newSource) {
        brokeAfter = lastSign == null ? Instant.MIN : lastSign;
        source = newSource;
        left = newSource.resumed() ? window : 0;
    }

    private Optional<Seen> find(Delivery delivery) {
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        long hash = delivery.hash();
        for (Seen old : seen) {
            if (!old.cameBy(delivery.source()) && old.is(delivery.packetId(), hash) && !settled(old)) {
                forgetUpTo(old);
                return Optional.of(old);
            }
        }
        return Optional.empty();
    }

    private void forgetUpTo(Seen found) {
        while (seen.removeFirst() != found) {
            // what the broker left out before this one was acknowledged
        }
    }

    private boolean settled(Seen old) {
        Instant acknowledged = old.acknowledgedAt();
        return acknowledged != null && acknowledged.plus(SETTLED).isBefore(brokeAfter);
    }
}
