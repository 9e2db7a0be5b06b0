package kz.qalqan.web.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Credentials of scripts that were verified a short while ago, so that a script does not cost a password hash with each
 * question. Kept as a hash under a key that lives only in this process.
 *
 * <p>Threads: any.
 */
final class Credentials {
    /** How long a verified credential is kept. */
    static final Duration KEPT = Duration.ofSeconds(60);
    /** Credentials kept; beyond it the whole memory is dropped and filled anew. */
    static final int KEPT_MAX = 1_000;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final InstantSource clock;
    private final SecretKeySpec key;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String account, long version, Instant until) {}

    Credentials(InstantSource clock) {
        this.clock = clock;
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The version of the account the credential was verified for. */
    Optional<Long> find(String account, String password) {
        Kept found = kept.get(hash(account, password));
        return found == null || !found.until().isAfter(clock.instant())
                ? Optional.empty()
                : Optional.of(found.version());
    }

    void keep(String account, String password, long version) {
        Instant now = clock.instant();
        kept.values().removeIf(entry -> !entry.until().isAfter(now));
        if (kept.size() >= KEPT_MAX) {
            kept.clear();
        }
        kept.put(hash(account, password), new Kept(account, version, now.plus(KEPT)));
    }

    void forget(String account) {
        kept.values().removeIf(entry -> entry.account().equals(account));
    }

    private String hash(String account, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((account + "\0" + password).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
