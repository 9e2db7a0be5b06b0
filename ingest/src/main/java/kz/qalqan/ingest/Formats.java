package kz.qalqan.ingest;

import java.util.List;
import java.util.Locale;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * Which decoder reads which message, by topic and content type. Another format is another {@link Decoder} here.
 *
 * <p>Threads: the ingest thread only.
 */
final class Formats {
    private static final int CBOR_ARRAY = 0b100;
    private static final int CBOR_MAJOR_SHIFT = 5;

    private final Decoder json = new JsonDecoder();
    private final Decoder senmlJson = SenmlDecoder.json();
    private final Decoder senmlCbor = SenmlDecoder.cbor();
    private final Decoder sparkplug = new SparkplugAlone();

    /** The values of a message. */
    List<RawValue> decode(Topic topic, Delivery.Body body) throws Refusal {
        if (body.cut()) {
            throw new Refusal(QuarantineReason.TOO_LARGE, tooLarge(body));
        }
        return decoder(topic, body).decode(topic, body.bytes());
    }

    static String tooLarge(Delivery.Body body) {
        return body.length() + " bytes, at most " + Limits.PAYLOAD_BYTES_MAX + " are read";
    }

    private Decoder decoder(Topic topic, Delivery.Body body) throws Refusal {
        if (topic.kind() == Topic.Kind.UNKNOWN) {
            throw new Refusal(QuarantineReason.TOPIC_UNKNOWN, "no topic of ours");
        }
        if (topic.kind() == Topic.Kind.SPARKPLUG) {
            return sparkplug;
        }
        String media = body.contentType().isEmpty() ? "" : media(body.contentType());
        boolean senml = media.startsWith("application/senml+") || media.startsWith("application/sensml+");
        if (topic.kind() == Topic.Kind.SENML || senml) {
            return senml(media, senml, body.bytes());
        }
        return json;
    }

    /** By what the sender says; where it says nothing of SenML, by the first byte: a pack is an array in both. */
    private Decoder senml(String media, boolean named, byte[] bytes) throws Refusal {
        if (media.endsWith("json")) {
            return senmlJson;
        }
        if (media.endsWith("cbor")) {
            return senmlCbor;
        }
        if (named) {
            throw JsonDecoder.unreadable(
                    "SenML as " + media + " is not read: application/senml+json or application/senml+cbor");
        }
        boolean array = bytes.length > 0 && (bytes[0] & 0xFF) >> CBOR_MAJOR_SHIFT == CBOR_ARRAY;
        return array ? senmlCbor : senmlJson;
    }

    /** The media type without its parameters. */
    private static String media(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
