package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PUBLISH packet of MQTT 5 (§3.3) with QoS 0 or 1.
 *
 * <p>Threads: one at a time; topics are remembered, as the same few come again and again.
 */
final class PublishDecoder {
    private static final int TOPICS = 4_096;
    private static final int QOS_SHIFT = 1;
    private static final int QOS_MASK = 3;
    private static final int RETAINED = 1;

    private final @Nullable Topic[] topics = new @Nullable Topic[TOPICS];

    /** A topic as bytes and as text. */
    @SuppressWarnings("ArrayRecordComponent") // compared by its content only
    private record Topic(byte[] bytes, String text) {}

    /**
     * A message.
     *
     * @param topic where it was published
     * @param packetId 0 for QoS 0
     * @param retained whether the broker had kept it
     * @param contentType as the sender named it; empty when not
     * @param payload what it says
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
    record Publish(String topic, int packetId, boolean retained, String contentType, byte[] payload) {}

    /** The message of a whole packet; null when it is of another kind, or not as it should be. */
    @Nullable
    Publish decode(byte[] bytes, int from, int size) {
        int flags = bytes[from];
        int qos = (flags >>> QOS_SHIFT) & QOS_MASK;
        int end = from + size;
        int at = from + 1;
        while (bytes[at++] < 0) {
            // the length, which is known already
        }
        if (qos > 1 || at + Short.BYTES > end) {
            return null;
        }
        int topicEnd = at + Short.BYTES + unsignedShort(bytes, at);
        int idEnd = topicEnd + (qos == 0 ? 0 : Short.BYTES);
        if (idEnd >= end) {
            return null;
        }
        PublishProperties properties = PublishProperties.read(bytes, idEnd, end);
        if (properties == null) {
            return null;
        }
        return new Publish(
                topic(bytes, at + Short.BYTES, topicEnd),
                qos == 0 ? 0 : unsignedShort(bytes, topicEnd),
                (flags & RETAINED) != 0,
                properties.contentType(),
                Arrays.copyOfRange(bytes, properties.end(), end));
    }

    private String topic(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (TOPICS - 1);
        Topic known = topics[slot];
        if (known != null && Arrays.equals(known.bytes, 0, known.bytes.length, bytes, from, to)) {
            return known.text;
        }
        Topic fresh = new Topic(Arrays.copyOfRange(bytes, from, to), new String(bytes, from, to - from, UTF_8));
        topics[slot] = fresh;
        return fresh.text;
    }

    static int unsignedShort(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << Byte.SIZE) | (bytes[at + 1] & 0xFF);
    }
}
