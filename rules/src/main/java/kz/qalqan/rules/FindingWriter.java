package kz.qalqan.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Texts;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Puts a finding into words and evidence, from what the engine knows at this moment.
 *
 * <p>Threads: the judgement thread only.
 */
final class FindingWriter {
    private static final String NO_UNIT = "1";
    private static final int NAME_SHOWN_MAX = 64;

    private final Mine mine;
    private Moment now = new Moment(0, Instant.EPOCH);

    FindingWriter(Mine mine) {
        this.mine = mine;
    }

    void at(Moment moment) {
        now = moment;
    }

    Moment now() {
        return now;
    }

    /** What to tell of a finding that holds. */
    OpenFinding.Told telling(OpenFinding finding) {
        Statement top = mine.gravest(finding.key.rule(), finding.levels.keySet());
        Condition condition = condition(finding, top.level());
        Limit limit = condition == null ? null : condition.limit;
        SensorState sensor = state(finding.sensor);
        boolean stale = sensor != null && condition != null && !condition.supports() && sensor.distrusted();
        return new OpenFinding.Told(
                true,
                false,
                top.level(),
                finding.levels.getOrDefault(top.level(), ""),
                top.priority(),
                finding.suppressedBy(),
                stale,
                limit == null ? 0 : limit.version().number());
    }

    Hold hold(OpenFinding finding, String level) {
        return mine.limits().statement(finding.key.rule(), level).hold();
    }

    /** The finding. */
    Finding write(OpenFinding finding, OpenFinding.Told told, Change change, Map<String, String> more) {
        UnknownSources.Source source =
                finding.key.rule().equals("unknown-gas") ? mine.unknown.get(finding.key.place()) : null;
        return source == null ? known(finding, told, change, more) : unknown(finding, told, change, source);
    }

    private Finding known(OpenFinding finding, OpenFinding.Told told, Change change, Map<String, String> more) {
        Statement said = mine.limits().statement(finding.key.rule(), told.level());
        Condition condition = condition(finding, told.level());
        Limit limit = condition == null ? null : condition.limit;
        SensorState sensor = state(finding.sensor);
        Map<String, String> facts = new TreeMap<>(mine.notes.getOrDefault(finding.key, Map.of()));
        facts.putAll(more);
        facts.put("level", told.level());
        describe(facts, limit, sensor);
        if (condition != null && condition.signal != null) {
            condition.signal.describe(facts);
        }
        if (told.level().equals("withdraw-mine")) {
            mine.methane(facts);
        }
        List<Evidence.Sample> samples;
        if (sensor == null) {
            samples = mine.describe(finding.key, facts);
        } else {
            samples = sensor.ring.newest(sensor.sensor.id(), Evidence.READINGS_MAX);
        }
        return new Finding(
                finding.key,
                change,
                new Finding.Subject(
                        mine.zoneOf(finding.key, sensor),
                        finding.sensor,
                        told.priority(),
                        said.hold(),
                        told.suppressedBy(),
                        told.stale(),
                        said.text(),
                        said.action()),
                now.at(),
                condition == null || sensor == null ? now.at() : ReadingBatch.instantOfMicros(sensor.measuredAt),
                measured(condition, limit),
                evidence(told.rule(), limit, facts, samples));
    }

    /** Gas of somebody the plan does not know: who, where, how much, since when. */
    private Finding unknown(OpenFinding finding, OpenFinding.Told told, Change change, UnknownSources.Source source) {
        Statement said = mine.limits().statement(finding.key.rule(), told.level());
        UnknownGas worst = source.worst;
        Limit limit = UnknownSources.limit(mine, worst.quantity());
        String unit = worst.quantity().unit();
        Map<String, String> facts = new TreeMap<>();
        describe(facts, limit, null);
        facts.put("level", told.level());
        facts.put("device", source.newest.device());
        facts.put("topic", source.newest.topic());
        facts.put("quantity", worst.quantity().code());
        facts.put("newest", source.newest.value() + " " + unit + " at " + source.newest.measuredAt());
        facts.put("values-over", Long.toString(source.count));
        String zone = zoneOf(source.newest.topic());
        return new Finding(
                finding.key,
                change,
                new Finding.Subject(
                        zone,
                        null,
                        told.priority(),
                        said.hold(),
                        told.suppressedBy(),
                        told.stale(),
                        named(said.text(), source.newest),
                        said.action()),
                now.at(),
                worst.measuredAt(),
                new Finding.Measured(worst.value(), limit == null ? Double.NaN : limit.value(), unit),
                evidence(told.rule(), limit, facts, List.of()));
    }

    private static Texts named(Texts text, UnknownGas gas) {
        String clean = gas.device().replaceAll("\\p{Cntrl}", "");
        String name = ": " + clean.substring(0, Math.min(clean.length(), NAME_SHOWN_MAX)) + " "
                + gas.quantity().code();
        return new Texts(text.en() + name, text.ru() + name, text.kk() + name);
    }

