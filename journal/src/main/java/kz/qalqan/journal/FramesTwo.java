package kz.qalqan.journal;

import org.jspecify.annotations.Nullable;

/**
 * Format 2: headers of small numbers, 10 to 23 bytes for a group and 8 to 17 for a record.
 *
 * <p>Threads: one.
 */
final class FramesTwo implements Frames {
    /** Longest header of a group: magic, flags, three numbers, checksum. */
    static final int GROUP_BYTES_MAX = 2 + 1 + 4 + 3 + 9 + Integer.BYTES;

    static final int MAGIC = 0x5147;
    static final int VERSION_BITS = 0x7F;
    static final int IN_FORCE_BIT = 0x80;

    private static final int RECORD_BYTES_MIN = 1 + 2 + 1 + Integer.BYTES;

    private final Checksum checksum = new Checksum();
    private final ByteSource source = new ByteSource();
    private final SegmentHeader header;
    private long micros;

    FramesTwo(SegmentHeader header) {
        this.header = header;
    }

    @Override
    public int groupBytesMax() {
        return GROUP_BYTES_MAX;
    }

    @Override
    public @Nullable Group group(byte[] bytes, int at, int end) {
        try {
            source.over(bytes, at, Math.min(end - at, GROUP_BYTES_MAX));
            if (((source.getByte() << Byte.SIZE) | source.getByte()) != MAGIC) {
                return null;
            }
            int flags = source.getByte();
            long length = source.getVarint();
            long entries = source.getVarint();
            long first = header.first() + source.getVarint();
            int checked = source.at() - at;
            boolean whole = source.getInt() == checksum.of(header.salt(), bytes, at, checked);
            return whole ? new Group(checked + Integer.BYTES, (int) length, first, (int) entries, flags) : null;
        } catch (MalformedRecord e) {
            return null;
        }
    }

    @Override
    public void begin() {
        micros = header.createdAtMicros();
    }

    @Override
    public @Nullable Head record(byte[] body, int at, int end, long position, ByteSource payload) {
        try {
            long rest = source.over(body, at, end - at).getVarint();
            int numbered = source.at() - at;
            long length = rest + numbered;
            if (rest < RECORD_BYTES_MIN - 1 || length > end - at) {
                return null;
            }
            int checked = (int) length - Integer.BYTES;
            int crc = source.over(body, at + checked, Integer.BYTES).getInt();
            if (crc != checksum.of(header.salt(), position, body, at, checked)) {
                return null;
            }
            payload.over(body, at + numbered, checked - numbered);
            int type = payload.getByte();
            int version = payload.getByte();
            boolean inForce = (version & IN_FORCE_BIT) != 0;
            long own = inForce ? header.first() - payload.getVarint() : position;
            long receivedAt = (inForce ? header.createdAtMicros() : micros) + payload.getZigzag();
            micros = inForce ? micros : receivedAt;
            return new Head((int) length, type, version & VERSION_BITS, inForce, own, receivedAt);
        } catch (MalformedRecord e) {
            return null;
        }
    }
}
