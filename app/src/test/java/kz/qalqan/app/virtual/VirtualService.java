package kz.qalqan.app.virtual;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.rules.RulesConfig;
import kz.qalqan.simulator.grade.Grade;
import kz.qalqan.simulator.grade.Raised;
import kz.qalqan.simulator.grade.Readings;
import kz.qalqan.simulator.mine.Act;
import kz.qalqan.simulator.mine.Message;
import kz.qalqan.simulator.mine.Mine;
import kz.qalqan.simulator.mine.Scenario;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Tick;

/**
 * The shipped rules and the alert book, fed by a simulated mine as fast as the machine goes. What the mine says is
 * received 20 ms later; a tick comes every second, as in the service.
 */
final class VirtualService implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-21T03:00:00Z");
    private static final Duration ON_THE_WAY = Duration.ofMillis(20);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Plan plan;
    private final Site site;
    private final Database database;
    private final AlertBook book;
    private final RuleEngine engine;
    private long position;
    private long readings;

    VirtualService(Plan plan, Path dir) {
        this.plan = plan;
        this.site = plan.sites().values().iterator().next();
        this.database = Database.open(DatabaseConfig.embedded(), dir);
        this.book = AlertBook.open(database, InstantSource.fixed(START));
        this.engine = RuleEngine.start(
                RulesConfig.standard(), plan, site.id(), held -> PlanReader.parse(held.text(), "journal"));
    }

    /** Plays one telling and grades what came of it. */
    Grade play(Scenario scenario, long seed) {
        Mine mine = new Mine(site, scenario, seed);
        apply(START, new Tick());
        for (Duration now = BEAT; now.compareTo(scenario.period()) <= 0; now = now.plus(BEAT)) {
            for (Message message : mine.until(now.minusMillis(1))) {
                apply(START.plus(message.at()).plus(ON_THE_WAY), batch(message));
            }
            for (Act act : mine.acts()) {
                apply(START.plus(now).plus(ON_THE_WAY), declaration(act));
            }
            apply(START.plus(now).plus(ON_THE_WAY), new Tick());
        }
        return Grade.of(scenario.truth(), raised(), site, new Readings(readings, readings, 0));
    }

    private List<Raised> raised() {
        List<Raised> raised = new ArrayList<>();
        book.alerts(new AlertQuery(false, site.id(), null, null, null, null, null, AlertQuery.LIMIT_MAX))
                .alerts()
                .forEach(alert -> raised.add(new Raised(
                        alert.rule(),
                        alert.key().place(),
                        Duration.between(START, alert.life().raisedAt()),
                        alert.life().activations())));
        return raised;
    }

    private void apply(Instant at, Entry entry) {
        List<Finding> findings = engine.apply(new JournalEntry(++position, at, entry));
        if (!findings.isEmpty()) {
            book.apply(site.id(), position, findings);
        }
    }

    private Declaration declaration(Act act) {
        boolean sensor = act.target().contains(":");
        return new Declaration(
                Declaration.Type.of(act.type()),
                site.id(),
                sensor ? null : act.target(),
                sensor ? SensorId.parse(site.id() + "/" + act.target().replace(':', '/')) : null,
                null,
                "engineer",
                Map.of());
    }

    private ReadingBatch batch(Message message) {
        int size = message.values().size();
        List<SensorId> sensors = new ArrayList<>();
        int[] index = new int[size];
        long[] measured = new long[size];
        double[] value = new double[size];
        int[] quality = new int[size];
        for (int i = 0; i < size; i++) {
            Message.Value said = message.values().get(i);
            sensors.add(said.sensor());
            index[i] = i;
            measured[i] = ReadingBatch.micros(START.plus(message.at()));
            value[i] = said.number().doubleValue();
            quality[i] =
                    quality(requireNonNull(plan.find(said.sensor())), value[i]).bits();
        }
        readings += size;
        return new ReadingBatch(
                sensors, index, measured, value, quality, List.of(new ReadingBatch.MessageMark(1, 1, size)));
    }

    private static Quality quality(Sensor sensor, double value) {
        if (!sensor.valid().holds(value)) {
            return Quality.of(Mark.FAULT);
        }
        if (value > sensor.range().max()) {
            return Quality.of(Mark.OVER_RANGE);
        }
        return value < sensor.range().min() ? Quality.of(Mark.UNDER_RANGE) : Quality.GOOD;
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }
}
