package kz.qalqan.journal;

import java.time.Instant;
import java.util.List;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * One commit group being put together, laid out in {@link Segment}.
 *
 * <p>Threads: the journal's writer; one buffer serves all groups of a segment.
 */
final class GroupBuffer implements AutoCloseable {
    private static final int PAYLOAD_BYTES = 64 << 10;

    /** After so many bytes readings refer to nothing before: what a reader that jumps has to read at most. */
    private static final int FRESH_BYTES = 256 << 10;

    private final ByteSink sink;
    private final ByteSink payload = new ByteSink(PAYLOAD_BYTES);
    private final SegmentHeader segment;
    private final SensorDictionary sensors = new SensorDictionary();
    private final EntryEncoder encoder;
    private final Checksum checksum = new Checksum();
    private int offset;
    private long first;
    private long micros;
    private int entries;
    private int flags;
    private long sinceFresh = -1;

    /** A buffer for a segment; {@code sink} is kept over segments, so that it grows once. */
    GroupBuffer(ByteSink sink, SegmentHeader segment) {
        this.sink = sink;
        this.segment = segment;
        this.encoder = new EntryEncoder(payload, sensors);
    }

    /** Starts a group. */
    void begin(long firstPosition) {
        sink.clear();
        sink.reserve(FramesTwo.GROUP_BYTES_MAX);
        sink.grew(FramesTwo.GROUP_BYTES_MAX);
        offset = FramesTwo.GROUP_BYTES_MAX;
        first = firstPosition;
        micros = segment.createdAtMicros();
        entries = 0;
        flags = 0;
        if (sinceFresh < 0 || sinceFresh >= FRESH_BYTES) {
            flags = Segment.FLAG_FRESH;
            encoder.forget();
        }
    }

    /** Carries on what is in force, before the first entry of the segment. */
    void carryOn(List<JournalEntry> inForce) {
        for (JournalEntry entry : inForce) {
            payload.clear();
            RecordType type = encoder.encode(entry.content(), micros(entry.receivedAt()));
            long age = micros(entry.receivedAt()) - segment.createdAtMicros();
            record(type, true, segment.first() - entry.position(), age);
            flags |= Segment.FLAG_IN_FORCE;
        }
    }

    /**
     * Adds an entry.
     *
     * @throws JournalException when its record would be larger than a record may be; the group is as before
     */
    void add(JournalEntry entry) {
        int known = sensors.size();
        long receivedAt = micros(entry.receivedAt());
        if (entry.content() instanceof ReadingBatch batch && sensors.learn(batch)) {
            payload.clear();
            sensors.encode(known, payload);
            record(RecordType.SENSORS, false, 0, receivedAt - micros);
            micros = receivedAt;
            flags |= Segment.FLAG_SENSORS;
        }
        payload.clear();
        RecordType type = encoder.encode(entry.content(), receivedAt);
        if (payload.size() > Segment.RECORD_BYTES_MAX) {
            throw new JournalException("a record of " + payload.size() + " bytes (" + type + ") is refused: at most "
                    + Segment.RECORD_BYTES_MAX + " bytes");
        }
        record(type, false, 0, receivedAt - micros);
        micros = receivedAt;
        entries++;
    }

    /** Ends the group with its header; {@link #bytes} may be written then. */
    void finish() {
        header(flags);
        sinceFresh = ((flags & Segment.FLAG_FRESH) == 0 ? sinceFresh : 0) + size();
    }

    /** Makes this the group that says: closed in order, nothing comes after {@code last}. */
    void seal(long last) {
        begin(last + 1);
        header(Segment.FLAG_SEAL);
    }

    /** Number of sensors the segment knows so far. */
    int sensors() {
        return sensors.size();
    }

    ByteSink bytes() {
        return sink;
    }

    /** Where in {@link #bytes} a finished group begins. */
    int offset() {
        return offset;
    }

    /** Bytes of the group. */
    int size() {
        return sink.size() - offset;
    }

    @Override
    public void close() {
        encoder.close();
    }

    /** Frames the payload as a record of the entry that comes next. */
    private void record(RecordType type, boolean inForce, long before, long receivedAt) {
        int fixed = 2 + Integer.BYTES + ByteSink.zigzagBytes(receivedAt) + (inForce ? ByteSink.varintBytes(before) : 0);
        int start = sink.size();
        sink.putVarint((long) fixed + payload.size());
        sink.putByte(type.code());
        sink.putByte(type.version() | (inForce ? FramesTwo.IN_FORCE_BIT : 0));
        if (inForce) {
            sink.putVarint(before);
        }
        sink.putZigzag(receivedAt);
        sink.putBytes(payload.array(), 0, payload.size());
        sink.putInt(checksum.of(segment.salt(), first + entries, sink.array(), start, sink.size() - start));
    }

    /** Writes the header right before the records, where room was left. */
    private void header(int headerFlags) {
        ByteSink header = payload;
        header.clear();
        header.putByte(FramesTwo.MAGIC >>> Byte.SIZE);
        header.putByte(FramesTwo.MAGIC);
        header.putByte(headerFlags);
        header.putVarint((long) sink.size() - FramesTwo.GROUP_BYTES_MAX);
        header.putVarint(entries);
        header.putVarint(first - segment.first());
        header.putInt(checksum.of(segment.salt(), header.array(), 0, header.size()));
        offset = FramesTwo.GROUP_BYTES_MAX - header.size();
        System.arraycopy(header.array(), 0, sink.array(), offset, header.size());
    }

    private static long micros(Instant instant) {
        return ReadingBatch.micros(instant);
    }

    /** Refuses a batch that contradicts itself or has no bounds, before it is in the queue. */
    static void check(Entry entry) {
        if (!(entry instanceof ReadingBatch batch)) {
            return;
        }
        int known = batch.sensors().size();
        int messages = batch.messages().size();
        if (known > ReadingBatch.SIZE_MAX || messages > ReadingBatch.SIZE_MAX) {
            throw new IllegalArgumentException("a batch of " + known + " sensors in " + messages + " messages: at most "
                    + ReadingBatch.SIZE_MAX + " of each");
        }
        for (int sensor : batch.sensor()) {
            if (sensor < 0 || sensor >= known) {
                throw new IllegalArgumentException("a reading is of sensor " + sensor + " of " + known);
            }
        }
    }
}
