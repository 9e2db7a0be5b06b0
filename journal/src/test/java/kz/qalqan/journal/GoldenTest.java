package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Quarantined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each format as it was first written stays readable: {@code golden/format-1.seg} holds {@link Entries#everyKind()} and
 * two batches, {@code golden/format-2.seg} more, and small ones. {@link #main} made it; it is never made again for the
 * same format.
 */
final class GoldenTest {
    private static final String FILE = "format-2.seg";

    @TempDir
    Path directory;

    @Test
    void formatOneIsReadAsItWasWritten() throws Exception {
        isReadAsItWasWritten("format-1.seg", content());
    }

    @Test
    void formatTwoIsReadAsItWasWritten() throws Exception {
        isReadAsItWasWritten(FILE, contentOfTwo());
    }

    private void isReadAsItWasWritten(String file, List<Entry> content) throws Exception {
        Path own = Files.createDirectories(directory.resolve(Entries.SITE));
        try (InputStream golden = GoldenTest.class.getResourceAsStream("/golden/" + file)) {
            assertThat(golden).isNotNull();
            Files.copy(golden, Segment.file(own, 1));
        }
        List<Entry> read = new ArrayList<>();
        try (Journal journal = Journal.open(directory, Entries.SITE, Script.CONFIG)) {
            assertThat(journal.openReport().clean()).isTrue();
            assertThat(Script.readAll(journal, read)).isEmpty();
        }
        assertThat(read).isEqualTo(content);
    }

    /** {@code quarantined-1.seg} was written before content type and retained flag were kept. */
    @Test
    void aQuarantinedMessageOfTheFirstSchemaIsReadWithoutContentType() throws Exception {
        Path own = Files.createDirectories(directory.resolve(Entries.SITE));
        try (InputStream golden = GoldenTest.class.getResourceAsStream("/golden/quarantined-1.seg")) {
            assertThat(golden).isNotNull();
            Files.copy(golden, Segment.file(own, 1));
        }
        Entry written = Entries.quarantined("{\"values\":");
        List<Entry> read = new ArrayList<>();
        try (Journal journal = Journal.open(directory, Entries.SITE, Script.CONFIG)) {
            journal.append(written, Entries.START.plusSeconds(3)).get();
            assertThat(Script.readAll(journal, read)).isEmpty();
        }
        assertThat(read).hasSize(4);
        assertThat(read.get(0)).usingRecursiveComparison().isEqualTo(ofTheFirstSchema("{\"values\":"));
        assertThat(read.get(2)).usingRecursiveComparison().isEqualTo(ofTheFirstSchema(""));
        assertThat(read.get(3)).usingRecursiveComparison().isEqualTo(written);
    }

    private static Quarantined ofTheFirstSchema(String payload) {
        Quarantined q = Entries.quarantined(payload);
        return new Quarantined(
                q.topic(),
                q.reason(),
                q.detail(),
                q.payload(),
                q.length(),
                q.sha256(),
                q.packetId(),
                q.readings(),
                "",
                false);
    }

    /** Writes the golden file of the present format into the directory named. */
    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("golden");
        try (Journal journal = Journal.open(work, Entries.SITE, JournalConfig.of("golden"))) {
            for (Entry entry : contentOfTwo()) {
                journal.append(entry, Entries.START).get();
            }
        }
        copy(Segment.file(work.resolve(Entries.SITE), 1), Path.of(args[0]).resolve(FILE));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.copy(from, to);
    }

    private static List<Entry> content() {
        List<Entry> content = new ArrayList<>(Entries.everyKind());
        content.add(Entries.walk(new Random(1), 12, 40, Entries.START));
        content.add(Entries.any(new Random(2)));
        return content;
    }

    private static List<Entry> contentOfTwo() {
        List<Entry> content = new ArrayList<>(content());
        content.add(Entries.odd(new Random(3)));
        for (int i = 0; i < 5; i++) {
            content.add(Entries.walk(new Random(i), 20, 1, Entries.START.plusSeconds(i)));
            content.add(Entries.walk(new Random(i), 1, 1, Entries.START.plusSeconds(i)));
        }
        return content;
    }
}
