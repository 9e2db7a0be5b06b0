package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a directory by first position.
 *
 * <p>Threads: the writer adds (before it the opening one), the keeper removes, any reads.
 */
final class SegmentIndex {
    private static final Pattern NAME = Pattern.compile("[0-9]{20}\\.seg");

    private final Path directory;
    private final ConcurrentNavigableMap<Long, SegmentHeader> segments = new ConcurrentSkipListMap<>();

    SegmentIndex(Path directory) {
        this.directory = directory;
    }

    /** First positions of the segment files of a directory, ascending, by their names. */
    static List<Long> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Long> firsts = new ArrayList<>(files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> NAME.matcher(name).matches())
                    .map(name -> Long.valueOf(name.substring(0, name.length() - Segment.SUFFIX.length())))
                    .toList());
            firsts.sort(null);
            return firsts;
        }
    }

    /** Adds a segment; it must go on where the one before ended. */
    void add(SegmentHeader header) {
        Map.Entry<Long, SegmentHeader> before = segments.lastEntry();
        if (before != null && header.previousLast() < before.getKey()) {
            throw new JournalDamagedException(
                    file(header.first()),
                    0,
                    header.first(),
                    "it goes on after position " + header.previousLast() + ", but the segment before begins at "
                            + before.getKey());
        }
        segments.put(header.first(), header);
    }

    Path file(long first) {
        return Segment.file(directory, first);
    }

    Path directory() {
        return directory;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    int size() {
        return segments.size();
    }

    /** First position there is, 0 when empty. */
    long first() {
        Map.Entry<Long, SegmentHeader> entry = segments.firstEntry();
        return entry == null ? 0 : entry.getKey();
    }

    /** The segment that holds a position or would, the first one when the position is older; null when empty. */
    @Nullable
    SegmentHeader holding(long position) {
        Map.Entry<Long, SegmentHeader> floor = segments.floorEntry(position);
        Map.Entry<Long, SegmentHeader> found = floor == null ? segments.firstEntry() : floor;
        return found == null ? null : found.getValue();
    }

    /** The segment after the one that begins at {@code first}; null when it is the last. */
    @Nullable
    SegmentHeader after(long first) {
        Map.Entry<Long, SegmentHeader> next = segments.higherEntry(first);
        return next == null ? null : next.getValue();
    }

    /** Takes the oldest segment out; readers that have it open may read on. */
    void removeFirst() {
        segments.pollFirstEntry();
    }

    /** Takes out a segment in which nothing was acknowledged. */
    void remove(long first) {
        segments.remove(first);
    }

    /** The headers, oldest first. */
    List<SegmentHeader> headers() {
        return List.copyOf(segments.values());
    }
}
