package kz.qalqan.web.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who is signed in: 256 random bits in a cookie, of which the store has only the hash. A session ends when it is signed
 * out, when its account changes, when it is not used for {@link #IDLE_MAX} and at last after {@link #AGE_MAX}. An open
 * live stream counts as use: a screen in a control room is not signed out while it is watched.
 *
 * <p>Threads: any but an event loop: calls block on the store.
 */
public final class Sessions {
    /** A session not used so long is over. */
    public static final Duration IDLE_MAX = Duration.ofHours(1);
    /** A session so old is over, used or not. */
    public static final Duration AGE_MAX = Duration.ofHours(24);

    /** Use is noted no more often, to spare the store. */
    private static final Duration NOTED_EACH = Duration.ofMinutes(1);

    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_LENGTH = 43;

    private final AccountTables tables;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(AccountTables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    /** Signs in. Sessions long over are cleared away on the way. */
    public String open(Principal principal) {
        Instant now = clock.instant();
        tables.removeSessionsBefore(now.minus(AGE_MAX), now.minus(IDLE_MAX));
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tables.addSession(hash(token), principal, now);
        return token;
    }

    /** Who holds this token, if its session is not over; notes that it was used. */
    public Optional<Principal> find(String token) {
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        String hash = hash(token);
        Instant now = clock.instant();
        Optional<AccountTables.StoredSession> live = tables.findSession(hash).filter(session -> alive(session, now));
        live.filter(session -> session.seenAt().plus(NOTED_EACH).isBefore(now)).ifPresent(s -> tables.seen(hash, now));
        return live.map(session -> Principal.of(session.account()));
    }

    private static boolean alive(AccountTables.StoredSession session, Instant now) {
        return session.version() == session.account().version()
                && session.createdAt().plus(AGE_MAX).isAfter(now)
                && session.seenAt().plus(IDLE_MAX).isAfter(now);
    }

    /** Signs out. */
    public void close(String token) {
        tables.removeSession(hash(token));
    }

    private static String hash(String token) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
