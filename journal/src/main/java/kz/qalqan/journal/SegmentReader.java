package kz.qalqan.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from its first entry on, checking every byte. It may be read while it is written, up to a position
 * known to be durable.
 *
 * <p>Threads: one.
 */
final class SegmentReader implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final SegmentHeader header;
    private final List<SensorId> sensors = new ArrayList<>();
    private final EntryDecoder decoder = new EntryDecoder();
    private final Checksum checksum = new Checksum();
    private final ByteSource source = new ByteSource();
    private final byte[] groupHeader = new byte[Segment.GROUP_HEADER_BYTES];
    private byte[] body = new byte[0];
    private int bodyAt;
    private int bodyEnd;
    private long groupOffset;
    private long wholeGroup;
    private long wholePosition;
    private long nextGroup = Segment.HEADER_BYTES;
    private long position;
    private long groupLast;
    private boolean sealed;
    private RecordType type = RecordType.TICK;
    private int version;
    private long recordOffset;
    private long receivedAtMicros;

    private SegmentReader(Path file, FileChannel channel, SegmentHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.position = header.first() - 1;
        this.groupLast = position;
    }

    /** Opens a segment and checks its header. */
    static SegmentReader open(Path file, long first) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        boolean opened = false;
        try {
            byte[] bytes = new byte[Segment.HEADER_BYTES];
            int got = DurableFiles.readAt(channel, 0, bytes, bytes.length);
            if (got < bytes.length) {
                throw new JournalDamagedException(file, 0, first, "header cut short: " + got + " bytes");
            }
            SegmentReader reader = new SegmentReader(file, channel, SegmentHeader.decode(file, first, bytes));
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    SegmentHeader header() {
        return header;
    }

    FileChannel channel() {
        return channel;
    }

    /** The last position read or passed over. */
    long position() {
        return position;
    }

    /** Where the group that is being read begins, or the one that could not be. */
    long groupOffset() {
        return groupOffset;
    }

    /** Where the group before {@link #groupOffset} begins; 0 when there is none. */
    long wholeGroup() {
        return wholeGroup;
    }

    /** The last position before {@link #groupOffset}. */
    long wholePosition() {
        return wholePosition;
    }

    /** Whether the end was reached and says that the segment was closed in order. */
    boolean sealed() {
        return sealed;
    }

    /**
     * The next entry, null at the end of the file.
     *
     * @throws JournalDamagedException at the first byte that is not as it was written
     */
    @Nullable
    JournalEntry next() throws IOException {
        return advance() ? entry() : null;
    }

    /**
     * Moves to the next entry and checks its bytes without looking into its payload; false at the end of the file.
     *
     * @throws JournalDamagedException at the first byte that is not as it was written
     */
    boolean advance() throws IOException {
        while (bodyAt < bodyEnd || openGroup(0)) {
            if (bodyAt < bodyEnd && record()) {
                return true;
            }
        }
        return false;
    }

    /** The entry moved to; once. */
    JournalEntry entry() {
        try {
            Entry content = decoder.decode(type, version, source, sensors);
            return new JournalEntry(position, ReadingBatch.instantOfMicros(receivedAtMicros), content);
        } catch (MalformedRecord e) {
            position--;
            throw unreadable(recordOffset, String.valueOf(e.getMessage()));
        }
    }

    /** receivedAt of the entry moved to, epoch microseconds. */
    long receivedAtMicros() {
        return receivedAtMicros;
    }

    /** Passes over entries up to and including {@code last}, whole groups without looking inside where possible. */
    void skipTo(long last) throws IOException {
        while (position < last) {
            if (bodyAt >= bodyEnd && !openGroup(last)) {
                return;
            }
            if (bodyAt < bodyEnd) {
                record();
            }
        }
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        channel.close();
    }

    /** Opens the next group; one that ends at or before {@code skip} and brings no sensors is only passed over. */
    private boolean openGroup(long skip) throws IOException {
        wholeGroup = groupOffset;
        wholePosition = position;
        groupOffset = nextGroup;
        if (position != groupLast) {
            throw unreadable(groupOffset, "the group before ends at position " + position + ", not " + groupLast);
        }
        int got = DurableFiles.readAt(channel, groupOffset, groupHeader, groupHeader.length);
        if (got == 0) {
            return false;
        }
        if (sealed) {
            throw unreadable(groupOffset, "bytes after the end");
        }
        int length = groupLength(got);
        int entries = source.getInt();
        int flags = source.getInt();
        if (entries < 0 || entries > Segment.GROUP_ENTRIES_MAX || (flags & ~Segment.FLAGS_KNOWN) != 0) {
            throw unreadable(groupOffset, "a group of " + entries + " entries with flags " + flags);
        }
        sealed = (flags & Segment.FLAG_SEAL) != 0;
        groupLast = position + entries;
        if (groupLast <= skip
                && (flags & Segment.FLAG_SENSORS) == 0
                && channel.size() >= groupOffset + Segment.GROUP_HEADER_BYTES + length) {
            position = groupLast;
        } else {
            readBody(length);
        }
        nextGroup = groupOffset + Segment.GROUP_HEADER_BYTES + length;
        return true;
    }

    private int groupLength(int got) {
        if (got < groupHeader.length) {
            throw damaged(groupOffset, "group header cut short: " + got + " bytes");
        }
        source.over(groupHeader, 0, groupHeader.length);
        int magic = source.getInt();
        int length = source.getInt();
        long first = source.getLong();
        int crc = checksum.of(header.salt(), groupHeader, 0, Segment.GROUP_CHECKED_BYTES);
        if (magic != Segment.GROUP_MAGIC || crc != crcOf(groupHeader, groupHeader.length)) {
            throw damaged(groupOffset, "no group header here, or its checksum does not match");
        }
        if (first != position + 1) {
            throw unreadable(groupOffset, "the group begins at position " + first + ", expected " + (position + 1));
        }
        if (length < 0 || length > Segment.GROUP_BYTES_MAX) {
            throw unreadable(groupOffset, "a group of " + length + " bytes");
        }
        return length;
    }

    private void readBody(int length) throws IOException {
        if (body.length < length) {
            body = new byte[length];
        }
        int got = DurableFiles.readAt(channel, groupOffset + Segment.GROUP_HEADER_BYTES, body, length);
        if (got < length) {
            throw damaged(groupOffset, "group cut short: " + got + " of " + length + " bytes");
        }
        bodyAt = 0;
        bodyEnd = length;
    }

    /** Checks the next record; true when it is an entry. */
    private boolean record() {
        recordOffset = groupOffset + Segment.GROUP_HEADER_BYTES + bodyAt;
        int left = bodyEnd - bodyAt;
        int length = left < Segment.RECORD_FRAME_BYTES
                ? 0
                : source.over(body, bodyAt, left).getInt();
        if (length < Segment.RECORD_FRAME_BYTES || length > left) {
            throw damaged(recordOffset, "a record of " + length + " bytes where " + left + " are left");
        }
        int checked = length - Integer.BYTES;
        if (checksum.of(header.salt(), body, bodyAt, checked) != crcOf(body, bodyAt + length)) {
            throw damaged(recordOffset, "checksum of the record does not match");
        }
        source.over(body, bodyAt + Integer.BYTES, checked - Integer.BYTES);
        bodyAt += length;
        try {
            return isEntry();
        } catch (MalformedRecord e) {
            throw unreadable(recordOffset, String.valueOf(e.getMessage()));
        }
    }

    /** Reads the head of a record and a dictionary whole; of an entry the payload is left in the source. */
    private boolean isEntry() {
        int code = source.getByte();
        version = source.getByte();
        type = RecordType.of(code, version);
        source.getByte();
        source.getByte();
        long recordPosition = source.getLong();
        if (recordPosition != position + 1) {
            throw new MalformedRecord("position " + recordPosition + ", expected " + (position + 1));
        }
        receivedAtMicros = source.getLong();
        if (type == RecordType.SENSORS) {
            SensorDictionary.decode(source, sensors);
            return false;
        }
        position = recordPosition;
        return true;
    }

    private static int crcOf(byte[] bytes, int end) {
        return new ByteSource().over(bytes, end - Integer.BYTES, Integer.BYTES).getInt();
    }

    /** Bytes that were not written so: at the end of the last segment the rest of a torn write. */
    private JournalDamagedException damaged(long offset, String what) {
        return new JournalDamagedException(file, offset, position + 1, what, true);
    }

    /** Bytes that were written so, by their checksum, and make no sense to this build: never to be cut off. */
    private JournalDamagedException unreadable(long offset, String what) {
        return new JournalDamagedException(file, offset, position + 1, what, false);
    }
}
