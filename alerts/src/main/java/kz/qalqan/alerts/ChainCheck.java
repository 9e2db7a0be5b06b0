package kz.qalqan.alerts;

import org.jspecify.annotations.Nullable;

/**
 * Whether the alert journal is whole.
 *
 * @param valid nothing was altered, taken out or moved
 * @param events how many events were good, from the first on
 * @param head hash of the last good event
 * @param badPosition first bad position, null when valid
 * @param fault what is wrong there, null when valid
 */
public record ChainCheck(
        boolean valid,
        long events,
        String head,
        @Nullable Long badPosition,
        @Nullable String fault) {}
