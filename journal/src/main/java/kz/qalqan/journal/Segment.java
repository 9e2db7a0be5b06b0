package kz.qalqan.journal;

import java.nio.file.Path;

/**
 * A segment: one file of the journal, named by its first position ({@code 00000000000000000001.seg}).
 *
 * <h2>Layout, format 2 (all fixed numbers big-endian; varint and zigzag: {@link ByteSink})</h2>
 *
 * <pre>
 * segment   = header group* [seal]
 *
 * header    (256 bytes, written and fsynced before the first group)
 *   0  8  magic "QALQANJ\n"
 *   8  4  format version, 2
 *  12  4  zero
 *  16  8  first position
 *  24  8  last position of the segment before, 0 when there is none
 *  32  8  receivedAt of the first entry, epoch microseconds
 *  40     site, build: each length (varint) and UTF-8; then zeros
 * 252  4  CRC32C of the 252 bytes before: the salt of this segment
 *
 * group     (all that is fsynced together: one commit)
 *   0  2  magic "QG"
 *   2  1  flags: 1 = holds a sensor dictionary record, 2 = seal (no records: closed in order),
 *         4 = begins with the control entries in force, 8 = readings from here on refer to nothing before it
 *   3     length of the records in bytes, number of entries, first position minus that of the segment (varints)
 *      4  CRC32C of the salt and the bytes before
 *         records
 *
 * record
 *   0     length of the rest of the record in bytes (varint)
 *      1  type ({@link RecordType})
 *      1  schema version of the type, 1 to 127; plus 128: no entry of this segment, but one in force from before
 *         in force only: first position of the segment minus the entry's own (varint)
 *         receivedAt in microseconds minus that of the entry before in the group; of the first entry, and of one in
 *         force from before: minus that of the header (zigzag)
 *         payload
 *  -4  4  CRC32C of the salt, the position (8; of a record that is no entry: of the entry after it) and all bytes of
 *         the record before
 * </pre>
 *
 * <p>Positions rise by one inside a segment. Between segments there may be a gap, where a torn group was set aside: a
 * position once given is never given again. That no segment is missing is told by "last position of the segment
 * before".
 *
 * <p>The first group begins with all control entries in force ({@link ControlState}), each with its own position, so
 * that older segments can go.
 *
 * <p>Format 1 had no control entries at its start and fixed frames of 28 bytes ({@link FramesOne}); it is still read.
 */
final class Segment {
    static final long MAGIC = 0x51414C51414E4A0AL;
    static final int FORMAT = 2;
    static final int HEADER_BYTES = 256;

    static final int FLAG_SENSORS = 1;
    static final int FLAG_SEAL = 2;
    static final int FLAG_IN_FORCE = 4;
    static final int FLAG_FRESH = 8;
    static final int FLAGS_KNOWN = FLAG_SENSORS | FLAG_SEAL | FLAG_IN_FORCE | FLAG_FRESH;

    /** Most entries in one group; what is skipped after a torn group, so that no position is given twice. */
    static final int GROUP_ENTRIES_MAX = 1 << 16;

    /** Records of a group in bytes, at most: what a commit collects, and one entry more of any size. */
    static final int GROUP_BYTES_MAX = 64 << 20;

    /** A group of this many bytes is committed before another entry is added. */
    static final int GROUP_BYTES_ENOUGH = 16 << 20;

    /** Largest record in bytes. */
    static final int RECORD_BYTES_MAX = 16 << 20;

    static final String SUFFIX = ".seg";
    static final String TORN_SUFFIX = ".torn";

    private Segment() {}

    static Path file(Path directory, long first) {
        return directory.resolve(String.format("%020d", first) + SUFFIX);
    }
}
