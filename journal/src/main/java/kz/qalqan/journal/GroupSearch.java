package kz.qalqan.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;

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
        FileChannel channel = segment.channel();
        int salt = segment.header().salt();
        byte[] chunk = new byte[CHUNK_BYTES];
        long at = offset + 1;
        int got = DurableFiles.readAt(channel, at, chunk, chunk.length);
        while (got >= Segment.GROUP_HEADER_BYTES) {
            if (anyIn(chunk, got, salt)) {
                return true;
            }
            at += got - Segment.GROUP_HEADER_BYTES + 1;
            got = DurableFiles.readAt(channel, at, chunk, chunk.length);
        }
        return false;
    }

    private static boolean anyIn(byte[] chunk, int length, int salt) {
        Checksum checksum = new Checksum();
        ByteSource source = new ByteSource();
        for (int i = 0; i + Segment.GROUP_HEADER_BYTES <= length; i++) {
            if (chunk[i] != (byte) (Segment.GROUP_MAGIC >>> 24)
                    || source.over(chunk, i, Integer.BYTES).getInt() != Segment.GROUP_MAGIC) {
                continue;
            }
            int crc = source.over(chunk, i + Segment.GROUP_CHECKED_BYTES, Integer.BYTES)
                    .getInt();
            if (crc == checksum.of(salt, chunk, i, Segment.GROUP_CHECKED_BYTES)) {
                return true;
            }
        }
        return false;
    }
}
