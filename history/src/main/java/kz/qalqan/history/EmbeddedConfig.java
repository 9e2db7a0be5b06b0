package kz.qalqan.history;

import java.time.Duration;

/**
 * Settings of the embedded store.
 *
 * @param kept how long what is kept
 * @param applyWait longest a query waits until what is durable is visible to it
 * @param latestWithin how far back from the newest reading the last values are looked for at start
 * @param softFreeBytes with less free on its disk the oldest days of readings go before their time, see
 *     {@link Retention#SCARCE_DAYS}; 0: never
 */
public record EmbeddedConfig(Retention kept, Duration applyWait, Duration latestWithin, long softFreeBytes) {
    /** What {@link Retention#STANDARD} says; 5 s; 2 days; never. */
    public static final EmbeddedConfig STANDARD =
            new EmbeddedConfig(Retention.STANDARD, Duration.ofSeconds(5), Duration.ofDays(2), 0);

    /** The same with another retention. */
    public EmbeddedConfig with(Retention other) {
        return new EmbeddedConfig(other, applyWait, latestWithin, softFreeBytes);
    }

    /** The same with another soft mark of the disk. */
    public EmbeddedConfig withSoftFree(long bytes) {
        return new EmbeddedConfig(kept, applyWait, latestWithin, bytes);
    }

    /**
     * How long what is kept, in days. Readings and roll-ups are counted from the newest entry of the journal and go
     * whole days, roll-ups whole months, at a time. An imported past is kept whatever its age.
     *
     * @param rawDays readings, since they were measured
     * @param rollupDays what an hour was like, since that hour
     * @param asideDays a damaged history that was moved aside, since it was
     */
    public record Retention(int rawDays, int rollupDays, int asideDays) {
        /** 90 days of readings, 5 years of hours, 14 days of what was moved aside. */
        public static final Retention STANDARD = new Retention(90, 1_826, 14);

        /** So many days of readings stay however scarce the disk is: the running shift and the ones before it. */
        public static final int SCARCE_DAYS = 2;

        /** A hundred years: longer than any mine. */
        public static final int DAYS_MAX = 36_500;

        public Retention {
            require("raw days", rawDays, 1);
            require("roll-up days", rollupDays, rawDays);
            require("aside days", asideDays, 1);
        }

        private static void require(String what, int days, int least) {
            if (days < least || days > DAYS_MAX) {
                throw new IllegalArgumentException(
                        "history " + what + " " + days + ": allowed are " + least + " to " + DAYS_MAX);
            }
        }
    }
}
