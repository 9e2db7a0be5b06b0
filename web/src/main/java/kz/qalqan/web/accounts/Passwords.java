package kz.qalqan.web.accounts;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;

/**
 * Argon2id with the parameters OWASP names: 19 MiB, two passes, one lane. A hash carries its own parameters, so they
 * can be raised later.
 *
 * <p>Threads: any but an event loop: one hash takes some 100 ms of a core. At most {@link #AT_ONCE_MAX} run at once.
 */
final class Passwords {
    /** Shortest password, in characters. */
    static final int LENGTH_MIN = 8;
    /** Longest password, in characters. */
    static final int LENGTH_MAX = 1024;
    /** Hashes computed at the same time; each takes 19 MiB. */
    static final int AT_ONCE_MAX = 2;

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int GENERATED_LENGTH = 20;
    /** Without letters and digits that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final Semaphore hashing = new Semaphore(AT_ONCE_MAX, true);
    private final SecureRandom random = new SecureRandom();
    /** What an unknown account is compared with, so that its answer takes as long. */
    private final String nobody = hash(generate());

    String hash(String password) {
        if (password.length() < LENGTH_MIN || password.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a password needs " + LENGTH_MIN + " to " + LENGTH_MAX
                    + " characters, this has " + password.length());
        }
        hashing.acquireUninterruptibly();
        try {
            return Password.hash(password)
                    .addRandomSalt(SALT_BYTES)
                    .with(argon2)
                    .getResult();
        } finally {
            hashing.release();
        }
    }

    boolean matches(String password, String hash) {
        hashing.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            hashing.release();
        }
    }

    /** Compares with nobody's hash, to take as long as with somebody's. */
    void compareWithNobody(String password) {
        boolean ignored = matches(password, nobody);
    }

    /** A password for people to type once. */
    String generate() {
        return random.ints(GENERATED_LENGTH, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                .toString();
    }
}
