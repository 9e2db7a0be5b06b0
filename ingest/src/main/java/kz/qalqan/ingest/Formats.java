package kz.qalqan.ingest;

import java.util.List;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * Which decoder reads which message, by topic and content type. Another format is another {@link Decoder} here.
 *
 * <p>Threads: the ingest thread only.
 */
final class Formats {
    private static final String SENML = "application/senml";

    private final Decoder json = new JsonDecoder();

    /** The values of a message. */
    List<RawValue> decode(Topic topic, Delivery.Body body) throws Refusal {
        if (body.cut()) {
            throw new Refusal(
                    QuarantineReason.TOO_LARGE,
                    body.length() + " bytes, at most " + Limits.PAYLOAD_BYTES_MAX + " are read");
        }
        return decoder(topic, body).decode(topic, body.bytes());
    }

    private Decoder decoder(Topic topic, Delivery.Body body) throws Refusal {
        if (topic.kind() == Topic.Kind.UNKNOWN) {
            throw new Refusal(QuarantineReason.TOPIC_UNKNOWN, "no topic of ours");
        }
        if (topic.kind() == Topic.Kind.SPARKPLUG) {
            throw new Refusal(QuarantineReason.UNREADABLE, "Sparkplug B is not read yet");
        }
        if (topic.kind() == Topic.Kind.SENML || body.contentType().startsWith(SENML)) {
            throw new Refusal(QuarantineReason.UNREADABLE, "SenML is not read yet");
        }
        return json;
    }
}
