package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
    private final SegmentBytes bytes;
    private final Frames frames;
    private final SegmentHeader header;
    private final List<SensorId> sensors = new ArrayList<>();
    private final EntryDecoder decoder = new EntryDecoder();
    private final ByteSource source = new ByteSource();
    private final byte[] groupHeader;
    private final List<JournalEntry> inForce = new ArrayList<>();
    private byte[] body = new byte[0];
    private long bodyOffset;
    private int bodyAt;
    private int bodyEnd;
    private long groupOffset;
    private long wholeGroup;
    private long wholePosition;
    private long nextGroup = Segment.HEADER_BYTES;
    private long position;
    private long groupLast;
    private boolean sealed;
    private Fresh fresh;
    private boolean blind;
    private RecordType type = RecordType.TICK;
    private Frames.Head head = new Frames.Head(0, 0, 1, false, 0, 0);
    private long recordOffset;
    private long receivedAtMicros;

    private SegmentReader(Path file, SegmentBytes bytes, SegmentHeader header) {
        this.file = file;
        this.bytes = bytes;
        this.header = header;
        this.frames = Frames.of(header);
        this.groupHeader = new byte[frames.groupBytesMax()];
        this.position = header.first() - 1;
        this.groupLast = position;
        this.fresh = new Fresh(Segment.HEADER_BYTES, position, 0);
    }

    /** Where a group begins that refers to no readings before it, and what was known there. */
    private record Fresh(long offset, long position, int sensors) {}

    /** Opens a segment and checks its header. */
    static SegmentReader open(Path file, long first) throws IOException {
        return open(file, first, SegmentBytes.of(file));
    }

    /** Opens a segment that lies elsewhere; {@code file} is only how it is called. */
    static SegmentReader open(Path file, long first, SegmentBytes bytes) throws IOException {
        boolean opened = false;
        try {
            byte[] header = new byte[Segment.HEADER_BYTES];
            int got = bytes.readAt(0, header, header.length);
            if (got < header.length) {
                throw new JournalDamagedException(file, 0, first, "header cut short: " + got + " bytes");
            }
            SegmentReader reader = new SegmentReader(file, bytes, SegmentHeader.decode(file, first, header));
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                bytes.close();
            }
        }
    }

    SegmentHeader header() {
        return header;
    }

    SegmentBytes bytes() {
        return bytes;
    }

    Frames frames() {
        return frames;
    }

    /**
     * Control entries from before this segment that still hold at its start; known once the first entry was moved to.
     */
    List<JournalEntry> inForce() {
        return inForce;
    }

    /** Type of the entry moved to. */
    RecordType type() {
        return type;
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
            Entry content = decoder.decode(head, type, source, sensors);
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
                pass();
            }
        }
    }

    /** Passes over a record; one of readings has to be looked into, as later ones may refer to it. */
    private void pass() {
        if (record() && type == RecordType.READINGS && !blind) {
            entry();
        }
    }

    /** Reads again from the last group on that refers to nothing before it, up to where the reader is. */
    private void catchUp() throws IOException {
        long target = position;
        nextGroup = fresh.offset();
        position = fresh.position();
        groupLast = position;
        sensors.subList(fresh.sensors(), sensors.size()).clear();
        blind = false;
        while (position < target) {
            if (bodyAt < bodyEnd || openGroup(0)) {
                if (bodyAt < bodyEnd) {
                    pass();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        decoder.close();
        bytes.close();
    }

    /** Opens the next group; one that ends at or before {@code skip} and brings no sensors is only passed over. */
    private boolean openGroup(long skip) throws IOException {
        wholeGroup = groupOffset;
        wholePosition = position;
        groupOffset = nextGroup;
        if (position != groupLast) {
            throw unreadable(groupOffset, "the group before ends at position " + position + ", not " + groupLast);
        }
        int got = bytes.readAt(groupOffset, groupHeader, groupHeader.length);
        if (got == 0) {
            return false;
        }
        if (sealed) {
            throw unreadable(groupOffset, "bytes after the end");
        }
        Frames.Group group = group(got);
        sealed = (group.flags() & Segment.FLAG_SEAL) != 0;
        groupLast = position + group.entries();
        long recordsOffset = groupOffset + group.bytes();
        boolean passedOver = groupLast <= skip;
        if ((group.flags() & Segment.FLAG_FRESH) != 0) {
            fresh = new Fresh(groupOffset, position, sensors.size());
            blind = false;
            decoder.forget();
        } else if (blind && !passedOver) {
            catchUp();
            return openGroup(skip);
        }
        if (passedOver
                && (group.flags() & Segment.FLAG_SENSORS) == 0
                && bytes.size() >= recordsOffset + group.length()) {
            position = groupLast;
            blind = header.format() > 1;
        } else {
            readBody(recordsOffset, group.length());
        }
        nextGroup = recordsOffset + group.length();
        return true;
    }

    private Frames.Group group(int got) {
        Frames.Group group = frames.group(groupHeader, 0, got);
        if (group == null) {
            throw damaged(
                    groupOffset,
                    got < groupHeader.length
                            ? "no whole group header in the last " + got + " bytes"
                            : "no group header here, or its checksum does not match");
        }
        if (group.first() != position + 1) {
            throw unreadable(
                    groupOffset, "the group begins at position " + group.first() + ", expected " + (position + 1));
        }
        if (group.length() < 0 || group.length() > Segment.GROUP_BYTES_MAX) {
            throw unreadable(groupOffset, "a group of " + group.length() + " bytes");
        }
        int entries = group.entries();
        if (entries < 0 || entries > Segment.GROUP_ENTRIES_MAX || (group.flags() & ~Segment.FLAGS_KNOWN) != 0) {
            throw unreadable(groupOffset, "a group of " + entries + " entries with flags " + group.flags());
        }
        return group;
    }

    private void readBody(long offset, int length) throws IOException {
        if (body.length < length) {
            body = new byte[length];
        }
        int got = bytes.readAt(offset, body, length);
        if (got < length) {
            throw damaged(groupOffset, "group cut short: " + got + " of " + length + " bytes");
        }
        if (groupOffset == Segment.HEADER_BYTES) {
            inForce.clear();
        }
        bodyOffset = offset;
        bodyAt = 0;
        bodyEnd = length;
        frames.begin();
    }

    /** Checks the next record; true when it is an entry. */
    private boolean record() {
        recordOffset = bodyOffset + bodyAt;
        Frames.Head found = frames.record(body, bodyAt, bodyEnd, position + 1, source);
        if (found == null) {
            throw damaged(
                    recordOffset,
                    "no whole record here, or its checksum does not match; " + (bodyEnd - bodyAt) + " bytes are left");
        }
        head = found;
        bodyAt += head.bytes();
        try {
            return isEntry();
        } catch (MalformedRecord e) {
            throw unreadable(recordOffset, String.valueOf(e.getMessage()));
        }
    }

    /** Reads what is no entry whole; of an entry the payload is left in the source. */
    private boolean isEntry() {
        type = RecordType.of(head.type(), head.version());
        if (head.inForce()) {
            Entry content = decoder.decode(head, type, source, List.of());
            Instant receivedAt = ReadingBatch.instantOfMicros(head.receivedAtMicros());
            inForce.add(new JournalEntry(head.position(), receivedAt, content));
            return false;
        }
        if (head.position() != position + 1) {
            throw new MalformedRecord("position " + head.position() + ", expected " + (position + 1));
        }
        receivedAtMicros = head.receivedAtMicros();
        if (type == RecordType.SENSORS) {
            SensorDictionary.decode(source, sensors);
            return false;
        }
        position++;
        return true;
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
