package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies beside the segments: snapshots, cursors; and which segments may go. */
final class KeptTest {
    private static final JournalConfig KEEPS_LITTLE = Script.CONFIG
            .with(new JournalConfig.Roll(400, Duration.ofDays(1)))
            .with(new JournalConfig.Retention(1_500, Duration.ofDays(1)));

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void newestWholeSnapshotCounts() throws Exception {
        try (Journal journal = open(Script.CONFIG)) {
            ticks(journal, 5);
            Snapshots snapshots = journal.snapshots();
            assertThat(snapshots.latest("rules")).isEmpty();
            snapshots.save("rules", 1, bytes("one"));
            snapshots.save("rules", 3, bytes("three"));
            snapshots.save("rules", 5, bytes("five"));
            assertThatThrownBy(() -> snapshots.save("rules", 6, bytes("six"))).hasMessageContaining("durable is 5");
        }
        Path folder = own().resolve("snapshots/rules");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        Path newest = folder.resolve("00000000000000000005.snapshot");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 22));
        Files.write(folder.resolve("00000000000000000006.snapshot.tmp"), bytes("half"));
        try (Journal journal = open(Script.CONFIG)) {
            assertThat(journal.snapshots().latest("rules"))
                    .hasValueSatisfying(
                            snapshot -> assertThat(snapshot.position()).isEqualTo(3))
                    .hasValueSatisfying(snapshot -> assertThat(snapshot.bytes()).isEqualTo(bytes("three")));
            assertThat(folder.resolve("00000000000000000005.snapshot.bad")).exists();
        }
    }

    @Test
    void snapshotWithAFlippedBitIsNeverUsed() throws Exception {
        Path file = own().resolve("snapshots/rules/00000000000000000002.snapshot");
        try (Journal journal = open(Script.CONFIG)) {
            ticks(journal, 2);
            journal.snapshots().save("rules", 2, bytes("state"));
            byte[] whole = Files.readAllBytes(file);
            for (int offset = 0; offset < whole.length; offset++) {
                Files.write(file, Damage.flip(whole, offset));
                assertThat(journal.snapshots().latest("rules"))
                        .as("flip at " + offset)
                        .isEmpty();
                Files.write(file, Damage.cut(whole, offset));
                assertThat(journal.snapshots().latest("rules"))
                        .as("cut at " + offset)
                        .isEmpty();
            }
        }
    }

    @Test
    void cursorsWithAFlippedBitAreNotUsedAndSaid() throws Exception {
        try (Journal journal = open(Script.CONFIG)) {
            ticks(journal, 2);
            journal.passed("history", 2);
        }
        Path file = own().resolve("cursors");
        byte[] whole = Files.readAllBytes(file);
        for (int offset = 0; offset < whole.length; offset++) {
            Files.write(file, Damage.flip(whole, offset));
            try (Journal journal = open(Script.CONFIG)) {
                assertThat(journal.passed("history")).as("flip at " + offset).isZero();
                assertThat(journal.openReport().remarks()).hasSize(1);
            }
        }
    }

    @Test
    void segmentGoesOnlyAfterEveryFollowerAndTheOlderSnapshotHavePassedIt() throws Exception {
        try (Journal journal = open(KEEPS_LITTLE)) {
            ticks(journal, 60);
            assertThat(firstAfterHousekeeping(journal))
                    .as("no follower, no snapshot")
                    .isEqualTo(1);
            journal.passed("rules", 60);
            assertThat(firstAfterHousekeeping(journal)).as("no snapshot").isEqualTo(1);
            journal.snapshots().save("rules", 20, bytes("state"));
            journal.snapshots().save("rules", 58, bytes("state"));
            long byOlderSnapshot = firstAfterHousekeeping(journal);
            assertThat(byOlderSnapshot).isBetween(2L, 21L);
            journal.passed("history", 5);
            journal.snapshots().save("rules", 59, bytes("state"));
            assertThat(firstAfterHousekeeping(journal)).as("history is behind").isEqualTo(byOlderSnapshot);
            journal.passed("history", 60);
            assertThat(firstAfterHousekeeping(journal)).isBetween(40L, 61L);
            assertThatThrownBy(() -> journal.reader(5)).hasMessageContaining("is gone");
            try (JournalReader reader = journal.reader(0)) {
                JournalEntry entry = reader.next(Duration.ofSeconds(10));
                assertThat(entry).extracting(JournalEntry::position).isEqualTo(journal.first());
            }
        }
        assertThat(JournalInspection.verify(own()).fault()).isNull();
    }

    @Test
    void followerThatStandsStillLosesWhatIsAboveItsCapAndItIsSaid() throws Exception {
        JournalConfig capped = KEEPS_LITTLE.with(new JournalConfig.Retention(
                1_000, Duration.ofDays(1), new JournalConfig.FollowerCap(2_000, Set.of("history"))));
        try (Journal journal = open(capped)) {
            journal.passed("history", 0);
            ticks(journal, 80);
            journal.passed("judgement", 30);
            journal.snapshots().save("engine", 80, bytes("state"));
            assertThat(firstAfterHousekeeping(journal))
                    .as("history is over its cap, judgement has none and has not passed the rest")
                    .isBetween(2L, 31L);
            assertThat(journal.lost("history")).isEqualTo(journal.first() - 1);
            assertThat(journal.lost("judgement")).isZero();
            journal.passed("judgement", 80);
            firstAfterHousekeeping(journal);
            assertThat(bytesOfSegments()).isBetween(1_000L, 2_000L);
            assertThat(journal.lost("history")).isEqualTo(journal.first() - 1);
        }
    }

    @Test
    void underTheSoftMarkWhatEveryoneHasPassedGoesAtOnce() throws Exception {
        JournalConfig scarce = Script.CONFIG
                .with(new JournalConfig.Roll(400, Duration.ofDays(1)))
                .with(new JournalConfig.Space(Long.MAX_VALUE, 0, 0));
        try (Journal journal = open(scarce)) {
            ticks(journal, 60);
            journal.passed("rules", 60);
            journal.snapshots().save("rules", 60, bytes("state"));
            journal.keepHouse(); // measures, then lets go
            assertThat(journal.space()).isEqualTo(SpaceState.SCARCE);
            assertThat(SegmentIndex.list(own())).hasSize(1);
            ticks(journal, 1);
        }
    }

    @Test
    void underTheHardMarkReadingsAreRefusedAndTicksAreNot() throws Exception {
        JournalConfig full = Script.CONFIG.with(new JournalConfig.Space(Long.MAX_VALUE, Long.MAX_VALUE, 0));
        try (Journal journal = open(full)) {
            journal.keepHouse();
            assertThat(journal.space()).isEqualTo(SpaceState.FULL);
            assertThat(journal.append(Entries.oddValues(), Entries.START))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(JournalFullException.class)
                    .withMessageContaining("the disk of journal");
            ticks(journal, 3);
            assertThat(journal.durable()).isEqualTo(3);
        }
    }

    @Test
    void lossOfTheLastGroupIsSaidWhenItWasOnDiskForCertain() throws Exception {
        Path elsewhere = directory.resolve("crashed");
        try (Journal journal = open(Script.CONFIG)) {
            ticks(journal, 4);
            journal.keepHouse();
            Files.createDirectories(elsewhere.resolve(Entries.SITE));
            for (String file : new String[] {"00000000000000000001.seg", "cursors"}) {
                Files.copy(own().resolve(file), elsewhere.resolve(Entries.SITE).resolve(file));
            }
        }
        Path segment = Segment.file(elsewhere.resolve(Entries.SITE), 1);
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Damage.flip(bytes, bytes.length - 1));
        try (Journal journal = Journal.open(elsewhere, Entries.SITE, Script.CONFIG)) {
            assertThat(journal.openReport().torn()).hasSize(1);
            assertThat(journal.openReport().remarks()).anySatisfy(remark -> assertThat(remark)
                    .contains("at position 4, the journal ends at 3")
                    .contains("acknowledged entries between them are lost"));
        }
    }

    private long bytesOfSegments() throws Exception {
        long bytes = 0;
        for (long first : SegmentIndex.list(own())) {
            bytes += Files.size(Segment.file(own(), first));
        }
        return bytes;
    }

    @Test
    void positionsAFollowerHasSeenAreNeverGivenAgainEvenWhenSegmentsVanish() throws Exception {
        try (Journal journal = open(Script.CONFIG)) {
            ticks(journal, 7);
            journal.passed("rules", 7);
        }
        Files.delete(own().resolve("00000000000000000001.seg"));
        try (Journal journal = open(Script.CONFIG)) {
            assertThat(journal.openReport().remarks())
                    .anySatisfy(remark -> assertThat(remark).contains("acknowledged entries between them are lost"));
            assertThat(journal.append(new Tick(), Entries.START).get()).isEqualTo(8);
        }
    }

    @Test
    void missingSegmentInTheMiddleIsNamed() throws Exception {
        try (Journal journal = open(Script.CONFIG)) {
            ticks(journal, 60);
        }
        long second = SegmentIndex.list(own()).get(1);
        Files.delete(Segment.file(own(), second));
        assertThat(JournalInspection.verify(own()).fault())
                .isNotNull()
                .satisfies(fault -> assertThat(fault.position()).isEqualTo(second))
                .satisfies(fault -> assertThat(fault.tornEnd()).isFalse());
    }

    @Test
    void wrongDirectoryIsNotAGoodJournalWithoutEntries() throws Exception {
        try (Journal journal = open(Script.CONFIG)) {
            assertThat(JournalInspection.verify(own()).valid()).isTrue();
            assertThat(JournalInspection.sites(directory)).containsExactly(own());
            assertThat(journal.durable()).isZero();
        }
        assertThatThrownBy(() -> JournalInspection.verify(directory)).hasMessageContaining("is no journal of a site");
    }

    @Test
    void exportWritesTheEntriesOfAnIntervalAsJsonLines() throws Exception {
        Random random = new Random(1);
        try (Journal journal = open(Script.CONFIG)) {
            for (int i = 0; i < 30; i++) {
                journal.append(Entries.walk(random, 1, 1, Entries.START), Entries.START.plusSeconds(i))
                        .get();
            }
        }
        StringBuilder out = new StringBuilder();
        long lines = JournalInspection.export(
                own(), Interval.received(Entries.START.plusSeconds(20), Entries.START.plusSeconds(22)), out);
        assertThat(lines).isEqualTo(2);
        assertThat(out.toString().lines().toList())
                .hasSize(2)
                .first()
                .asString()
                .startsWith(
                        "{\"position\":21,\"receivedAt\":\"2026-11-21T08:00:20Z\",\"type\":\"readings\",\"readings\":"
                                + "[{\"sensor\":\"karaganda-1/GA-0/ch4\",\"t\":\"2026-11-21T08:00:00Z\",\"v\":");
    }

    /** One after the other, a second of receivedAt apart: each is a group. */
    private static void ticks(Journal journal, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            journal.append(new Tick(), Entries.START.plusSeconds(journal.durable()))
                    .get();
        }
    }

    private static long firstAfterHousekeeping(Journal journal) {
        journal.keepHouse();
        return journal.first();
    }

    private Journal open(JournalConfig config) {
        return Journal.open(directory, Entries.SITE, config);
    }

    private Path own() {
        return directory.resolve(Entries.SITE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
