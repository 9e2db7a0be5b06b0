package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.OwnRules;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds is carried from segment to segment, so that the older ones can go. */
final class ControlStateTest {
    private static final JournalConfig KEEPS_LITTLE =
            Script.CONFIG.with(new JournalConfig.Retention(1_500, Duration.ofDays(1)));

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void whatHoldsIsTheLastOfItsKindAndEveryChangeOfALimit() {
        List<Entry> entries = List.of(
                new PlanInForce("1", "old"),
                new LimitChange("l", 1.0, null, null, null, "a", "r", "p"),
                new Tick(),
                new LinkChange("mqtt", LinkChange.State.DOWN, "gone"),
                new PlanInForce("2", "new"),
                new LimitChange("l", 0.9, null, null, null, "a", "r", "p"),
                bypass("face-1", 100),
                bypass("face-1", 50),
                bypass("face-2", 5),
                new Declaration(Declaration.Type.RESTORE, "s", "face-1", null, null, "b", Map.of()),
                new LinkChange("mqtt", LinkChange.State.UP, "back"),
                new DeviceStatus("s", "z", "d", false),
                new DeviceStatus("s", "z", "d", true));
        ControlState state = new ControlState();
        for (int i = 0; i < entries.size(); i++) {
            state.take(new JournalEntry(i + 1, at(i), entries.get(i)));
        }
        assertThat(state.inForce(at(20)).stream().map(JournalEntry::position))
                .containsExactly(2L, 5L, 6L, 7L, 8L, 9L, 11L, 13L);
        assertThat(state.inForce(at(70)).stream().map(JournalEntry::position))
                .as("the bypass until 50 was the last one said, the one until 100 still runs")
                .contains(7L, 8L);
        assertThat(state.inForce(at(200)).stream().map(JournalEntry::position)).doesNotContain(7L);
    }

    @Test
    void locksHoldUntilTheyAreReleasedAndOwnRulesUntilOthersAreTaken() {
        List<Entry> entries = List.of(
                own("1"),
                lock("GA-1", true),
                lock("GA-2", true),
                own("2", "a.drl:1: wrong"),
                lock("GA-1", false),
                own("3", "a.drl:2: wrong"),
                lock("GA-1", true));
        ControlState state = new ControlState();
        for (int i = 0; i < entries.size(); i++) {
            state.take(new JournalEntry(i + 1, at(i), entries.get(i)));
        }
        assertThat(state.inForce(at(20)).stream().map(JournalEntry::position)).containsExactly(1L, 3L, 6L, 7L);
        state.take(new JournalEntry(8, at(8), own("4")));
        assertThat(state.inForce(at(20)).stream().map(JournalEntry::position)).containsExactly(3L, 7L, 8L);
    }

    private static OwnRules own(String hash, String... faults) {
        return new OwnRules(hash, List.of(), "b", "r", List.of(faults));
    }

    private static LockHeld lock(String device, boolean held) {
        FindingKey key = FindingKey.parse("s:ch4-cut:" + device + ":ch4");
        return new LockHeld(key, null, "alarm", "r", Priority.CRITICAL, held);
    }

    @Test
    void retentionTakesTheSegmentsAndLeavesWhatHolds() throws Exception {
        LimitChange change = new LimitChange("ch4-limit:alarm:site", 0.7, null, null, null, "a", "r", "p");
        PlanInForce plan = new PlanInForce("f00d", "sites:\n");
        try (Journal journal = open(KEEPS_LITTLE)) {
            journal.append(new ServiceStart("b", "e", "k", "z"), at(0)).get();
            journal.append(plan, at(0)).get();
            journal.append(change, at(1)).get();
            journal.append(bypass("face-1", 100_000), at(2)).get();
            Random random = new Random(1);
            for (int i = 0; i < 60; i++) {
                journal.append(Entries.walk(random, 3, 4, at(i)), at(3 + i)).get();
            }
            List<JournalEntry> before = journal.inForce(journal.durable());
            journal.passed("rules", journal.durable());
            journal.snapshots().save("engine", journal.durable(), new byte[1]);
            journal.keepHouse();
            assertThat(journal.first()).isGreaterThan(20);
            assertThat(journal.inForce(0)).isEqualTo(before);
        }
        try (Journal journal = open(KEEPS_LITTLE)) {
            assertThat(journal.inForce(0))
                    .extracting(JournalEntry::position, JournalEntry::content)
                    .contains(tuple(2L, plan))
                    .contains(tuple(3L, change));
            assertThat(journal.inForce(0)).hasSize(4);
            assertThat(journal.append(new Tick(), at(100)).get()).isGreaterThan(60);
            assertThat(journal.inForce(journal.durable())).hasSize(4);
        }
        assertThat(JournalInspection.verify(directory.resolve(Entries.SITE)).fault())
                .isNull();
    }

    @Test
    void journalOfTheOlderFormatHandsItOn() throws Exception {
        Path own = Files.createDirectories(directory.resolve(Entries.SITE));
        try (var golden = GoldenTest.class.getResourceAsStream("/golden/format-1.seg")) {
            assertThat(golden).isNotNull();
            Files.copy(golden, Segment.file(own, 1));
        }
        try (Journal journal = open(Script.CONFIG)) {
            List<JournalEntry> held = journal.inForce(journal.durable());
            assertThat(held)
                    .extracting(JournalEntry::content)
                    .contains(new ServiceStart("0.1.0+abc", "engine-1", "pack-7", "2026a"));
            journal.append(new Tick(), at(1)).get();
            Files.delete(Segment.file(own, 1));
        }
        try (Journal journal = open(Script.CONFIG)) {
            assertThat(journal.inForce(0))
                    .extracting(JournalEntry::content)
                    .contains(new ServiceStart("0.1.0+abc", "engine-1", "pack-7", "2026a"));
        }
    }

    private static Declaration bypass(String zone, int untilSeconds) {
        return new Declaration(Declaration.Type.BYPASS, "s", zone, null, at(untilSeconds), "b", Map.of());
    }

    private static Instant at(int seconds) {
        return Entries.START.plusSeconds(seconds);
    }

    private Journal open(JournalConfig config) {
        return Journal.open(directory, Entries.SITE, config);
    }
}
