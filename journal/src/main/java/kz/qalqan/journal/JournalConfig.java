package kz.qalqan.journal;

import java.time.Duration;

/**
 * Limits of a journal.
 *
 * @param build version and commit, for the header of each segment
 * @param segment when a new segment begins
 * @param waiting how much may wait to be written
 * @param recentReadings how many readings of the newest entries stay in memory for followers (about 24 bytes each)
 * @param retention how much is kept after every follower has passed it
 * @param watch is told of each commit
 */
public record JournalConfig(
        String build, Roll segment, Waiting waiting, int recentReadings, Retention retention, CommitWatch watch) {
    /**
     * When a new segment begins, whatever comes first.
     *
     * @param bytes size of a segment file
     * @param age receivedAt of the next entry minus that of the segment's first
     */
    public record Roll(long bytes, Duration age) {
        /** Largest segment: a tail of one has to fit into memory to be set aside. */
        public static final long BYTES_MAX = 1L << 30;

        public Roll {
            if (bytes < Segment.HEADER_BYTES || bytes > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "segment bytes " + bytes + ": allowed are " + Segment.HEADER_BYTES + ".." + BYTES_MAX);
            }
        }
    }

    /**
     * How much may wait to be written; more is refused with {@link JournalFullException}.
     *
     * @param entries number of entries
     * @param bytes their size in memory, about
     */
    public record Waiting(int entries, long bytes) {}

    /**
     * What is kept although every follower and snapshot has passed it, whatever is reached first.
     *
     * @param bytes size of all segments
     * @param age receivedAt of the newest entry minus that of the oldest segment's last
     */
    public record Retention(long bytes, Duration age) {}

    /** Segments of 64 MiB or a day, 64 MiB waiting, a million readings in memory, 30 days or 100 GiB kept. */
    public static JournalConfig of(String build) {
        return new JournalConfig(
                build,
                new Roll(64L << 20, Duration.ofDays(1)),
                new Waiting(1 << 16, 64L << 20),
                1 << 20,
                new Retention(100L << 30, Duration.ofDays(30)),
                CommitWatch.NONE);
    }

    /** The same with another roll. */
    public JournalConfig with(Roll roll) {
        return new JournalConfig(build, roll, waiting, recentReadings, retention, watch);
    }

    /** The same with other limits of what may wait. */
    public JournalConfig with(Waiting limits) {
        return new JournalConfig(build, segment, limits, recentReadings, retention, watch);
    }

    /** The same with another retention. */
    public JournalConfig with(Retention kept) {
        return new JournalConfig(build, segment, waiting, recentReadings, kept, watch);
    }

    /** The same with another number of readings in memory. */
    public JournalConfig withRecentReadings(int readings) {
        return new JournalConfig(build, segment, waiting, readings, retention, watch);
    }

    /** The same, watched. */
    public JournalConfig with(CommitWatch watcher) {
        return new JournalConfig(build, segment, waiting, recentReadings, retention, watcher);
    }
}
