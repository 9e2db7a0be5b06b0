package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the journal of a site from outside: for the command line, for a person who has to trust it. It locks and
 * changes nothing and may run beside the service.
 *
 * <p>Threads: any.
 */
public final class JournalInspection {
    private static final int ATTEMPTS = 5;

    private JournalInspection() {}

    /**
     * What {@link #verify} found. Where there is a fault, the counts are of what is before it.
     *
     * @param directory the journal
     * @param site name of the site; empty when there is no segment
     * @param segments number of segment files
     * @param bytes of all segment files
     * @param entries number of entries
     * @param readings number of readings in them
     * @param span first and last entry; null when there is none
     * @param fault the first fault; null when there is none
     * @param setAside torn ends that were set aside earlier
     */
    public record Report(
            Path directory,
            String site,
            int segments,
            long bytes,
            long entries,
            long readings,
            @Nullable Span span,
            @Nullable Fault fault,
            List<Path> setAside) {

        /** Whether everything that was acknowledged can be read. */
        public boolean valid() {
            return fault == null || fault.tornEnd();
        }

        /** Bytes of the journal for each reading in it; 0 when there are none. */
        public double bytesPerReading() {
            return readings == 0 ? 0 : (double) bytes / readings;
        }
    }

    /**
     * From where to where.
     *
     * @param first position of the first entry
     * @param last position of the last entry
     * @param firstAt receivedAt of the first entry
     * @param lastAt receivedAt of the last entry
     */
    public record Span(long first, long last, Instant firstAt, Instant lastAt) {}

    /**
     * Where reading stops.
     *
     * @param file the segment
     * @param offset byte in it
     * @param position first position that cannot be read
     * @param what what is wrong
     * @param tornEnd whether it is the end of the journal, not whole because a write did not end or has not yet ended:
     *     nothing acknowledged is lost
     */
    public record Fault(Path file, long offset, long position, String what, boolean tornEnd) {}

    /** The journals of all sites in {@code {data}/journal}, sorted. */
    public static List<Path> sites(Path journals) {
        if (!Files.isDirectory(journals)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(journals)) {
            return found.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new JournalException("journals in " + journals + " could not be listed", e);
        }
    }

    /** Reads every byte of a site's journal ({@code {data}/journal/{site}}) and checks it. */
    public static Report verify(Path directory) {
        requireJournal(directory);
        try {
            Report report = new Verification(directory).run();
            for (int i = 1;
                    i < ATTEMPTS && report.fault() != null && !report.fault().tornEnd();
                    i++) {
                Report again = new Verification(directory).run();
                if (again.entries() == report.entries()) {
                    return again;
                }
                report = again; // the service wrote on while we read its end
            }
            return report;
        } catch (IOException e) {
            throw new JournalException("journal " + directory + " could not be read: " + e, e);
        }
    }

    /** What the headers and the last segment say, without reading the rest: quick on any size. */
    public static Info info(Path directory) {
        requireJournal(directory);
        try {
            return InfoReading.of(directory);
        } catch (IOException e) {
            throw new JournalException("journal " + directory + " could not be read: " + e, e);
        }
    }

    /**
     * What there is.
     *
     * @param directory the journal
     * @param segments oldest first
     * @param cursors a line for each follower
     * @param snapshots file names, sorted
     */
    public record Info(Path directory, List<SegmentInfo> segments, List<String> cursors, List<String> snapshots) {}

    /**
     * A segment.
     *
     * @param file its file
     * @param site name of the site
     * @param build what wrote it
     * @param first position of its first entry
     * @param from receivedAt of its first entry
     * @param bytes its size
     */
    public record SegmentInfo(Path file, String site, String build, long first, Instant from, long bytes) {}

    /**
     * Writes the entries of an interval as JSON lines.
     *
     * @return number of entries written
     * @throws JournalDamagedException at the first fault other than a torn end; what was before it is written
     * @throws IOException when {@code out} does not take it
     */
    public static long export(Path directory, Interval interval, Appendable out) throws IOException {
        requireJournal(directory);
        JsonLines lines = new JsonLines(out);
        long written = 0;
        try (JournalScan scan = JournalScan.from(directory, SegmentIndex.list(directory), interval)) {
            JournalEntry entry = scan.nextWhole();
            while (entry != null && !interval.endsBefore(entry)) {
                if (!interval.beginsAfter(entry)) {
                    lines.write(entry);
                    written++;
                }
                entry = scan.nextWhole();
            }
        }
        return written;
    }

    /** A wrong directory must not pass for a good journal without entries. */
    static void requireJournal(Path directory) {
        try {
            if (!Files.exists(directory.resolve(Journal.LOCK))
                    && SegmentIndex.list(directory).isEmpty()) {
                throw new JournalException(directory
                        + " is no journal of a site: there is no segment in it and no file '" + Journal.LOCK + "'");
            }
        } catch (IOException e) {
            throw new JournalException("journal " + directory + " could not be read: " + e, e);
        }
    }
}
