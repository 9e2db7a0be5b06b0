package kz.qalqan.journal;

import java.io.IOException;

/**
 * Looks for a whole group header behind a fault: is this the torn end, or damage in the middle?
 *
 * <p>Threads: any.
 */
final class GroupSearch {
    private static final int CHUNK_BYTES = 1 << 20;

    private GroupSearch() {}

    /**
     * Whether a group header of this segment stands anywhere after {@code offset}. Its checksum is salted with the
     * segment's own, so that a payload that quotes a journal is no group.
     */
    static boolean anyAfter(SegmentReader segment, long offset) throws IOException {
        SegmentBytes bytes = segment.bytes();
        int header = segment.frames().groupBytesMax();
        byte[] chunk = new byte[CHUNK_BYTES];
        long at = offset + 1;
        int got = bytes.readAt(at, chunk, chunk.length);
        while (got > 0) {
            boolean more = got == chunk.length;
            int end = more ? got - header + 1 : got;
            for (int i = 0; i < end; i++) {
                if (segment.frames().group(chunk, i, got) != null) {
                    return true;
                }
            }
            at += end;
            got = more ? bytes.readAt(at, chunk, chunk.length) : 0;
        }
        return false;
    }
}
