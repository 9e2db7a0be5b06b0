package kz.qalqan.alerts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * End of the hash chain: {@code hash = SHA-256(former hash in hexadecimal digits, line feed, body in UTF-8)}; before
 * the first event the former hash is 64 zeros.
 *
 * @param position of the newest event, 0 when there is none
 * @param hash of the newest event
 */
record Chain(long position, String hash) {
    static final Chain EMPTY = new Chain(0, "0".repeat(64));

    /** The chain with one more body. */
    Chain link(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash.getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) '\n');
            digest.update(body.getBytes(StandardCharsets.UTF_8));
            return new Chain(position + 1, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
