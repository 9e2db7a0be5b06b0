package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same entries give the same findings: unbroken, broken anywhere, and a second time. */
class RestartTest {
    private static final int ENTRIES = 400;

    @Test
    void aRestartInTheMiddleOfADelayChangesNothing() {
        try (Timeline mine = Timeline.of(Plans.SMALL)) {
            mine.reading("GA-1/ch4", 1.62).forget();
            mine.keeps("GA-1/ch4", 0.5, Duration.ofSeconds(31)).restarts().forget();
            mine.keeps("GA-1/ch4", 0.5, Duration.ofSeconds(29)).expectNothing();
            mine.restarts()
                    .reading("GA-1/ch4", 0.5)
                    .expect("returned ch4-limit GA-1:ch4", "returned ch4-pre-alarm GA-1:ch4");
            mine.restarts().declareZone(Declaration.Type.RESTORE, "face-1").expect("released ch4-cut GA-1:ch4");
        }
    }

    @Test
    void aCalibrationSpeaksForEveryLevelOfItsSensorAndForThoseThatAreLeft() {
        try (Timeline mine = Timeline.of(Plans.SMALL)) {
            mine.declare(Declaration.Type.CALIBRATION_START, "GA-1/o2")
                    .reading("GA-1/o2", 18.9)
                    .forget();
            mine.keeps("GA-1/o2", 19.5, Duration.ofSeconds(60)).reading("GA-1/o2", 19.5);
            mine.expectOf("o2-low", "changed o2-low GA-1:o2 by calibration-in-progress");
            mine.restarts().reading("GA-1/o2", 19.5).expectNothing();
        }
    }

    @Test
    void anUnknownDeviceThatFellSilentIsNotToldAgainAfterARestart() {
        try (Timeline mine = Timeline.of(Plans.SMALL)) {
            mine.unknown("X-1", Quantity.CH4, 2).after(Duration.ofSeconds(70)).forget();
            mine.restarts().after(Duration.ofSeconds(70)).expectOf("unknown-gas");
        }
    }

    @Test
    void aZoneThatIsDarkStaysSoAcrossALinkThatComesBackAndARestart() {
        try (Timeline mine = Timeline.of(Plans.SMALL)) {
            mine.reading("GA-2/ch4", 0.2).reading("AV-1/air-velocity", 2).after(Duration.ofSeconds(40));
            mine.expectOf("link-lost", "raised link-lost vent-1");
            mine.link(LinkChange.State.DOWN).link(LinkChange.State.UP).forget();
            mine.restarts().after(Duration.ofSeconds(5)).expectNothing();
        }
    }

    @Test
    void anEntryAppliedBeforeGivesNothing() {
        try (Timeline mine = Timeline.of(Plans.SMALL)) {
            mine.reading("GA-1/ch4", 1.0).restarts();
            for (JournalEntry entry : mine.journal()) {
                assertThat(mine.engine().apply(entry)).isEmpty();
            }
        }
    }

    @Test
    void whatIsNoSnapshotOfThisSiteIsRefused() {
        try (Timeline mine = Timeline.of(Plans.SMALL);
                Timeline other = Timeline.ofCoalMine()) {
            byte[] state = mine.engine().snapshot();
            assertThatThrownBy(() -> other.engine().restore(state)).hasMessageContaining("site m");
            assertThatThrownBy(() -> mine.engine().restore(new byte[] {1, 2, 3, 4, 5}))
                    .hasMessageContaining("no engine snapshot");
            byte[] torn = Arrays.copyOf(state, state.length / 2);
            assertThatThrownBy(() -> mine.engine().restore(torn)).hasMessageContaining("damaged");
            mine.reading("GA-1/ch4", 1.0).expectOf("ch4-limit", "raised ch4-limit GA-1:ch4");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2026})
    void aReplayGivesTheFindingsOfTheLiveRunAndSoDoesASnapshotAnywhere(long seed) {
        Plan plan = PlanReader.parse(Plans.SMALL, "test.yml");
        List<JournalEntry> journal = journal(plan, seed);
        List<List<Finding>> unbroken = new ArrayList<>();
        Map<Integer, byte[]> states = new TreeMap<>();
        SplittableRandom where = new SplittableRandom(seed);
        for (int trial = 0; trial < 6; trial++) {
            states.put(where.nextInt(journal.size()), new byte[0]);
        }
        try (RuleEngine engine = engine(plan)) {
            for (int i = 0; i < journal.size(); i++) {
                states.computeIfPresent(i, (at, none) -> engine.snapshot());
                unbroken.add(engine.apply(journal.get(i)));
            }
        }
        assertThat(unbroken.stream().mapToInt(List::size).sum())
                .as("seed " + seed)
                .isGreaterThan(50);
        try (RuleEngine again = engine(plan)) {
            for (int i = 0; i < journal.size(); i++) {
                assertThat(again.apply(journal.get(i)))
                        .as("seed " + seed + ", entry " + i)
                        .isEqualTo(unbroken.get(i));
            }
        }
        states.forEach((from, state) -> restoredRun(plan, journal, state, from, unbroken));
    }

