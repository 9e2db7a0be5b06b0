package kz.qalqan.ingest;

import java.time.Instant;
import kz.qalqan.telemetry.Quarantined;
import org.jspecify.annotations.Nullable;

/**
 * A message as one connection delivered it.
 *
 * @param source the connection: an acknowledgement only means something there
 * @param packetId MQTT packet id; 0 for QoS 0
 * @param topic where it was published
 * @param body what it says
 * @param retained whether the broker had kept it, so that nobody knows how old it is
 * @param receivedAt when it came
 */
record Delivery(Source source, int packetId, String topic, Body body, boolean retained, Instant receivedAt) {

    /** A connection to the broker. */
    interface Source {
        /** Whether the broker may be sending again what it sent before: it had kept our session. */
        boolean resumed();

        /** Acknowledges a message of this connection; false when it is too late: the broker will deliver it again. */
        boolean acknowledge(int packetId);

        /**
         * Acknowledges messages of this connection in this order; how many of them got out. The broker will deliver the
         * others again.
         */
        default int acknowledge(int[] packetIds, int count) {
            int done = 0;
            while (done < count && acknowledge(packetIds[done])) {
                done++;
            }
            return done;
        }
    }

    /**
     * A payload. What is too large to be decoded is cut when it comes, so that it cannot fill the memory.
     *
     * @param bytes all of it, or its first {@link Quarantined#KEPT_BYTES_MAX} bytes
     * @param length of the whole, in bytes
     * @param sha256 of the whole, hexadecimal; null as long as nothing was cut: it is computed when needed
     * @param contentType as the sender named it (MQTT 5), its first {@link Limits#CONTENT_TYPE_MAX} characters; empty
     *     when not
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
    record Body(byte[] bytes, int length, @Nullable String sha256, String contentType) {
        static Body of(byte[] payload, @Nullable String contentType) {
            String type = contentType == null ? "" : contentType;
            type = type.length() > Limits.CONTENT_TYPE_MAX ? type.substring(0, Limits.CONTENT_TYPE_MAX) : type;
            return payload.length > Limits.PAYLOAD_BYTES_MAX
                    ? new Body(Digests.head(payload), payload.length, Digests.sha256(payload), type)
                    : new Body(payload, payload.length, null, type);
        }

        boolean cut() {
            return sha256 != null;
        }

        String digest() {
            return sha256 == null ? Digests.sha256(bytes) : sha256;
        }
    }

    /** 64 bits by which the same message is known again. */
    long hash() {
        return Digests.hash(topic, body.bytes(), body.length());
    }
}
