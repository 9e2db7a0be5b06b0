package kz.qalqan.alerts;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A person's step, before it is taken.
 *
 * @param by the account
 * @param from the address it comes from
 * @param note why
 * @param key idempotency key: the same step sent twice under one key happens once; null where there is none
 */
public record Step(
        String by, String from, String note, @Nullable String key) {
    /** Longest note, in characters. */
    public static final int NOTE_MAX = 2_000;

    /** Longest idempotency key, in characters. */
    public static final int KEY_MAX = 128;

    public Step {
        if (by.isBlank()) {
            throw new IllegalArgumentException("a step needs the account that takes it");
        }
        if (note.length() > NOTE_MAX) {
            throw new IllegalArgumentException("note of " + note.length() + " characters: allowed are " + NOTE_MAX);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(note)) {
            throw new IllegalArgumentException("note is no well-formed Unicode text");
        }
        if (key != null
                && (key.isBlank() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 31 && c < 127))) {
            throw new IllegalArgumentException(
                    "idempotency key must have 1 to " + KEY_MAX + " printable ASCII characters");
        }
    }
}
