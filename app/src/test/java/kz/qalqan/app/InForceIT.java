package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.Limit;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LockHeld;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Retention removes the segments in which limits were changed: the rules know them all the same, without a snapshot.
 */
class InForceIT {
    private static final String SITE = "karaganda-1";
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final JournalConfig SMALL = JournalConfig.of("test")
            .with(new JournalConfig.Roll(400, Duration.ofDays(1)))
            .with(new JournalConfig.Retention(1, Duration.ofDays(1)));

    @TempDir
    private Path data;

    private final Plan plan = PlanReader.shipped(SITE);

    @Test
    void limitsAreTheSameAfterRetentionAndALostSnapshot() throws Exception {
        Limit changed;
        List<JournalEntry> inForce;
        try (Database database = Database.open(DatabaseConfig.embedded(), data);
                AlertBook book = AlertBook.open(database, InstantSource.fixed(START));
                Journal journal = Journal.open(data.resolve("journal"), SITE, SMALL)) {
            RuleEngine engine = engine();
            SiteLine.announce(journal, new ServiceStart("b", "e", "p", "z"), plan, InstantSource.fixed(START));
            Limit before = tightenable(engine.view());
            try (Judgement judgement = judgement(journal, engine, book)) {
                journal.append(tighter(before), START.plusSeconds(1)).get();
                journal.append(bypass(), START.plusSeconds(2)).get();
                for (int i = 3; i < 60; i++) {
                    journal.append(new Tick(), START.plusSeconds(i)).get();
                }
                judgement.appliedThrough(journal.durable()).get(20, TimeUnit.SECONDS);
            }
            changed = current(engine.view(), before.id());
            assertThat(changed.numbers()).isNotEqualTo(before.numbers());
            inForce = journal.inForce(journal.durable());
            journal.snapshots().save("other", journal.durable(), new byte[1]);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> journal.first() > 10);
        }
        delete(data.resolve("journal").resolve(SITE).resolve("snapshots"));
        try (Database database = Database.open(DatabaseConfig.embedded(), data);
                AlertBook book = AlertBook.open(database, InstantSource.fixed(START));
                Journal journal = Journal.open(data.resolve("journal"), SITE, SMALL)) {
            RuleEngine engine = engine();
            assertThat(current(engine.view(), changed.id())).isNotEqualTo(changed);
            try (Judgement judgement = judgement(journal, engine, book)) {
                judgement.caughtUp().get(20, TimeUnit.SECONDS);
            }
            assertThat(current(engine.view(), changed.id())).isEqualTo(changed);
            assertThat(journal.inForce(0)).isEqualTo(inForce);
        }
    }

    @Test
    void aLockOutlivesItsSegmentsAndALostSnapshotAndIsReleasedByItsDeclaration() throws Exception {
        SensorId sensor = switchingOff();
        FindingKey cut = FindingKey.of("ch4-cut", sensor);
        try (Database database = Database.open(DatabaseConfig.embedded(), data);
                AlertBook book = AlertBook.open(database, InstantSource.fixed(START));
                Journal journal = Journal.open(data.resolve("journal"), SITE, SMALL)) {
            SiteLine.announce(journal, new ServiceStart("b", "e", "p", "z"), plan, InstantSource.fixed(START));
            try (Judgement judgement = judgement(journal, engine(), book)) {
                journal.append(reading(sensor, 1.9, 1), START.plusSeconds(1)).get();
                journal.append(reading(sensor, 0.2, 2), START.plusSeconds(2)).get();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> locked(journal)
                        .equals(List.of(cut)));
                for (int i = 3; i < 60; i++) {
                    journal.append(new Tick(), START.plusSeconds(i)).get();
                }
                judgement.appliedThrough(journal.durable()).get(20, TimeUnit.SECONDS);
            }
            journal.snapshots().save("other", journal.durable(), new byte[1]);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> journal.first() > 10);
        }
        delete(data.resolve("journal").resolve(SITE).resolve("snapshots"));
        try (Database database = Database.open(DatabaseConfig.embedded(), data);
                AlertBook book = AlertBook.open(database, InstantSource.fixed(START));
                Journal journal = Journal.open(data.resolve("journal"), SITE, SMALL)) {
            RuleEngine engine = engine();
            try (Judgement judgement = judgement(journal, engine, book)) {
                judgement.caughtUp().get(20, TimeUnit.SECONDS);
                assertThat(engine.locks()).extracting(LockHeld::key).containsExactly(cut);
                journal.append(reading(sensor, 0.2, 70), START.plusSeconds(1_010))
                        .get();
                journal.append(restore(sensor), START.plusSeconds(1_011)).get();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> locked(journal)
                        .isEmpty());
            }
            assertThat(engine.locks()).isEmpty();
        }
    }

    private SensorId switchingOff() {
        return plan.sensors().values().stream()
                .filter(s -> s.quantity() == Quantity.CH4 && s.role() == Sensor.Role.SWITCHING_OFF)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<FindingKey> locked(Journal journal) {
        return journal.inForce(journal.durable()).stream()
                .filter(entry -> entry.content() instanceof LockHeld)
                .map(entry -> ((LockHeld) entry.content()).key())
                .toList();
    }

    private static Declaration restore(SensorId sensor) {
        return new Declaration(Declaration.Type.RESTORE, SITE, null, sensor, null, "engineer", Map.of());
    }

    private static ReadingBatch reading(SensorId sensor, double value, int second) {
        return new ReadingBatch(
                List.of(sensor),
                new int[] {0},
                new long[] {ReadingBatch.micros(START.plusSeconds(second < 60 ? second : 1_010))},
                new double[] {value},
                new int[] {0},
                List.of(new ReadingBatch.MessageMark(1, 1, 1)));
    }

    private RuleEngine engine() {
        return RuleEngine.start(
                new RulesConfig("kz-default"),
                plan,
                SITE,
                held -> PlanReader.parse(held.text(), "plan in the journal"));
    }

    private static Judgement judgement(Journal journal, RuleEngine engine, AlertBook book) {
        return Judgement.start(
                new Judgement.Parts(SITE, journal, engine, book, InstantSource.fixed(START.plusSeconds(1_000))),
                cost -> {},
                problem -> {
                    throw problem;
                });
    }

    private static Limit tightenable(EngineView view) {
        return view.limits().stream()
                .filter(limit -> limit.id().startsWith("ch4"))
                .findFirst()
                .orElseThrow();
    }

    private static Limit current(EngineView view, String id) {
        return view.limits().stream()
                .filter(limit -> limit.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static LimitChange tighter(Limit limit) {
        return new LimitChange(limit.id(), limit.numbers().value() / 2, null, null, null, "engineer", "tried", "p-1");
    }

    private static Declaration bypass() {
        return new Declaration(
                Declaration.Type.BYPASS, SITE, "face-1", null, START.plusSeconds(100_000), "engineer", Map.of());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
