package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens the segments of a directory as a crash may have left them.
 *
 * <h2>What is torn and what is damaged</h2>
 *
 * A group is written only after the one before is on disk. So a crash can leave at most one group incomplete, the last.
 * A fault with no whole group after it, in the last segment, is taken for that one and set aside; a fault that whole
 * groups follow was on disk once and went bad: nothing is cut, opening is refused. What its checksum confirms but this
 * build cannot read is never cut either.
 *
 * <h2>Why the last group is written again</h2>
 *
 * After a kill the last group may be in the page cache only; after a failed fsync the kernel may even call its pages
 * clean though they never reached the disk. Before anyone may act on it, its bytes are written over themselves and
 * fsynced.
 *
 * <p>Threads: the opening one.
 */
final class Recovery {
    private static final Pattern KEPT = Pattern.compile("[0-9]{20}\\.seg\\.([0-9]{20})\\.torn");

    private final Path directory;
    private final String site;
    private final List<OpenReport.Torn> torn = new ArrayList<>();
    private long last;
    private long lastMicros = Long.MIN_VALUE;
    private long next = 1;

    Recovery(Path directory, String site) {
        this.directory = directory;
        this.site = site;
    }

    /**
     * Reads the headers of all segments and every byte of the last.
     *
     * @throws JournalDamagedException at the first fault that is no torn end
     */
    SegmentIndex recover() throws IOException {
        List<Long> firsts = new ArrayList<>(SegmentIndex.list(directory));
        while (!firsts.isEmpty() && !recoverLast(firsts.get(firsts.size() - 1))) {
            firsts.remove(firsts.size() - 1);
        }
        SegmentIndex index = new SegmentIndex(directory);
        for (long first : firsts) {
            index.add(header(first));
        }
        passOverTorn();
        return index;
    }

    /** Last position there is, 0 when empty. */
    long last() {
        return last;
    }

    /** receivedAt of the last entry, epoch microseconds; the smallest long when empty. */
    long lastMicros() {
        return lastMicros;
    }

    /** The next position to give. */
    long next() {
        return next;
    }

    List<OpenReport.Torn> torn() {
        return torn;
    }

    private SegmentHeader header(long first) throws IOException {
        try (SegmentReader reader = SegmentReader.open(Segment.file(directory, first), first)) {
            SegmentHeader header = reader.header();
            if (!header.site().equals(site)) {
                throw new JournalException("journal segment " + Segment.file(directory, first) + " is of site "
                        + header.site() + ", not of " + site);
            }
            return header;
        }
    }

    /** Makes the last segment whole; false when nothing of it was, so that the one before is the last. */
    private boolean recoverLast(long first) throws IOException {
        Path file = Segment.file(directory, first);
        if (Files.size(file) <= Segment.HEADER_BYTES) {
            setAsideWhole(file, first, "a segment without a group");
            return false;
        }
        header(first);
        try (SegmentReader reader = SegmentReader.open(file, first)) {
            JournalDamagedException fault = scan(reader);
            long end = reader.groupOffset();
            if (fault != null && end == Segment.HEADER_BYTES) {
                setAsideWhole(file, first, fault.what());
                return false;
            }
            last = reader.wholePosition();
            next = Math.max(next, last + 1);
            makeDurable(file, reader.wholeGroup(), end, fault);
            return true;
        }
    }

    /** Reads to the end or to a torn group; any other fault is thrown. */
    private @Nullable JournalDamagedException scan(SegmentReader reader) throws IOException {
        try {
            while (reader.advance()) {
                lastMicros = Math.max(lastMicros, reader.receivedAtMicros());
            }
            return null;
        } catch (JournalDamagedException fault) {
            if (!fault.maybeTorn() || GroupSearch.anyAfter(reader, reader.groupOffset())) {
                throw fault;
            }
            return fault;
        }
    }

    private void makeDurable(Path file, long lastGroup, long end, @Nullable JournalDamagedException fault)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (fault != null) {
                setAsideTail(channel, file, end, fault);
                channel.truncate(end);
            }
            byte[] group = new byte[Math.toIntExact(end - lastGroup)];
            int got = DurableFiles.readAt(channel, lastGroup, group, group.length);
            if (got != group.length) {
                throw new IOException(file + " became shorter while it was opened");
            }
            channel.position(lastGroup);
            DurableFiles.writeFully(channel, ByteBuffer.wrap(group));
            channel.force(true);
        }
    }

    private void setAsideTail(FileChannel channel, Path file, long offset, JournalDamagedException fault)
            throws IOException {
        byte[] tail = new byte[Math.toIntExact(channel.size() - offset)];
        int got = DurableFiles.readAt(channel, offset, tail, tail.length);
        Path kept = kept(file, last + 1);
        DurableFiles.replace(kept, ByteBuffer.wrap(tail, 0, got));
        torn.add(new OpenReport.Torn(file, offset, got, kept, last + 1, fault.what()));
    }

    private void setAsideWhole(Path file, long first, String reason) throws IOException {
        Path kept = kept(file, first);
        long bytes = Files.size(file);
        Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceDirectory(directory);
        torn.add(new OpenReport.Torn(file, 0, bytes, kept, first, reason));
    }

    /**
     * The positions of what is set aside are never given again: someone may have seen them. The names of the files kept
     * remember them, also over a start that wrote nothing.
     */
    private void passOverTorn() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            next = files.map(file -> KEPT.matcher(String.valueOf(file.getFileName())))
                    .filter(Matcher::matches)
                    .mapToLong(name -> Long.parseLong(name.group(1)) + Segment.GROUP_ENTRIES_MAX)
                    .reduce(next, Math::max);
        }
    }

    private static Path kept(Path file, long position) {
        return file.resolveSibling(file.getFileName() + String.format(".%020d", position) + Segment.TORN_SUFFIX);
    }
}
