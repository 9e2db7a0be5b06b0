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
 *   <li>only the first {@link #WINDOWS} receive maxima of messages, because mosquitto hands out a backlog without
 *       regard to the receive maximum, and only until the backlog has run empty once;
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

    /**
     * So many receive maxima may be in the journals and not acknowledged when a run ends: what waits for
     * acknowledgement, a flush, and acknowledgements the broker had not read yet.
     */
    private static final int WINDOWS = 16;

    private static final int PACKET_IDS = 65_536;

    private final int window;
    /** How many messages are remembered with a packet id: most new ones are known by that to be new. */
    private final int[] remembered = new int[PACKET_IDS];

    private final Deque<Seen> seen = new ArrayDeque<>();

    private Delivery.@Nullable Source source;
    private @Nullable Instant lastSign;
    private Instant brokeAfter = Instant.MIN;
    private int left;

    Redelivery(int receiveMaximum) {
        this.window = receiveMaximum * WINDOWS;
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
        seen.removeIf(old -> (source == null || !old.cameBy(source)) && forgotten(old));
    }

    void remember(Seen message) {
        if (message.packetId() == 0) {
            return;
        }
        seen.addLast(message);
        remembered[message.packetId()]++;
        if (seen.size() > window) {
            forgotten(seen.removeFirst());
        }
    }

    /** The run before ended at about this time. */
    void endedAt(Instant lastEntry) {
        if (seen.isEmpty()) {
            return; // nothing stands in the journals yet: there is no last entry
        }
        Instant settled = lastEntry.minus(SETTLED_BEFORE_RESTART);
        seen.removeIf(old -> old.receivedAt().isBefore(settled) && forgotten(old));
    }

    private void opened(Delivery.Source newSource) {
        brokeAfter = lastSign == null ? Instant.MIN : lastSign;
        source = newSource;
        left = newSource.resumed() ? window : 0;
    }

    private Optional<Seen> find(Delivery delivery) {
        if (remembered[delivery.packetId()] == 0) {
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
        Seen first;
        do { // what the broker left out before this one was acknowledged
            first = seen.removeFirst();
            forgotten(first);
        } while (first != found);
    }

    private boolean forgotten(Seen old) {
        remembered[old.packetId()]--;
        return true;
    }

    private boolean settled(Seen old) {
        Instant acknowledged = old.acknowledgedAt();
        return acknowledged != null && acknowledged.plus(SETTLED).isBefore(brokeAfter);
    }
}
