package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/** One reading of a whole journal, for {@link JournalInspection#verify}. */
final class Verification {
    private final Path directory;
    private final Tally tally = new Tally();
    private String site = "";

    Verification(Path directory) {
        this.directory = directory;
    }

    JournalInspection.Report run() throws IOException {
        List<Long> firsts = SegmentIndex.list(directory);
        JournalInspection.Fault fault;
        try (JournalScan scan = new JournalScan(directory, firsts, 0)) {
            fault = scan(scan);
        }
        long bytes = 0;
        for (long first : firsts) {
            bytes += Files.size(Segment.file(directory, first));
        }
        return new JournalInspection.Report(
                directory,
                site,
                firsts.size(),
                bytes,
                tally.entries(),
                tally.readings(),
                tally.span(),
                fault,
                setAside());
    }

    /** Whether a fault is the torn end of a journal: nothing whole comes after it. */
    static boolean tornEnd(JournalScan scan, JournalDamagedException fault) throws IOException {
        if (!scan.inLast()) {
            return false;
        }
        if (Files.size(fault.file()) <= Segment.HEADER_BYTES) {
            return true;
        }
        SegmentReader segment = scan.segment();
        return segment != null && fault.maybeTorn() && !GroupSearch.anyAfter(segment, segment.groupOffset());
    }

    private JournalInspection.@Nullable Fault scan(JournalScan scan) throws IOException {
        try {
            for (JournalEntry entry = scan.next(); entry != null; entry = scan.next()) {
                tally.count(entry);
                if (site.isEmpty() && scan.segment() != null) {
                    site = scan.segment().header().site();
                }
            }
            return null;
        } catch (JournalDamagedException e) {
            return new JournalInspection.Fault(e.file(), e.offset(), e.position(), e.what(), tornEnd(scan, e));
        }
    }

    private List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(Segment.TORN_SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
