package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.rules.facts.Violation;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Readings that came too late to be live: they change no live latch, but an excursion among them is told once, with its
 * worst value in the entry that shows it.
 *
 * <p>An on-delay runs on the readings' own time here. An excursion ends when a late reading is back inside, or when
 * {@link #GAP_MICROS} of it are missing.
 *
 * <p>Threads: the judgement thread only.
 */
final class LateReadings {
    static final long GAP_MICROS = 300_000_000;

    private final FindingWriter writer;
    private final Map<Condition, Late> found = new LinkedHashMap<>();
    private final Map<SensorState, List<Evidence.Sample>> samples = new LinkedHashMap<>();

    LateReadings(FindingWriter writer) {
        this.writer = writer;
    }

    void take(SensorState state, double value, long micros, int marks, Collection<Condition> elsewhere) {
        if ((marks & Marks.FAULT) != 0) {
            return;
        }
        keep(state, value, micros, marks);
        boolean gap = Math.abs(micros - state.lateAt) > GAP_MICROS;
        state.lateAt = micros;
        for (Condition condition : state.conditions) {
            judge(condition, value, micros, gap);
        }
        for (Condition condition : elsewhere) {
            judge(condition, value, micros, gap);
        }
    }

    private void judge(Condition condition, double value, long micros, boolean gap) {
        if (!condition.single()) {
            return;
        }
        if (gap || condition.gone(value)) {
            condition.lateSince = Condition.NONE;
            condition.lateTold = false;
        }
        if (condition.reached(value)) {
            reached(condition, value, micros);
        }
    }

    private void keep(SensorState state, double value, long micros, int marks) {
        List<Evidence.Sample> kept = samples.computeIfAbsent(state, s -> new ArrayList<>());
        if (kept.size() < Evidence.READINGS_MAX) {
            kept.add(new Evidence.Sample(
                    state.sensor.id(), ReadingBatch.instantOfMicros(micros), value, new Quality(marks)));
        }
    }

    private void reached(Condition condition, double value, long micros) {
        if (condition.lateSince == Condition.NONE) {
            condition.lateSince = micros;
        }
        Late before = found.get(condition);
        if (before != null) {
            if (condition.worse(value, before.value())) {
                found.put(condition, new Late(before.key(), value, micros, null, List.of()));
            }
            return;
        }
        Limit limit = condition.limit;
        if (condition.lateTold
                || limit == null
                || limit.use().auxiliary()
                || micros - condition.lateSince < condition.onDelay()) {
            return;
        }
        condition.lateTold = true;
        FindingKey key = FindingKey.of(limit.rule(), condition.sensor.sensor.id());
        found.put(condition, new Late(key, value, micros, null, List.of()));
    }

    /** Tells what the entry's late readings showed: of a rule's levels the gravest, of the ladder's steps all. */
    void tell(List<Finding> out) {
        if (samples.isEmpty()) {
            return;
        }
        Map<FindingKey, Condition> gravest = new TreeMap<>();
        found.keySet().forEach(condition -> gravest.merge(keyOf(condition), condition, LateReadings::graver));
        gravest.forEach((key, condition) -> out.add(writer.late(condition, complete(key, condition, gravest))));
        found.clear();
        samples.clear();
    }

    private FindingKey keyOf(Condition condition) {
        Late late = found.get(condition);
        if (late == null) {
            throw new IllegalStateException("no late reading for " + condition.name);
        }
        return late.key();
    }

    private Late complete(FindingKey key, Condition condition, Map<FindingKey, Condition> all) {
        Late late = found.get(condition);
        if (late == null) {
            throw new IllegalStateException("no late reading for " + key);
        }
        FindingKey by = null;
        int highest = Violation.stepOf(key.rule());
        for (FindingKey other : all.keySet()) {
            int step = Violation.stepOf(other.rule());
            if (highest > 0 && step > highest && other.place().equals(key.place())) {
                highest = step;
                by = other;
            }
        }
        return new Late(
                key, late.value(), late.measuredAtMicros(), by, samples.getOrDefault(condition.sensor, List.of()));
    }

    private static Condition graver(Condition a, Condition b) {
        return a.worse(limit(a), limit(b)) ? a : b;
    }

    private static double limit(Condition condition) {
        Limit limit = condition.limit;
        return limit == null ? Double.NaN : limit.value();
    }
}
