package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipFile;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any interval leaves as one file that can be checked and replayed elsewhere. */
final class EvidenceFileTest {
    private static final LimitChange CHANGE = new LimitChange("l", 0.7, null, null, null, "a", "r", "p");

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void intervalOfARunningJournalReadsBackAsItWas() throws Exception {
        Path file = directory.resolve("shift.evidence");
        List<JournalEntry> all;
        try (Journal journal = open(directory)) {
            write(journal);
            all = read(journal);
            EvidenceFile.export(
                    own(),
                    Interval.received(Entries.START.plusSeconds(20), Entries.START.plusSeconds(40)),
                    "0.1.0+abc",
                    file);
        }
        try (EvidenceFile evidence = EvidenceFile.open(file)) {
            assertThat(rest(evidence))
                    .isNotEmpty()
                    .isEqualTo(all.stream()
                            .filter(e -> !e.receivedAt().isBefore(Entries.START.plusSeconds(20))
                                    && e.receivedAt().isBefore(Entries.START.plusSeconds(40)))
                            .toList());
            assertThat(evidence.inForce())
                    .extracting(JournalEntry::content)
                    .containsExactly(new PlanInForce("f00d", "sites:\n"), CHANGE);
            assertThat(evidence.contents().site()).isEqualTo(Entries.SITE);
            assertThat(evidence.contents().build()).isEqualTo("0.1.0+abc");
        }
    }

    @Test
    void positionsAcrossAGapComeWhole() throws Exception {
        try (Journal journal = open(directory)) {
            write(journal);
        }
        Path last = Segment.file(
                own(), SegmentIndex.list(own()).get(SegmentIndex.list(own()).size() - 1));
        byte[] bytes = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(bytes, bytes.length - 11)); // the seal and a byte of what was before
        List<JournalEntry> all;
        try (Journal journal = open(directory)) {
            assertThat(journal.openReport().torn()).hasSize(1);
            journal.append(new Tick(), Entries.START.plusSeconds(100)).get();
            all = read(journal);
        }
        Path file = directory.resolve("all.evidence");
        EvidenceFile.Contents contents = EvidenceFile.export(own(), Interval.ALL, "b", file);
        assertThat(contents.entries()).isEqualTo(all.size());
        assertThat(contents.span().last()).isGreaterThan(Segment.GROUP_ENTRIES_MAX);
        try (EvidenceFile evidence = EvidenceFile.open(file)) {
            assertThat(rest(evidence)).isEqualTo(all);
        }
    }

    @Test
    void unzippedItIsAJournal() throws Exception {
        Path file = directory.resolve("part.evidence");
        try (Journal journal = open(directory)) {
            write(journal);
        }
        EvidenceFile.Contents contents = EvidenceFile.export(own(), Interval.positions(10, 30), "b", file);
        Path elsewhere = directory.resolve("elsewhere");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                Path to = elsewhere.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                try (var in = zip.getInputStream(entry)) {
                    Files.copy(in, to);
                }
            }
        }
        try (Journal journal = open(elsewhere)) {
            assertThat(journal.first()).isEqualTo(10);
            assertThat(journal.durable()).isEqualTo(30);
            assertThat(read(journal)).hasSize((int) contents.entries());
            assertThat(journal.inForce(0)).hasSize(2);
        }
    }

    @Test
    void flippedBitAnywhereInTheFileIsFound() throws Exception {
        Path file = directory.resolve("part.evidence");
        try (Journal journal = open(directory)) {
            write(journal);
        }
        EvidenceFile.export(own(), Interval.positions(10, 14), "b", file);
        byte[] whole = Files.readAllBytes(file);
        List<JournalEntry> entries;
        try (EvidenceFile evidence = EvidenceFile.open(file)) {
            entries = rest(evidence);
        }
        int refused = 0;
        for (int offset = 0; offset < whole.length; offset++) {
            Files.write(file, Damage.flip(whole, offset));
            try (EvidenceFile evidence = EvidenceFile.open(file)) {
                assertThat(rest(evidence)).as("flip at %d passed", offset).isEqualTo(entries);
            } catch (JournalException e) {
                refused++;
            }
        }
        assertThat(refused).as("of %d", whole.length).isGreaterThan(whole.length / 2);
    }

    @Test
    void sameEntriesGiveTheSameBytes() throws Exception {
        try (Journal journal = open(directory)) {
            write(journal);
        }
        Path one = directory.resolve("one");
        Path two = directory.resolve("two");
        EvidenceFile.export(own(), Interval.ALL, "b", one);
        EvidenceFile.export(own(), Interval.ALL, "b", two);
        assertThat(one).hasSameBinaryContentAs(two);
    }

    @Test
    void nothingToExportIsSaidAndLeavesNothingBehind() throws Exception {
        try (Journal journal = open(directory)) {
            write(journal);
        }
        Path out = Files.createDirectory(directory.resolve("out"));
        assertThatThrownBy(() ->
                        EvidenceFile.export(own(), Interval.positions(5_000, 6_000), "b", out.resolve("none.evidence")))
                .hasMessageContaining("no entries of " + Entries.SITE);
        assertThat(out).isEmptyDirectory();
    }

    private static void write(Journal journal) throws Exception {
        journal.append(new PlanInForce("f00d", "sites:\n"), Entries.START).get();
        journal.append(CHANGE, Entries.START).get();
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            Entry entry = i % 5 == 0 ? new Tick() : Entries.walk(random, 2, 3, Entries.START);
            journal.append(entry, Entries.START.plusSeconds(i)).get();
        }
    }

    private static List<JournalEntry> read(Journal journal) throws InterruptedException {
        List<JournalEntry> all = new ArrayList<>();
        try (JournalReader reader = journal.reader(0)) {
            while (reader.position() < journal.durable()) {
                all.add(Objects.requireNonNull(reader.next(Duration.ofSeconds(10))));
            }
        }
        return all;
    }

    private static List<JournalEntry> rest(EvidenceFile evidence) {
        List<JournalEntry> all = new ArrayList<>();
        for (JournalEntry entry = evidence.next(); entry != null; entry = evidence.next()) {
            all.add(entry);
        }
        return all;
    }

    private Journal open(Path where) {
        return Journal.open(where, Entries.SITE, Script.CONFIG);
    }

    private Path own() {
        return directory.resolve(Entries.SITE);
    }
}
