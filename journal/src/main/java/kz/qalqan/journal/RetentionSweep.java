package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the oldest segments, when there is too much or it is too old, and never one that a follower has not passed or
 * that the older of the last two snapshots of any name would need. With no follower or no snapshot nothing goes.
 *
 * <p>Threads: the keeper; {@link #lost} any.
 */
final class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    private final SegmentIndex index;
    private final Cursors cursors;
    private final Snapshots snapshots;
    private final JournalConfig.Retention limits;
    private final Map<String, Long> lost = new ConcurrentHashMap<>();
    private final Map<String, Long> overrunThrough = new HashMap<>();

    RetentionSweep(SegmentIndex index, Cursors cursors, Snapshots snapshots, JournalConfig.Retention limits) {
        this.index = index;
        this.cursors = cursors;
        this.snapshots = snapshots;
        this.limits = limits;
    }

    /**
     * Deletes what may and should go.
     *
     * @param pressed whether the disk wants room: then all that may go, goes
     */
    void run(long newestMicros, boolean pressed) throws IOException {
        List<SegmentHeader> segments = index.headers();
        if (segments.size() < 2) {
            return;
        }
        long passed = passedByAll();
        long passedByNeedy = limits.cap().followers().isEmpty()
                ? passed
                : passedBy(limits.cap().followers());
        long bytes = -1;
        for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).previousLast() <= passedByNeedy; i++) {
            SegmentHeader oldest = segments.get(i);
            SegmentHeader next = segments.get(i + 1);
            bytes = bytes < 0 ? bytes(segments) : bytes;
            boolean passedByEveryone = next.previousLast() <= passed;
            Duration age = Duration.ofMillis((newestMicros - next.createdAtMicros()) / 1_000);
            boolean due = pressed || bytes > limits.bytes() || age.compareTo(limits.age()) > 0;
            if (passedByEveryone ? !due : bytes <= limits.cap().bytes()) {
                return;
            }
            bytes -= Files.size(index.file(oldest.first()));
            if (!passedByEveryone) {
                overrun(next.previousLast());
            }
            index.removeFirst();
            Files.delete(index.file(oldest.first()));
            DurableFiles.forceDirectory(index.directory());
            LOG.info(
                    "journal segment {} deleted{}", index.file(oldest.first()), pressed ? ": the disk wants room" : "");
        }
    }

    /** How many positions a follower lost to its cap. */
    long lost(String follower) {
        return lost.getOrDefault(follower, 0L);
    }

    private void overrun(long goneThrough) {
        for (String follower : limits.cap().followers()) {
            long at = Math.max(cursors.of(follower), overrunThrough.getOrDefault(follower, 0L));
            if (cursors.knows(follower) && at < goneThrough) {
                overrunThrough.put(follower, goneThrough);
                lost.merge(follower, goneThrough - at, Long::sum);
                LOG.error(
                        "journal {}: follower {} stands at position {} and holds back more than {} bytes: what it has"
                                + " not read up to {} is deleted",
                        index.directory(),
                        follower,
                        cursors.of(follower),
                        limits.cap().bytes(),
                        goneThrough);
            }
        }
    }

    /** The position everyone has passed, 0 when not everyone is known. */
    private long passedByAll() throws IOException {
        return passedBy(Set.of());
    }

    private long passedBy(Set<String> but) throws IOException {
        OptionalLong follower = cursors.slowestBut(but);
        OptionalLong snapshot = snapshots.passedByAll();
        return follower.isEmpty() || snapshot.isEmpty() ? 0 : Math.min(follower.getAsLong(), snapshot.getAsLong());
    }

    private long bytes(List<SegmentHeader> segments) throws IOException {
        long bytes = 0;
        for (SegmentHeader segment : segments) {
            bytes += Files.size(index.file(segment.first()));
        }
        return bytes;
    }
}
