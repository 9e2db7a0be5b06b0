package kz.qalqan.journal;

import java.nio.file.Path;

/**
 * A segment: one file of the journal, named by its first position ({@code 00000000000000000001.seg}).
 *
 * <h2>Layout, format 1 (all fixed numbers big-endian)</h2>
 *
 * <pre>
 * segment   = header group* [seal]
 *
 * header    (256 bytes, written and fsynced before the first group)
 *   0  8  magic "QALQANJ\n"
 *   8  4  format version, 1
 *  12  4  zero
 *  16  8  first position
 *  24  8  last position of the segment before, 0 when there is none
 *  32  8  receivedAt of the first entry, epoch microseconds
 *  40     site, build: each length (varint) and UTF-8; then zeros
 * 252  4  CRC32C of the 252 bytes before: the salt of this segment
 *
 * group     (all that is fsynced together: one commit)
 *   0  4  magic "QGRP"
 *   4  4  length of the records in bytes
 *   8  8  position of the first entry
 *  16  4  number of entries
 *  20  4  flags: 1 = holds a sensor dictionary record, 2 = seal (no records: closed in order)
 *  24  4  CRC32C of the salt and the 24 bytes before
 *  28     records
 *
 * record
 *   0  4  length of the whole record in bytes
 *   4  1  type ({@link RecordType})
 *   5  1  schema version of the type
 *   6  2  zero
 *   8  8  position; of a dictionary record: of the entry after it
 *  16  8  receivedAt, epoch microseconds
 *  24     payload
 *  -4  4  CRC32C of the salt and all bytes of the record before
 * </pre>
 *
 * <p>Positions rise by one inside a segment. Between segments there may be a gap, where a torn group was set aside: a
 * position once given is never given again. That no segment is missing is told by "last position of the segment
 * before".
 *
 * <p>A segment will begin with the whole control state (plan, limits, declarations in force) as ordinary records right
 * after the header, so that older segments can go: until that is written, retention asks for a snapshot instead.
 */
final class Segment {
    static final long MAGIC = 0x51414C51414E4A0AL;
    static final int FORMAT = 1;
    static final int HEADER_BYTES = 256;

    static final int GROUP_MAGIC = 0x51475250;
    static final int GROUP_HEADER_BYTES = 28;
    static final int GROUP_CHECKED_BYTES = 24;
    static final int FLAG_SENSORS = 1;
    static final int FLAG_SEAL = 2;
    static final int FLAGS_KNOWN = FLAG_SENSORS | FLAG_SEAL;

    /** Most entries in one group; what is skipped after a torn group, so that no position is given twice. */
    static final int GROUP_ENTRIES_MAX = 1 << 16;

    /** Records of a group in bytes, at most: what a commit collects, and one entry more of any size. */
    static final int GROUP_BYTES_MAX = 64 << 20;

    /** A group of this many bytes is committed before another entry is added. */
    static final int GROUP_BYTES_ENOUGH = 16 << 20;

    static final int RECORD_HEADER_BYTES = 24;
    static final int RECORD_FRAME_BYTES = RECORD_HEADER_BYTES + Integer.BYTES;

    /** Largest record in bytes. */
    static final int RECORD_BYTES_MAX = 16 << 20;

    static final String SUFFIX = ".seg";
    static final String TORN_SUFFIX = ".torn";

    private Segment() {}

    static Path file(Path directory, long first) {
        return directory.resolve(String.format("%020d", first) + SUFFIX);
    }
}
