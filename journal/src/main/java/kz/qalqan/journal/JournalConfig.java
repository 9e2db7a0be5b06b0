package kz.qalqan.journal;

import java.time.Duration;
import java.util.Set;

/**
 * Limits of a journal.
 *
 * @param build version and commit, for the header of each segment
 * @param segment when a new segment begins
 * @param waiting how much may wait to be written
 * @param recentReadings how many readings of the newest entries stay in memory for followers (about 24 bytes each)
 * @param retention how much is kept after every follower has passed it
 * @param space when the disk counts as full
 * @param watch is told of each commit
 */
public record JournalConfig(
        String build,
        Roll segment,
        Waiting waiting,
        int recentReadings,
        Retention retention,
        Space space,
        CommitWatch watch) {
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
     * @param cap what a follower that stands still may hold back
     */
    public record Retention(long bytes, Duration age, FollowerCap cap) {
        /** Followers may hold back any amount. */
        public Retention(long bytes, Duration age) {
            this(bytes, age, FollowerCap.NONE);
        }
    }

    /**
     * Above this size segments go although some followers have not passed them, loudly: those followers can be built
     * anew or do without. Rules and alerts are never among them.
     *
     * @param bytes size of all segments
     * @param followers names of those that may lose entries
     */
    public record FollowerCap(long bytes, Set<String> followers) {
        /** No follower ever loses anything. */
        public static final FollowerCap NONE = new FollowerCap(Long.MAX_VALUE, Set.of());

        public FollowerCap {
            followers = Set.copyOf(followers);
        }
    }

    /**
     * When the disk counts as full, in bytes that can still be written on it.
     *
     * @param softBytes under it, segments that everyone has passed go at once
     * @param hardBytes under it, readings are refused
     * @param reserveBytes written ahead into a file, and given back for small entries when a write finds no room
     */
    public record Space(long softBytes, long hardBytes, long reserveBytes) {
        /** Any room is enough; only a write that finds none is told. */
        public static final Space ANY = new Space(0, 0, 0);

        public Space {
            if (hardBytes < 0 || softBytes < hardBytes || reserveBytes < 0) {
                throw new IllegalArgumentException("soft mark " + softBytes + ", hard mark " + hardBytes + ", reserve "
                        + reserveBytes + ": allowed is 0 <= hard <= soft, 0 <= reserve");
            }
        }
    }

    /** Segments of 64 MiB or a day, 64 MiB waiting, a million readings in memory, 30 days or 100 GiB kept. */
    public static JournalConfig of(String build) {
        return new JournalConfig(
                build,
                new Roll(64L << 20, Duration.ofDays(1)),
                new Waiting(1 << 16, 64L << 20),
                1 << 20,
                new Retention(100L << 30, Duration.ofDays(30)),
                Space.ANY,
                CommitWatch.NONE);
    }

    /** The same with another roll. */
    public JournalConfig with(Roll roll) {
        return new JournalConfig(build, roll, waiting, recentReadings, retention, space, watch);
    }

    /** The same with other limits of what may wait. */
    public JournalConfig with(Waiting limits) {
        return new JournalConfig(build, segment, limits, recentReadings, retention, space, watch);
    }

    /** The same with another retention. */
    public JournalConfig with(Retention kept) {
        return new JournalConfig(build, segment, waiting, recentReadings, kept, space, watch);
    }

    /** The same with other marks of a full disk. */
    public JournalConfig with(Space marks) {
        return new JournalConfig(build, segment, waiting, recentReadings, retention, marks, watch);
    }

    /** The same with another number of readings in memory. */
    public JournalConfig withRecentReadings(int readings) {
        return new JournalConfig(build, segment, waiting, readings, retention, space, watch);
    }

    /** The same, watched. */
    public JournalConfig with(CommitWatch watcher) {
        return new JournalConfig(build, segment, waiting, recentReadings, retention, space, watcher);
    }
}
