package kz.qalqan.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The first bytes of a segment file, laid out in {@link Segment}.
 *
 * @param site name of the site
 * @param build version and commit that wrote it
 * @param first position of the first entry
 * @param previousLast last position of the segment before, 0 when there is none
 * @param createdAtMicros receivedAt of the first entry
 * @param seal what the bytes themselves say: format and checksum
 */
record SegmentHeader(String site, String build, long first, long previousLast, long createdAtMicros, Seal seal) {
    /**
     * What is known of a header once it is bytes.
     *
     * @param format of the segment
     * @param salt checksum of the header, which salts all others
     */
    record Seal(int format, int salt) {}

    /** A header to be written. */
    static SegmentHeader draft(String site, String build, long first, long previousLast, long createdAtMicros) {
        return new SegmentHeader(site, build, first, previousLast, createdAtMicros, new Seal(Segment.FORMAT, 0));
    }

    int format() {
        return seal.format();
    }

    int salt() {
        return seal.salt();
    }

    private static final int BUILD_BYTES_MAX = 120;
    private static final int CHECKED_BYTES = Segment.HEADER_BYTES - Integer.BYTES;

    /** Cuts a build that does not fit. */
    static String fitting(String build) {
        String text = build;
        while (text.getBytes(StandardCharsets.UTF_8).length > BUILD_BYTES_MAX) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    /** The bytes of the header, and its salt in the last four of them. */
    byte[] encode() {
        ByteSink sink = new ByteSink(Segment.HEADER_BYTES);
        sink.putLong(Segment.MAGIC);
        sink.putInt(format());
        sink.putInt(0);
        sink.putLong(first);
        sink.putLong(previousLast);
        sink.putLong(createdAtMicros);
        sink.putText(site);
        sink.putText(fitting(build));
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(sink.array(), sink.size()), Segment.HEADER_BYTES);
        sink.clear();
        sink.putInt(new Checksum().of(bytes, 0, CHECKED_BYTES));
        System.arraycopy(sink.array(), 0, bytes, CHECKED_BYTES, Integer.BYTES);
        return bytes;
    }

    /** Reads what {@link #encode} wrote. */
    static SegmentHeader decode(Path file, long firstByName, byte[] bytes) {
        ByteSource source = new ByteSource().over(bytes, 0, bytes.length);
        int salt = new ByteSource().over(bytes, CHECKED_BYTES, Integer.BYTES).getInt();
        if (source.getLong() != Segment.MAGIC) {
            throw new JournalDamagedException(file, 0, firstByName, "no segment header (wrong magic)");
        }
        if (salt != new Checksum().of(bytes, 0, CHECKED_BYTES)) {
            throw new JournalDamagedException(file, 0, firstByName, "checksum of the header does not match");
        }
        int format = source.getInt();
        if (format < 1 || format > Segment.FORMAT) {
            throw new JournalException("journal segment " + file + " has format " + format
                    + "; this build reads formats 1 to " + Segment.FORMAT);
        }
        source.getInt();
        long first = source.getLong();
        if (first != firstByName) {
            throw new JournalDamagedException(
                    file, 0, firstByName, "the header says first position " + first + ", the file name another");
        }
        return withTexts(source, first, new Seal(format, salt));
    }

    private static SegmentHeader withTexts(ByteSource source, long first, Seal seal) {
        long previousLast = source.getLong();
        long createdAtMicros = source.getLong();
        return new SegmentHeader(source.getText(), source.getText(), first, previousLast, createdAtMicros, seal);
    }
}
