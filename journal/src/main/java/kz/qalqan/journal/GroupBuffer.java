package kz.qalqan.journal;

import java.time.Instant;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * One commit group being put together, laid out in {@link Segment}.
 *
 * <p>Threads: the journal's writer; one buffer serves all groups of a segment.
 */
final class GroupBuffer implements AutoCloseable {
    private final ByteSink sink;
    private final int salt;
    private final SensorDictionary sensors = new SensorDictionary();
    private final EntryEncoder encoder;
    private final Checksum checksum = new Checksum();
    private long first;
    private int entries;
    private int flags;

    /** A buffer for a segment; {@code sink} is kept over segments, so that it grows once. */
    GroupBuffer(ByteSink sink, int salt) {
        this.sink = sink;
        this.salt = salt;
        this.encoder = new EntryEncoder(sink, sensors);
    }

    /** Starts a group. */
    void begin(long firstPosition) {
        sink.clear();
        sink.reserve(Segment.GROUP_HEADER_BYTES);
        sink.grew(Segment.GROUP_HEADER_BYTES);
        first = firstPosition;
        entries = 0;
        flags = 0;
    }

    /**
     * Adds an entry.
     *
     * @throws JournalException when its record would be larger than a record may be; the group is as before
     */
    void add(JournalEntry entry) {
        int known = sensors.size();
        if (entry.content() instanceof ReadingBatch batch && sensors.learn(batch)) {
            int start = begin(entry);
            sensors.encode(known, sink);
            end(start, RecordType.SENSORS);
            flags |= Segment.FLAG_SENSORS;
        }
        int start = begin(entry);
        RecordType type = encoder.encode(entry.content());
        int size = sink.size() - start + Integer.BYTES;
        if (size > Segment.RECORD_BYTES_MAX) {
            sink.cutTo(start);
            throw new JournalException("a record of " + size + " bytes (" + type + ") is refused: at most "
                    + Segment.RECORD_BYTES_MAX + " bytes");
        }
        end(start, type);
        entries++;
    }

    /** Ends the group with its header; {@link #bytes} may be written then. */
    void finish() {
        header(flags);
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

    @Override
    public void close() {
        encoder.close();
    }

    private int begin(JournalEntry entry) {
        int start = sink.size();
        sink.putInt(0);
        sink.putInt(0);
        sink.putLong(entry.position());
        sink.putLong(micros(entry.receivedAt()));
        return start;
    }

    private void end(int start, RecordType type) {
        int length = sink.size() - start + Integer.BYTES;
        sink.setInt(start, length);
        sink.setInt(start + Integer.BYTES, (type.code() << 24) | (type.version() << 16));
        sink.putInt(checksum.of(salt, sink.array(), start, length - Integer.BYTES));
    }

    private void header(int headerFlags) {
        sink.setInt(0, Segment.GROUP_MAGIC);
        sink.setInt(4, sink.size() - Segment.GROUP_HEADER_BYTES);
        sink.setLong(8, first);
        sink.setInt(16, entries);
        sink.setInt(20, headerFlags);
        sink.setInt(Segment.GROUP_CHECKED_BYTES, checksum.of(salt, sink.array(), 0, Segment.GROUP_CHECKED_BYTES));
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
