package kz.qalqan.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that went through, as long as the broker might send it again.
 *
 * <p>Threads: the ingest thread; {@link #acknowledged} is called by the acknowledging thread.
 */
final class Seen {
    private final Delivery.@Nullable Source source;
    private final int packetId;
    private final long hash;
    private final int readings;
    private final Instant receivedAt;
    private volatile @Nullable Instant acknowledgedAt;

    /**
     * A message of this run, or with no source one of the run before.
     *
     * @param readings all it stood for in the balance: accepted, duplicate and quarantined
     */
    Seen(Delivery.@Nullable Source source, int packetId, long hash, int readings, Instant receivedAt) {
        this.source = source;
        this.packetId = packetId;
        this.hash = hash;
        this.readings = readings;
        this.receivedAt = receivedAt;
    }

    /** Notes that it was acknowledged on its connection. */
    void acknowledged(Instant now) {
        acknowledgedAt = now;
    }

    /** The connection that waits for its acknowledgement; null when none does. */
    Delivery.@Nullable Source waiting() {
        return packetId == 0 ? null : source;
    }

    boolean cameBy(Delivery.Source other) {
        return source == other;
    }

    boolean is(int otherPacketId, long otherHash) {
        return packetId == otherPacketId && hash == otherHash;
    }

    int packetId() {
        return packetId;
    }

    /** Whether all of it is in the journals' hands: known of messages of this run. */
    boolean whole() {
        return source != null;
    }

    /** Whether it is a message with this many values; one of the run before may be there in part. */
    boolean stoodFor(int values) {
        return whole() || readings == values;
    }

    int readings() {
        return readings;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    @Nullable
    Instant acknowledgedAt() {
        return acknowledgedAt;
    }
}
