package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.qalqan.rules.facts.Suppression;
import kz.qalqan.rules.facts.Violation;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the rules conclude into findings: one key, one story, told only when it differs from what was told last.
 *
 * <p>Threads: the judgement thread only.
 */
final class FindingBook {
    /** Rules that say that their sensor cannot be relied on. */
    static final Set<String> DOUBTS = Set.of("frozen-value", "neighbours-disagree", "ch4-over-range");

    private final String site;
    private final TreeSet<SensorId> doubtsMoved = new TreeSet<>();
    private final TreeMap<FindingKey, OpenFinding> open = new TreeMap<>();
    private final TreeSet<FindingKey> touched = new TreeSet<>();

    FindingBook(String site) {
        this.site = site;
    }

    FindingKey key(Violation violation) {
        return new FindingKey(site, violation.getRule(), violation.getPlace());
    }

    void appeared(Violation violation, String rule) {
        FindingKey key = key(violation);
        open.computeIfAbsent(key, k -> new OpenFinding(k, violation.getSensor()))
                .levels
                .put(violation.getLevel(), rule);
        moved(key, violation.getSensor());
    }

    void vanished(Violation violation) {
        FindingKey key = key(violation);
        OpenFinding finding = open.get(key);
        if (finding != null) {
            finding.levels.remove(violation.getLevel());
            moved(key, finding.sensor);
        }
    }

    private void moved(FindingKey key, @Nullable SensorId sensor) {
        touched.add(key);
        if (sensor != null && DOUBTS.contains(key.rule())) {
            doubtsMoved.add(sensor);
        }
    }

    /** Sensors about which a rule of {@link #DOUBTS} said something else since this was last asked. */
    List<SensorId> takeDoubts() {
        List<SensorId> taken = List.copyOf(doubtsMoved);
        doubtsMoved.clear();
        return taken;
    }

    /** Whether a rule holds of a sensor now. */
    boolean holds(String rule, SensorId sensor) {
        OpenFinding finding = open.get(FindingKey.of(rule, sensor));
        return finding != null && !finding.levels.isEmpty();
    }

    void suppressed(Suppression suppression) {
        FindingKey lower = key(suppression.getLower());
        open.computeIfAbsent(
                        lower, k -> new OpenFinding(k, suppression.getLower().getSensor()))
                .suppressed(graver(suppression));
        touched.add(lower);
    }

    void released(Suppression suppression) {
        FindingKey lower = key(suppression.getLower());
        OpenFinding finding = open.get(lower);
        if (finding != null) {
            finding.released(graver(suppression));
            touched.add(lower);
        }
    }

    private OpenFinding.Graver graver(Suppression suppression) {
        return new OpenFinding.Graver(suppression.getGraver().getStep(), key(suppression.getGraver()));
    }

    @Nullable
    OpenFinding find(FindingKey key) {
        return open.get(key);
    }

    /** A declaration released the lock: the story of this key ends. */
    void release(OpenFinding finding, FindingWriter writer, Map<String, String> why, List<Finding> out) {
        out.add(writer.write(finding, finding.told, Change.RELEASED, why));
        open.remove(finding.key);
        moved(finding.key, finding.sensor);
    }

    /** Says something about a finding that goes on as it is. */
    void remark(OpenFinding finding, FindingWriter writer, Map<String, String> what, List<Finding> out) {
        out.add(writer.write(finding, finding.told, Change.CHANGED, what));
    }

    /** Something outside of the rules changed that its open findings show: trust, a limit. */
    void touch(SensorId sensor) {
        open.values().stream().filter(f -> Objects.equals(sensor, f.sensor)).forEach(f -> touched.add(f.key));
    }

    void touchAll() {
        touched.addAll(open.keySet());
    }

    Collection<OpenFinding> all() {
        return List.copyOf(open.values());
    }

    /** What was told of a key before a restart. */
    void told(FindingKey key, @Nullable SensorId sensor, OpenFinding.Told told) {
        open.computeIfAbsent(key, k -> new OpenFinding(k, sensor)).told = told;
        moved(key, sensor);
    }

    /** What was told to hold, as raised, and what is only locked, as returned. */
    List<Finding> standing(FindingWriter writer) {
        return open.values().stream()
                .filter(finding -> finding.told.active() || finding.told.locked())
                .map(finding -> writer.write(
                        finding, finding.told, finding.told.active() ? Change.RAISED : Change.RETURNED, Map.of()))
                .toList();
    }

    /** Tells every difference between what holds and what was told. */
    void settle(FindingWriter writer, List<Finding> out) {
        for (FindingKey key : new ArrayList<>(touched)) {
            OpenFinding finding = open.get(key);
            if (finding != null) {
                settle(finding, writer, out);
            }
        }
        touched.clear();
    }

    private void settle(OpenFinding finding, FindingWriter writer, List<Finding> out) {
        OpenFinding.Told before = finding.told;
        if (finding.levels.isEmpty()) {
            if (before.active()) {
                finding.told = before.returned(writer.hold(finding, before.level()) == Hold.LOCKED);
                out.add(writer.write(finding, finding.told, Change.RETURNED, Map.of()));
            }
        } else {
            OpenFinding.Told now = writer.telling(finding);
            if (!before.active()) {
                finding.told = now;
                out.add(writer.write(finding, now, Change.RAISED, Map.of()));
            } else if (!now.equals(before)) {
                finding.told = now;
                out.add(writer.write(finding, now, Change.CHANGED, Map.of()));
            }
        }
        if (finding.forgettable()) {
            open.remove(finding.key);
        }
    }
}
