package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the oldest segments, when there is too much or it is too old, and never one that a follower has not passed or
 * that the older of the last two snapshots of any name would need. With no follower or no snapshot nothing goes.
 *
 * <p>Threads: the keeper.
 */
final class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    private final SegmentIndex index;
    private final Cursors cursors;
    private final Snapshots snapshots;
    private final JournalConfig.Retention limits;

    RetentionSweep(SegmentIndex index, Cursors cursors, Snapshots snapshots, JournalConfig.Retention limits) {
        this.index = index;
        this.cursors = cursors;
        this.snapshots = snapshots;
        this.limits = limits;
    }

    /** Deletes what may and should go. */
    void run(long newestMicros) throws IOException {
        List<SegmentHeader> segments = index.headers();
        if (segments.size() < 2) {
            return;
        }
        long passed = passedByAll();
        long bytes = -1;
        for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).previousLast() <= passed; i++) {
            SegmentHeader oldest = segments.get(i);
            SegmentHeader next = segments.get(i + 1);
            bytes = bytes < 0 ? bytes(segments) : bytes;
            Duration age = Duration.ofMillis((newestMicros - next.createdAtMicros()) / 1_000);
            if (bytes <= limits.bytes() && age.compareTo(limits.age()) <= 0) {
                return;
            }
            bytes -= Files.size(index.file(oldest.first()));
            index.removeFirst();
            Files.delete(index.file(oldest.first()));
            DurableFiles.forceDirectory(index.directory());
            LOG.info("journal segment {} deleted: every follower has passed it", index.file(oldest.first()));
        }
    }

    /** The position everyone has passed, 0 when not everyone is known. */
    private long passedByAll() throws IOException {
        OptionalLong follower = cursors.slowest();
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
