package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import kz.qalqan.telemetry.Quarantined;

/** Fingerprints of payloads. */
final class Digests {
    private Digests() {}

    /** SHA-256, hexadecimal. */
    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What is kept of a refused payload. */
    static byte[] head(byte[] payload) {
        return payload.length <= Quarantined.KEPT_BYTES_MAX
                ? payload
                : Arrays.copyOf(payload, Quarantined.KEPT_BYTES_MAX);
    }

    /**
     * Bits of a hash that are kept: each costs room in the journal with every message. Only the few thousand messages
     * after a reconnect are compared, and only those with the same packet id: one in 500 million reconnects is wrong.
     */
    static final long HASH_BITS = (1L << 40) - 1;

    /**
     * 40 bits over topic, payload and length: of two different CRCs, which the processor computes. Of a large payload
     * only the kept head counts, so that the hash can be had again from a {@link Quarantined} entry.
     */
    static long hash(String topic, byte[] payload, int length) {
        int counted = Math.min(payload.length, Quarantined.KEPT_BYTES_MAX);
        byte[] name = (topic + '\n' + length + '\n').getBytes(UTF_8);
        long both =
                checksum(new CRC32C(), name, payload, counted) << 32 | checksum(new CRC32(), name, payload, counted);
        return both & HASH_BITS;
    }

    private static long checksum(Checksum sum, byte[] name, byte[] payload, int counted) {
        sum.update(name);
        sum.update(payload, 0, counted);
        return sum.getValue();
    }
}
