package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertEvent;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new build cannot read the state of the one before: alerts stay as they are but for what it sees otherwise. */
class EngineChangeIT {
    private static final String SITE = "karaganda-1";
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final byte[] OF_AN_OLDER_BUILD = {'Q', 'R', 'S', 1, 0, 0, 0, 0};

    @TempDir
    private Path data;

    private final Plan plan = PlanReader.shipped(SITE);
    private Instant now = START;

    private final FindingKey same = FindingKey.parse(SITE + ":ch4-limit:GA-07:ch4");
    private final FindingKey raisedAgain = FindingKey.parse(SITE + ":ch4-limit:GA-08:ch4");
    private final FindingKey gone = FindingKey.parse(SITE + ":a-rule-of-old:GA-07:ch4");

    @Test
    void onlyWhatTheNewEngineSeesOtherwiseIsTold() throws Exception {
        Map<FindingKey, Alert> before = asTheEngineBeforeLeftIt();
        assertThat(before).containsKeys(same, raisedAgain, gone);
        assertThat(of(before, raisedAgain).active()).isFalse();

        for (int start = 0; start < 2; start++) { // the second start has a snapshot of its own and tells nothing more
            try (Database database = Database.open(DatabaseConfig.embedded(), data);
                    AlertBook book = AlertBook.open(database, InstantSource.fixed(START));
                    Journal journal = journal()) {
                try (Judgement judgement = judgement(journal, engine(), book)) {
                    append(journal, new Tick());
                    judgement.appliedThrough(journal.durable()).get(20, TimeUnit.SECONDS);
                }
                check(book, before);
            }
        }
    }

    private void check(AlertBook book, Map<FindingKey, Alert> before) {
        Map<FindingKey, Alert> after = open(book);
        assertThat(of(after, same)).isEqualTo(of(before, same));
        assertThat(of(after, raisedAgain).id())
                .isEqualTo(of(before, raisedAgain).id());
        assertThat(of(after, raisedAgain).active()).isTrue();
        assertThat(of(after, raisedAgain).evidence().facts()).containsKey("engine-changed");
        assertThat(told(book, of(before, raisedAgain))).hasSize(3);
        assertThat(told(book, of(before, gone))).hasSize(2);
        assertThat(book.find(of(before, gone).id()).orElseThrow().active()).isFalse();
        assertThat(book.verify().valid()).isTrue();
    }

    /** What the engine before saw and this one does not, and the other way round. */
    private Map<FindingKey, Alert> asTheEngineBeforeLeftIt() throws Exception {
        try (Database database = Database.open(DatabaseConfig.embedded(), data);
                AlertBook book = AlertBook.open(database, InstantSource.fixed(START));
                Journal journal = journal()) {
            SiteLine.announce(journal, new ServiceStart("b", "e", "p", "z"), plan, InstantSource.fixed(START));
            try (Judgement judgement = judgement(journal, engine(), book)) {
                append(journal, reading("GA-07", 1.2));
                append(journal, reading("GA-08", 1.2));
                judgement.appliedThrough(journal.durable()).get(20, TimeUnit.SECONDS);
            }
            Finding seen = finding(book, same);
            append(journal, new Tick());
            book.apply(SITE, journal.durable(), List.of(of(seen, gone, Change.RAISED)));
            append(journal, new Tick());
            book.apply(SITE, journal.durable(), List.of(of(finding(book, raisedAgain), raisedAgain, Change.RETURNED)));
            journal.snapshots().save("engine", journal.durable(), OF_AN_OLDER_BUILD);
            return open(book);
        }
    }

    private static List<AlertEvent> told(AlertBook book, Alert alert) {
        return book.history(alert.id());
    }

    private static Finding finding(AlertBook book, FindingKey key) {
        Alert alert = of(open(book), key);
        return new Finding(key, Change.CHANGED, alert.subject(), START, START, alert.value(), alert.evidence());
    }

    private static Finding of(Finding seen, FindingKey key, Change change) {
        return new Finding(key, change, seen.subject(), seen.at(), seen.measuredAt(), seen.value(), seen.evidence());
    }

    private static Alert of(Map<FindingKey, Alert> alerts, FindingKey key) {
        return Objects.requireNonNull(alerts.get(key), key::toString);
    }

    private static Map<FindingKey, Alert> open(AlertBook book) {
        return book.alerts(AlertQuery.openOnes()).alerts().stream().collect(Collectors.toMap(Alert::key, a -> a));
    }

    private void append(Journal journal, Entry entry) throws Exception {
        now = now.plusMillis(100);
        journal.append(entry, now).get(20, TimeUnit.SECONDS);
    }

    private ReadingBatch reading(String device, double value) {
        return new ReadingBatch(
                List.of(SensorId.parse(SITE + "/" + device + "/ch4")),
                new int[] {0},
                new long[] {ReadingBatch.micros(now)},
                new double[] {value},
                new int[] {Quality.GOOD.bits()},
                List.of(new ReadingBatch.MessageMark(1, 1, 1)));
    }

    private Journal journal() {
        return Journal.open(data.resolve("journal"), SITE, JournalConfig.of("test"));
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
                new Judgement.Parts(SITE, journal, engine, book, InstantSource.fixed(START)), cost -> {}, problem -> {
                    throw problem;
                });
    }
}
