package kz.qalqan.journal;

import org.jspecify.annotations.Nullable;

/**
 * How groups and records are framed in a segment, drawn in {@link Segment}: one class for each format that can be read.
 *
 * <p>Threads: one.
 */
sealed interface Frames permits FramesOne, FramesTwo {
    /** The frames of a segment with this header. */
    static Frames of(SegmentHeader header) {
        return header.format() == 1 ? new FramesOne(header) : new FramesTwo(header);
    }

    /** What stands before the records of a group. */
    record Group(int bytes, int length, long first, int entries, int flags) {}

    /**
     * What stands before the payload of a record.
     *
     * @param bytes length of the whole record
     * @param inForce whether it is no entry here but one from before this segment that still holds
     */
    record Head(int bytes, int type, int version, boolean inForce, long position, long receivedAtMicros) {}

    /** Longest header of a group in bytes. */
    int groupBytesMax();

    /** Reads the header of a group; null when none stands there or its checksum does not match. */
    @Nullable
    Group group(byte[] bytes, int at, int end);

    /** A group's records follow: {@link #record} begins with the first of them. */
    void begin();

    /**
     * Reads the frame of a record and leaves its payload in {@code payload}.
     *
     * @param position of this entry, or of the entry that follows when it is none
     * @return null when the bytes are not as they were written
     */
    @Nullable
    Head record(byte[] body, int at, int end, long position, ByteSource payload);
}
