package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Tick;
import kz.qalqan.telemetry.UnknownGas;

/** A driven clock, an engine, and words for what happens and what is expected. Ticks fill the time between. */
final class Timeline implements AutoCloseable {
    static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");

    private final Plan plan;
    private final String site;
    private final List<JournalEntry> journal = new ArrayList<>();
    private RuleEngine engine;
    private Instant now = DAY.plus(Duration.ofHours(8));
    private long position;
    private boolean ticking = true;
    private List<Finding> last = List.of();
    private final List<Finding> since = new ArrayList<>();
    private final List<Finding> all = new ArrayList<>();

    Timeline(Plan plan) {
        this.plan = plan;
        this.site = plan.sites().keySet().iterator().next();
        this.engine = fresh();
        apply(new Tick());
    }

    static Timeline of(String yaml) {
        return new Timeline(PlanReader.parse(yaml, "test.yml"));
    }

    static Timeline ofCoalMine() {
        return new Timeline(PlanReader.shipped("karaganda-1"));
    }

    private RuleEngine fresh() {
        return RuleEngine.start(
                RulesConfig.standard(), plan, site, change -> PlanReader.parse(change.text(), "journal"));
    }

    Timeline withoutTicks() {
        ticking = false;
        return this;
    }

    /** Goes to a time of the day, ticking every second. Findings on the way count for the next expectation. */
    Timeline at(String time) {
        return until(DAY.plus(Duration.between(java.time.LocalTime.MIDNIGHT, java.time.LocalTime.parse(time))));
    }

    Timeline after(Duration duration) {
        return until(now.plus(duration));
    }

    private Timeline until(Instant to) {
        since.clear();
        while (ticking && now.plusSeconds(1).isBefore(to)) {
            now = now.plusSeconds(1);
            apply(new Tick());
        }
        now = to;
        if (ticking) {
            apply(new Tick());
        }
        return this;
    }

    Timeline ticks(boolean wanted) {
        ticking = wanted;
        return this;
    }

    /** Time passes without a tick. */
    Timeline passes(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** A sensor keeps its value, ticks between, for so long. */
    Timeline keepsAll(Duration duration, String sensor, double value) {
        for (long i = 0; i < duration.toSeconds(); i++) {
            reading(sensor, value);
            now = now.plusSeconds(1);
            apply(new Tick());
        }
        return this;
    }

    Timeline reading(String sensor, double value, Mark... marks) {
        return reading(sensor, value, now, marks);
    }

    Timeline reading(String sensor, double value, Instant measuredAt, Mark... marks) {
        return apply(batch(id(sensor), value, measuredAt, marks));
    }

    /** Sends a value each second for so long; findings on the way count for the next expectation. */
    Timeline keeps(String sensor, double value, Duration duration) {
        for (long i = 0; i < duration.toSeconds(); i++) {
            reading(sensor, value);
            now = now.plusSeconds(1);
        }
        return this;
    }

    private static ReadingBatch batch(SensorId id, double value, Instant measuredAt, Mark... marks) {
        return new ReadingBatch(
                List.of(id),
                new int[] {0},
                new long[] {ReadingBatch.micros(measuredAt)},
                new double[] {value},
                new int[] {Quality.of(marks).bits()},
                List.of(new ReadingBatch.MessageMark(1, 1, 1)));
    }

    /** A reading whose topic names another zone than the plan. */
    Timeline misplaced(String sensor, double value, String zone, Mark... marks) {
        ReadingBatch plain = batch(id(sensor), value, now, marks);
        return apply(new ReadingBatch(
                plain.sensors(),
                plain.sensor(),
                plain.measuredAtMicros(),
                plain.value(),
                new int[] {plain.quality()[0] | Quality.of(Mark.PLACE_MISMATCH).bits()},
                plain.messages(),
                List.of(new ReadingBatch.Elsewhere(0, 1, zone))));
    }

    Timeline status(String device, boolean online) {
        return apply(new DeviceStatus(site, "anywhere", device, online));
    }

    Timeline unknown(String device, Quantity quantity, double value) {
        return apply(new UnknownGas("mine/m/face-1/" + device + "/telemetry", device, quantity, value, now));
    }

    Trust trust(String sensor) {
        return engine.view().trust().getOrDefault(id(sensor), Trust.NEVER_SEEN);
    }

    Timeline declare(Declaration.Type type, String sensor) {
        return apply(new Declaration(type, site, null, id(sensor), null, "operator", Map.of()));
    }

    Timeline declareZone(Declaration.Type type, String zone) {
        return apply(new Declaration(type, site, zone, null, null, "operator", Map.of()));
    }

    Timeline change(String limit, Double value) {
        return apply(new LimitChange(limit, value, null, null, null, "engineer", "a test", "P-1"));
    }

    Timeline link(LinkChange.State state) {
        return link(state, state == LinkChange.State.UP ? "" : "a test");
    }

    Timeline link(LinkChange.State state, String reason) {
        return apply(new LinkChange("mqtt", state, reason));
    }

    Timeline apply(Entry entry) {
        JournalEntry next = new JournalEntry(++position, now, entry);
        journal.add(next);
        last = engine.apply(next);
        since.addAll(last);
        all.addAll(last);
        return this;
    }

    /** Another engine goes on from a snapshot, which it gives back byte for byte. */
    Timeline restarts() {
        byte[] state = engine.snapshot();
        engine.close();
        engine = fresh();
        engine.restore(state);
        assertThat(engine.snapshot()).as("what a restart keeps, at " + now).isEqualTo(state);
        return this;
    }

    SensorId id(String sensor) {
        return SensorId.parse(site + "/" + sensor);
    }

    /**
     * Exactly these findings since the last expectation, suppressed ones included, in any order; but the grouped one
     * about sensors that a test never lets speak.
     */
    Timeline expect(String... findings) {
        assertThat(since.stream()
                        .filter(f -> !f.key().rule().equals("not-commissioned"))
                        .map(Timeline::words)
                        .toList())
                .as("at " + now)
                .containsExactlyInAnyOrder(findings);
        since.clear();
        return this;
    }

    /** Only of one rule. */
    Timeline expectOf(String rule, String... findings) {
        assertThat(since.stream()
                        .filter(f -> f.key().rule().equals(rule))
                        .map(Timeline::words)
                        .toList())
                .as("at " + now)
                .containsExactly(findings);
        since.clear();
        return this;
    }

    Timeline expectNothing() {
        return expect();
    }

    Timeline forget() {
        since.clear();
        return this;
    }

    static String words(Finding finding) {
        String by = finding.subject().suppressedBy() == null
                ? ""
                : " by " + finding.subject().suppressedBy().rule();
        return word(finding.change()) + " " + finding.key().rule() + " "
                + finding.key().place() + by + (finding.subject().stale() ? " stale" : "");
    }

    private static String word(Change change) {
        return change.name().toLowerCase(java.util.Locale.ROOT);
    }

    List<Finding> lastFindings() {
        return last;
    }

    List<Finding> findings() {
        return all;
    }

    List<JournalEntry> journal() {
        return journal;
    }

    RuleEngine engine() {
        return engine;
    }

    Plan plan() {
        return plan;
    }

    Instant now() {
        return now;
    }

    @Override
    public void close() {
        engine.close();
    }
}
