package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds what was in force after a position: reads the segment that holds it, and, where that is of format 1, which says
 * nothing of what was in force before it, those before it too.
 *
 * <p>Threads: one.
 */
final class ControlScan {
    private final Path directory;
    private final List<Long> firsts;

    /** A scan over the segments with these first positions, ascending. */
    ControlScan(Path directory, List<Long> firsts) {
        this.directory = directory;
        this.firsts = firsts;
    }

    /** What was in force after a position; bytes of entries after it are hardly looked at. */
    ControlState after(long position) throws IOException {
        ControlState state = new ControlState();
        if (firsts.isEmpty()) {
            return state;
        }
        int holding = 0;
        while (holding + 1 < firsts.size() && firsts.get(holding + 1) <= position + 1) {
            holding++;
        }
        for (int i = begin(holding); i <= holding; i++) {
            try (SegmentReader reader = SegmentReader.open(Segment.file(directory, firsts.get(i)), firsts.get(i))) {
                take(reader, position, state);
            }
        }
        return state;
    }

    private int begin(int holding) throws IOException {
        int begin = holding;
        while (begin > 0 && InfoReading.header(directory, firsts.get(begin)).format() == 1) {
            begin--;
        }
        return begin;
    }

    private static void take(SegmentReader reader, long position, ControlState state) throws IOException {
        boolean carried = false;
        while (reader.advance()) {
            if (!carried) {
                reader.inForce().forEach(state::take);
                carried = true;
            }
            if (reader.position() > position) {
                return;
            }
            if (ControlState.concerns(reader.type())) {
                state.take(reader.entry());
            }
        }
    }
}
