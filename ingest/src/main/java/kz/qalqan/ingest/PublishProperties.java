package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * The properties of a PUBLISH packet (MQTT 5, §3.3.2.3), as far as they matter to us.
 *
 * @param contentType as the sender named it; empty when not
 * @param end where the payload begins
 */
record PublishProperties(String contentType, int end) {
    private static final int PAYLOAD_FORMAT = 0x01;
    private static final int EXPIRY = 0x02;
    private static final int CONTENT_TYPE = 0x03;
    private static final int RESPONSE_TOPIC = 0x08;
    private static final int CORRELATION = 0x09;
    private static final int SUBSCRIPTION = 0x0B;
    private static final int USER = 0x26;

    /** Those that begin here, in a packet that ends there; null when there is one we do not know, or they overrun. */
    static @Nullable PublishProperties read(byte[] bytes, int from, int packetEnd) {
        int at = from;
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            if (at >= packetEnd || shift > 21) {
                return null;
            }
            length |= (bytes[at] & 0x7F) << shift;
            if (bytes[at++] >= 0) {
                break;
            }
        }
        int end = at + length;
        if (end > packetEnd) {
            return null;
        }
        String contentType = "";
        while (at < end) {
            int next = next(bytes, at, end);
            if (next < 0) {
                return null;
            }
            if (bytes[at] == CONTENT_TYPE) {
                contentType = new String(bytes, at + 3, next - at - 3, UTF_8);
            }
            at = next;
        }
        return new PublishProperties(contentType, end);
    }

    /** Where the property behind this one begins; -1 when this one is not known, or does not end before {@code end}. */
    private static int next(byte[] bytes, int at, int end) {
        int next =
                switch (bytes[at]) {
                    case PAYLOAD_FORMAT -> at + 1 + Byte.BYTES;
                    case EXPIRY -> at + 1 + Integer.BYTES;
                    case CONTENT_TYPE, RESPONSE_TOPIC, CORRELATION -> behindText(bytes, at + 1, end);
                    case USER -> behindText(bytes, behindText(bytes, at + 1, end), end);
                    case SUBSCRIPTION -> behindNumber(bytes, at + 1, end);
                    default -> -1;
                };
        return next > end ? -1 : next;
    }

    private static int behindText(byte[] bytes, int at, int end) {
        return at < 0 || at + Short.BYTES > end ? -1 : at + Short.BYTES + PublishDecoder.unsignedShort(bytes, at);
    }

    private static int behindNumber(byte[] bytes, int at, int end) {
        int last = at;
        while (last < end && bytes[last] < 0) {
            last++;
        }
        return last < end ? last + 1 : -1;
    }
}
