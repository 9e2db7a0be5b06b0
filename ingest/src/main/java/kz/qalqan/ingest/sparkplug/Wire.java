package kz.qalqan.ingest.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import kz.qalqan.telemetry.QuarantineReason;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;

/** Bytes to protobuf, within limits. */
final class Wire {
    static final String BD_SEQ = "bdSeq";
    static final String REBIRTH = "Node Control/Rebirth";

    private static final String COMPRESSED = "SPBV1.0_COMPRESSED";
    private static final int SEQ_MAX = 255;

    private Wire() {}

    /** Bytes that are no Sparkplug message. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final QuarantineReason reason;

        Unusable(QuarantineReason reason, String detail) {
            super(detail, null, false, false);
            this.reason = reason;
        }

        QuarantineReason reason() {
            return reason;
        }

        String detail() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads a payload; what is compressed, as Eclipse Tahu's clients can do, is inflated first. */
    static Payload parse(byte[] bytes) throws Unusable {
        Payload payload = protobuf(bytes);
        if (payload.getUuid().equals(COMPRESSED)) {
            payload = protobuf(inflate(payload));
        }
        if (payload.getMetricsCount() > HostLimits.METRICS_IN_MESSAGE_MAX) {
            throw new Unusable(
                    QuarantineReason.TOO_MANY_READINGS,
                    payload.getMetricsCount() + " metrics, at most " + HostLimits.METRICS_IN_MESSAGE_MAX + " are read");
        }
        if (payload.getSeq() < 0 || payload.getSeq() > SEQ_MAX) {
            throw new Unusable(
                    QuarantineReason.UNREADABLE,
                    "seq " + Long.toUnsignedString(payload.getSeq()) + ": allowed is 0 to 255");
        }
        return payload;
    }

    private static Payload protobuf(byte[] bytes) throws Unusable {
        try {
            return Payload.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new Unusable(QuarantineReason.UNREADABLE, "not Sparkplug B: " + e.getMessage());
        }
    }

    private static byte[] inflate(Payload packed) throws Unusable {
        String algorithm = packed.getMetricsList().stream()
                .filter(metric -> metric.getName().equals("algorithm"))
                .map(metric -> metric.getStringValue().toUpperCase(Locale.ROOT))
                .findFirst()
                .orElse("DEFLATE");
        InputStream body = new ByteArrayInputStream(packed.getBody().toByteArray());
        try (InputStream in =
                switch (algorithm) {
                    case "DEFLATE" -> new InflaterInputStream(body);
                    case "GZIP" -> new GZIPInputStream(body);
                    default ->
                        throw new Unusable(
                                QuarantineReason.UNREADABLE, "compressed with an algorithm other than DEFLATE or GZIP");
                }) {
            byte[] bytes = in.readNBytes(HostLimits.INFLATED_BYTES_MAX + 1);
            if (bytes.length > HostLimits.INFLATED_BYTES_MAX) {
                throw new Unusable(
                        QuarantineReason.TOO_LARGE,
                        "more than " + HostLimits.INFLATED_BYTES_MAX + " bytes after decompression");
            }
            return bytes;
        } catch (IOException e) {
            throw new Unusable(QuarantineReason.UNREADABLE, "cannot be decompressed: " + e.getMessage());
        }
    }

    /** The session number of a birth or death certificate; -1 when it bears none. */
    static long bdSeq(Payload payload) {
        return payload.getMetricsList().stream()
                .filter(metric -> metric.getName().equals(BD_SEQ))
                .mapToLong(metric -> metric.hasIntValue() ? metric.getIntValue() : metric.getLongValue())
                .findFirst()
                .orElse(-1);
    }
}
