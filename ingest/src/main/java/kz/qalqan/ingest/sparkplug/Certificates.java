package kz.qalqan.ingest.sparkplug;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/**
 * What a host application says: its own state, and the request for a rebirth.
 *
 * @param hostId its id, unique among the host applications of a broker
 */
public record Certificates(String hostId) {
    private static final Pattern OFFLINE = Pattern.compile("\"online\"\\s*:\\s*false");

    public Certificates {
        if (hostId.isBlank() || hostId.contains("/") || hostId.contains("+") || hostId.contains("#")) {
            throw new IllegalArgumentException("host id '" + hostId + "': it is one level of a topic, without / + #");
        }
    }

    /** Where the state is published, retained, with QoS 1. */
    public String topic() {
        return SparkplugTopic.NAMESPACE + "/STATE/" + hostId;
    }

    /** Birth or death certificate of the host. */
    public static byte[] state(boolean online, Instant at) {
        return ("{\"online\":" + online + ",\"timestamp\":" + at.toEpochMilli() + "}").getBytes(UTF_8);
    }

    /** Whether a state says that its host is offline. */
    public static boolean offline(byte[] payload) {
        return OFFLINE.matcher(new String(payload, UTF_8)).find();
    }

    /** Where a node takes commands, to be published with QoS 0, not retained. */
    public static String commands(EdgeNode node) {
        return SparkplugTopic.NAMESPACE + "/" + node.group() + "/NCMD/" + node.name();
    }

    /** Asks a node for its birth certificates. Bears no sequence number: hosts have none. */
    public static byte[] rebirth(Instant at) {
        return Payload.newBuilder()
                .setTimestamp(at.toEpochMilli())
                .addMetrics(Payload.Metric.newBuilder()
                        .setName(Wire.REBIRTH)
                        .setTimestamp(at.toEpochMilli())
                        .setDatatype(DataType.Boolean_VALUE)
                        .setBooleanValue(true))
                .build()
                .toByteArray();
    }
}
