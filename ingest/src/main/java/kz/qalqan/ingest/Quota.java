package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of refused payloads the journal keeps of one sender in an hour (design 3). Beyond it a message is
 * counted and its length and SHA-256 are kept, so a chattering gateway cannot fill the disk.
 *
 * <p>Threads: the ingest thread only.
 */
final class Quota {
    private static final String OTHERS = "";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<String, Long> used = new HashMap<>();
    private Instant hour = Instant.MIN;

    /**
     * Whether so many bytes may still be kept of this sender, and takes them.
     *
     * @param sender its topic; senders beyond {@link Limits#QUARANTINE_SENDERS_MAX} in an hour share one quota
     */
    boolean take(String sender, int bytes, Instant now) {
        if (hour.equals(Instant.MIN) || !now.isBefore(hour.plus(HOUR))) {
            hour = now;
            used.clear();
        }
        boolean room = used.containsKey(sender) || used.size() < Limits.QUARANTINE_SENDERS_MAX;
        String who = room ? sender : OTHERS;
        long sum = used.getOrDefault(who, 0L) + bytes;
        if (sum > Limits.QUARANTINE_BYTES_PER_HOUR) {
            return false;
        }
        used.put(who, sum);
        return true;
    }
}
