package kz.qalqan.journal;

import org.jspecify.annotations.Nullable;

/**
 * Format 1: fixed headers, 28 bytes for a group and 28 for a record. Only read.
 *
 * <p>Threads: one.
 */
final class FramesOne implements Frames {
    private static final int GROUP_MAGIC = 0x51475250;
    private static final int GROUP_BYTES = 28;
    private static final int RECORD_BYTES = 28;

    private final Checksum checksum = new Checksum();
    private final ByteSource source = new ByteSource();
    private final int salt;

    FramesOne(SegmentHeader header) {
        salt = header.salt();
    }

    @Override
    public int groupBytesMax() {
        return GROUP_BYTES;
    }

    @Override
    public @Nullable Group group(byte[] bytes, int at, int end) {
        if (end - at < GROUP_BYTES) {
            return null;
        }
        source.over(bytes, at, GROUP_BYTES);
        int magic = source.getInt();
        int length = source.getInt();
        long first = source.getLong();
        int entries = source.getInt();
        int flags = source.getInt();
        boolean whole =
                magic == GROUP_MAGIC && source.getInt() == checksum.of(salt, bytes, at, GROUP_BYTES - Integer.BYTES);
        return whole ? new Group(GROUP_BYTES, length, first, entries, flags) : null;
    }

    @Override
    public void begin() {
        // each record says all about itself
    }

    @Override
    public @Nullable Head record(byte[] body, int at, int end, long position, ByteSource payload) {
        int length =
                end - at < RECORD_BYTES ? 0 : source.over(body, at, end - at).getInt();
        if (length < RECORD_BYTES || length > end - at) {
            return null;
        }
        int checked = length - Integer.BYTES;
        if (source.over(body, at + checked, Integer.BYTES).getInt() != checksum.of(salt, body, at, checked)) {
            return null;
        }
        payload.over(body, at + Integer.BYTES, checked - Integer.BYTES);
        int type = payload.getByte();
        int version = payload.getByte();
        payload.getByte();
        payload.getByte();
        return new Head(length, type, version, false, payload.getLong(), payload.getLong());
    }
}