    /** The zone a topic names, when the plan has it. */
    private String zoneOf(String topic) {
        String[] parts = topic.split("/", -1);
        boolean known = parts.length > 2 && mine.site().zones().containsKey(parts[2]);
        return known ? parts[2] : FindingKey.WHOLE_SITE;
    }

    /** An excursion that only late readings show. */
    Finding late(Condition condition, Late late) {
        Limit limit = limitOf(condition);
        SensorState sensor = condition.sensor;
        Map<String, String> facts = new TreeMap<>();
        facts.put("late", "the readings came too late to change the live state");
        facts.put("level", limit.level());
        describe(facts, limit, null);
        Statement said = mine.limits().statement(limit.rule(), limit.level());
        return new Finding(
                late.key(),
                Change.LATE_OCCURRENCE,
                new Finding.Subject(
                        sensor.sensor.zone(),
                        sensor.sensor.id(),
                        said.priority(),
                        said.hold(),
                        late.suppressedBy(),
                        false,
                        said.text(),
                        said.action()),
                now.at(),
                ReadingBatch.instantOfMicros(late.measuredAtMicros()),
                new Finding.Measured(late.value(), limit.value(), limit.unit()),
                evidence("Late reading over a limit", limit, facts, late.samples()));
    }

    /** The record that a limit was changed, or that a change was refused: raised and returned at once. */
    void changed(
            @Nullable Limit before,
            @Nullable Limit after,
            LimitPolicy.Verdict verdict,
            Map<String, String> words,
            List<Finding> out) {
        Statement said = mine.limits().statement("limit-changed", verdict.passes() ? "alarm" : "refused");
        String zone = before != null && before.scope().startsWith("zone:")
                ? before.scope().substring("zone:".length())
                : FindingKey.WHOLE_SITE;
        FindingKey key = FindingKey.of(mine.site().id(), said.rule(), zone);
        Finding.Subject subject =
                new Finding.Subject(zone, null, said.priority(), said.hold(), null, false, said.text(), said.action());
        Finding.Measured measured = before == null || after == null
                ? new Finding.Measured(Double.NaN, Double.NaN, NO_UNIT)
                : new Finding.Measured(after.value(), before.value(), after.unit());
        Evidence evidence = evidence(said.text().en(), after, words, List.of());
        for (Change change : List.of(Change.RAISED, Change.RETURNED)) {
            out.add(new Finding(key, change, subject, now.at(), now.at(), measured, evidence));
        }
    }

    private static Limit limitOf(Condition condition) {
        Limit limit = condition.limit;
        if (limit == null) {
            throw new IllegalStateException("latch " + condition.name + " has no limit");
        }
        return limit;
    }

    private Evidence evidence(
            String rule, @Nullable Limit limit, Map<String, String> facts, List<Evidence.Sample> samples) {
        return new Evidence(
                rule,
                mine.own().packOf(rule),
                RuleEngine.VERSION,
                limit == null ? "" : limit.id(),
                limit == null ? 0 : limit.version().number(),
                limit == null ? "" : limit.use().source(),
                facts,
                samples);
    }

    private static void describe(Map<String, String> facts, @Nullable Limit limit, @Nullable SensorState sensor) {
        if (limit != null) {
            facts.put("limit", limit.value() + " " + limit.unit());
            facts.put("off", limit.off() + " " + limit.unit());
            facts.put("on-delay", words(limit.numbers().onDelay()));
            facts.put("off-delay", words(limit.numbers().offDelay()));
            facts.put("limit-author", limit.version().author());
        }
        if (sensor == null) {
            return;
        }
        facts.put("trust", sensor.trust().word());
        if (sensor.lastSeen != SensorState.NEVER) {
            facts.put("last-seen", ReadingBatch.instantOfMicros(sensor.lastSeen).toString());
        }
        sensor.ring.aggregate(facts);
    }

    static String words(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static Finding.Measured measured(@Nullable Condition condition, @Nullable Limit limit) {
        if (condition == null || limit == null) {
            return new Finding.Measured(Double.NaN, Double.NaN, NO_UNIT);
        }
        return new Finding.Measured(condition.compared(condition.sensor.value), limit.value(), limit.unit());
    }

    private @Nullable SensorState state(@Nullable SensorId id) {
        return id == null ? null : mine.find(id);
    }

    private @Nullable Condition condition(OpenFinding finding, String level) {
        SensorState sensor = state(finding.sensor);
        if (sensor == null) {
            return null;
        }
        Condition own = sensor.condition(finding.key.rule(), level);
        String behind =
                switch (level) {
                    case "withdraw-mine" -> "alarm";
                    case "calm" -> "closed";
                    default -> "";
                };
        if (own == null && FindingBook.DOUBTS.contains(finding.key.rule())) {
            return sensor.behind(finding.key.rule());
        }
        return own == null && !behind.isEmpty() ? sensor.condition(finding.key.rule(), behind) : own;
    }
}