    private static void restoredRun(
            Plan plan, List<JournalEntry> journal, byte[] state, int from, List<List<Finding>> unbroken) {
        try (RuleEngine restored = engine(plan)) {
            restored.restore(state);
            assertThat(restored.snapshot()).as("snapshot before entry " + from).isEqualTo(state);
            for (int i = from; i < journal.size(); i++) {
                assertThat(restored.apply(journal.get(i)))
                        .as("restored before entry " + from + ", entry " + i)
                        .isEqualTo(unbroken.get(i));
            }
        }
    }

    private static RuleEngine engine(Plan plan) {
        return RuleEngine.start(RulesConfig.standard(), plan, "m", change -> plan);
    }

    private static List<JournalEntry> journal(Plan plan, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SensorId> sensors = List.copyOf(plan.sensors().keySet());
        List<JournalEntry> journal = new ArrayList<>();
        Instant now = Timeline.DAY;
        for (int position = 1; position <= ENTRIES; position++) {
            now = now.plusMillis(random.nextInt(100) == 0 ? 400_000 : random.nextInt(9_000));
            journal.add(new JournalEntry(position, now, entry(random, sensors, now)));
        }
        return journal;
    }

    private static Entry entry(SplittableRandom random, List<SensorId> sensors, Instant now) {
        int kind = random.nextInt(100);
        SensorId some = sensors.get(random.nextInt(sensors.size()));
        if (kind < 70) {
            return batch(random, sensors, now);
        }
        if (kind < 85) {
            return new Tick();
        }
        if (kind < 88) {
            LinkChange.State[] states = LinkChange.State.values();
            return new LinkChange("mqtt", states[random.nextInt(states.length)], "");
        }
        if (kind < 94) {
            Declaration.Type type = random.nextBoolean() ? Declaration.Type.RESTORE : Declaration.Type.BUMP_TEST;
            return new Declaration(type, "m", "face-1", null, null, "operator", Map.of());
        }
        if (kind < 98) {
            String limit = random.nextBoolean() ? "ch4-limit:alarm:location:face" : "o2-low:alarm:site";
            return new LimitChange(limit, random.nextDouble(0.5, 21), null, null, null, "e", "r " + some, "p");
        }
        return new ServiceStart("b", "1", "1", "z");
    }

    private static ReadingBatch batch(SplittableRandom random, List<SensorId> sensors, Instant now) {
        int size = 1 + random.nextInt(12);
        int[] sensor = new int[size];
        long[] micros = new long[size];
        double[] value = new double[size];
        int[] quality = new int[size];
        for (int i = 0; i < size; i++) {
            sensor[i] = random.nextInt(sensors.size());
            value[i] = value(random, sensors.get(sensor[i]));
            micros[i] = ReadingBatch.micros(now) - random.nextInt(2_000_000);
            quality[i] = 0;
            int odd = random.nextInt(40);
            if (odd < 6) {
                Mark mark = List.of(
                                Mark.LATE,
                                Mark.FAULT,
                                Mark.OVER_RANGE,
                                Mark.PLACE_MISMATCH,
                                Mark.CLOCK_CORRECTED,
                                Mark.HISTORICAL)
                        .get(odd);
                quality[i] = Quality.of(mark).bits();
                micros[i] += mark == Mark.CLOCK_CORRECTED ? 200_000_000_000L : mark == Mark.LATE ? -90_000_000L : 0;
            }
        }
        return new ReadingBatch(sensors, sensor, micros, value, quality, List.of());
    }

    private static double value(SplittableRandom random, SensorId id) {
        return switch (id.quantity()) {
            case CH4 -> random.nextInt(3) == 0 ? random.nextInt(30) / 10.0 : 0.3;
            case CO -> random.nextInt(60);
            case O2 -> 18 + random.nextInt(30) / 10.0;
            case SEISMIC_ENERGY -> random.nextInt(10) == 0 ? 2e5 : 10;
            case PIPE_CH4 -> 20 + random.nextInt(20);
            default -> random.nextInt(2);
        };
    }
}
