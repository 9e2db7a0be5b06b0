package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kz.qalqan.telemetry.ReadingBatch;

/** Reads what lies in a journal's directory, for {@link JournalInspection#info}. */
final class InfoReading {
    private InfoReading() {}

    static JournalInspection.Info of(Path directory) throws IOException {
        List<JournalInspection.SegmentInfo> segments = new ArrayList<>();
        for (long first : SegmentIndex.list(directory)) {
            segments.add(segment(directory, first));
        }
        return new JournalInspection.Info(directory, segments, cursors(directory), snapshots(directory));
    }

    static SegmentHeader header(Path directory, long first) throws IOException {
        try (SegmentReader reader = SegmentReader.open(Segment.file(directory, first), first)) {
            return reader.header();
        }
    }

    private static JournalInspection.SegmentInfo segment(Path directory, long first) throws IOException {
        SegmentHeader header = header(directory, first);
        Path file = Segment.file(directory, first);
        return new JournalInspection.SegmentInfo(
                file,
                header.site(),
                header.build(),
                first,
                ReadingBatch.instantOfMicros(header.createdAtMicros()),
                Files.size(file));
    }

    private static List<String> cursors(Path directory) throws IOException {
        Path file = directory.resolve(Cursors.FILE);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith(Cursors.SEAL))
                        .toList()
                : List.of();
    }

    private static List<String> snapshots(Path directory) throws IOException {
        Path folder = directory.resolve(Snapshots.FOLDER);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
