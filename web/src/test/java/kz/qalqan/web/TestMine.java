package kz.qalqan.web;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.alerts.notify.Outbox;
import kz.qalqan.alerts.notify.Receiver;
import kz.qalqan.alerts.notify.Roster;
import kz.qalqan.alerts.notify.Tally;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.risk.Mapping;
import kz.qalqan.risk.RiskIndex;
import kz.qalqan.risk.RiskInputs;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.telemetry.ControlEntry;
import kz.qalqan.telemetry.ControlLog;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.accounts.Role;
import kz.qalqan.web.calls.Health;
import kz.qalqan.web.live.LatestReadings;

/**
 * The shipped coal mine with real rules, alert book, store and server; only journal, history and intake are stand-ins.
 * Each role has an account of its name.
 */
final class TestMine implements ControlLog, AutoCloseable {
    static final String SITE = "karaganda-1";
    static final String METHANE = "karaganda-1/GA-07/ch4";
    static final String PASSWORD = "correct horse battery";

    final ManualClock clock = new ManualClock("2026-11-21T08:00:00Z");
    final Plan plan;
    final Database database;
    final AlertBook alerts;
    final Notifications notifications;
    final Accounts accounts;
    final RiskInputs riskInputs;
    final LatestReadings latest = new LatestReadings();
    final Told told = new Told();
    final StoredReadings history = new StoredReadings();
    final RefusedMessages intake = new RefusedMessages();
    final Map<String, Health.Part> parts = new ConcurrentSkipListMap<>(
            Map.of("journal", new Health.Part(true, "", true), "history", new Health.Part(true, "", false)));
    final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final WebServer server;
    private final RuleEngine engine;
    private final Path ownRules;
    private long position;

    TestMine(Path dir) {
        this(dir, PlanReader.shipped(SITE));
    }

    /** The shipped mine under another preset. */
    static TestMine under(String preset, Path dir) {
        String text = PlanReader.shipped(SITE).text().replace("preset: kz-default", "preset: " + preset);
        return new TestMine(dir, PlanReader.parse(text, preset));
    }

    private TestMine(Path dir, Plan plan) {
        this.plan = plan;
        ownRules = dir.resolve("rules.d");
        database = Database.open(DatabaseConfig.embedded(), dir);
        Map<Receiver, Channel> channels = Map.of(Told.RECEIVER, told);
        alerts = AlertBook.open(
                database,
                clock,
                new Outbox(List.copyOf(channels.keySet()), new Roster(List.of(), List.of(), () -> plan)));
        notifications = Notifications.start(
                new Notifications.Ports(database, alerts, clock, new Random(7), Tally.NONE, () -> true), channels);
        accounts = Accounts.open(database, clock);
        riskInputs = RiskInputs.open(database);
        for (Role role : Role.values()) {
            accounts.add(role.word(), PASSWORD, Set.of(role));
        }
        engine = RuleEngine.start(RulesConfig.standard(), plan, SITE, held -> plan);
        server = WebServer.start(WebConfig.loopback(0, true, "1.0-test"), backends());
    }

    private Backends backends() {
        return new Backends(
                () -> plan,
                history,
                intake,
                () -> Map.of(SITE, engine.view()),
                alerts,
                notifications,
                this,
                new RiskIndex(history, riskInputs, Mapping.V1, clock),
                riskInputs,
                database,
                accounts,
                latest,
                () -> RuleEngine.ownRules(ownRules),
                () -> new TreeMap<>(parts),
                metrics,
                clock);
    }

    /** A reading of now comes in. */
    void reading(String sensor, double value) {
        Instant now = clock.instant();
        apply(new ReadingBatch(
                List.of(SensorId.parse(sensor)),
                new int[1],
                new long[] {ReadingBatch.micros(now)},
                new double[] {value},
                new int[1],
                List.of()));
    }

    /** Readings of many sensors come in at once, past the rules. */
    void flood(int sensors) {
        int[] index = IntStream.range(0, sensors).toArray();
        long[] measuredAt = new long[sensors];
        Arrays.fill(measuredAt, ReadingBatch.micros(clock.instant()));
        List<SensorId> ids = Arrays.stream(index)
                .mapToObj(i -> SensorId.parse(SITE + "/X-" + i + "/ch4"))
                .toList();
        latest.accept(new JournalEntry(
                1,
                clock.instant(),
                new ReadingBatch(ids, index, measuredAt, new double[sensors], new int[sensors], List.of())));
    }

    /** Time passes, second by second. */
    void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.pass(Duration.ofSeconds(1));
            apply(new Tick());
        }
    }

    private synchronized long apply(Entry content) {
        JournalEntry entry = new JournalEntry(++position, clock.instant(), content);
        latest.accept(entry);
        alerts.apply(SITE, position, engine.apply(entry));
        return position;
    }

    @Override
    public CompletableFuture<Long> write(String site, ControlEntry entry) {
        return CompletableFuture.completedFuture(apply(entry));
    }

    /** Position of the newest event of the alert journal. */
    long head() {
        return alerts.events(0, 1).head();
    }

    double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    Http as(String account) {
        return Http.signedIn(server.port(), account, PASSWORD);
    }

    Http anyone() {
        return new Http(server.port(), Map.of());
    }

    @Override
    public void close() {
        server.close();
        notifications.close();
        engine.close();
        alerts.close();
        database.close();
    }
}
