package kz.qalqan.history;

import java.time.Duration;

/**
 * Settings of the embedded store.
 *
 * @param retention readings measured longer ago are dropped, whole days at a time
 * @param applyWait longest a query waits until what is durable is visible to it
 * @param latestWithin how far back from the newest reading the last values are looked for at start
 */
public record EmbeddedConfig(Duration retention, Duration applyWait, Duration latestWithin) {
    /** 90 days; 5 s; 2 days. */
    public static final EmbeddedConfig STANDARD =
            new EmbeddedConfig(Duration.ofDays(90), Duration.ofSeconds(5), Duration.ofDays(2));

    public EmbeddedConfig {
        if (retention.toDays() < 1) {
            throw new IllegalArgumentException("history retention " + retention + ": at least one day");
        }
    }
}
