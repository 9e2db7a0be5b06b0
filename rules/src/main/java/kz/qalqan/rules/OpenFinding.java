package kz.qalqan.rules;

import java.util.TreeMap;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one key now, and what was told of it last. A finding leaves when the two differ.
 *
 * <p>Threads: the judgement thread only.
 */
final class OpenFinding {
    final FindingKey key;
    final @Nullable SensorId sensor;

    /** Levels that hold, each with the name of the rule that says so. */
    final TreeMap<String, String> levels = new TreeMap<>();

    /** Graver findings that speak for this one, by their step on the ladder, and for how many of its levels. */
    private final TreeMap<Graver, Integer> graver = new TreeMap<>();

    Told told = Told.NOTHING;

    OpenFinding(FindingKey key, @Nullable SensorId sensor) {
        this.key = key;
        this.sensor = sensor;
    }

    @Nullable
    FindingKey suppressedBy() {
        return graver.isEmpty() ? null : graver.lastKey().key();
    }

    /** A graver finding speaks for one more of its levels. */
    void suppressed(Graver by) {
        graver.merge(by, 1, Integer::sum);
    }

    /** It no longer speaks for one of them. */
    void released(Graver by) {
        graver.computeIfPresent(by, (key, levels) -> levels > 1 ? levels - 1 : null);
    }

    boolean forgettable() {
        return levels.isEmpty() && !told.active && !told.locked;
    }

    /** A graver finding and its step on the ladder, lowest first. */
    record Graver(int step, FindingKey key) implements Comparable<Graver> {
        @Override
        public int compareTo(Graver other) {
            return step == other.step ? key.compareTo(other.key) : Integer.compare(step, other.step);
        }
    }

    /**
     * What was told last.
     *
     * @param active whether it was said to hold
     * @param locked whether a declaration must release it
     * @param level the level it was told at
     * @param rule name of the rule then
     * @param priority its priority then
     * @param suppressedBy who spoke for it then
     * @param stale whether its value was said to be stale
     * @param limitVersion version of its limit then
     */
    record Told(
            boolean active,
            boolean locked,
            String level,
            String rule,
            Priority priority,
            @Nullable FindingKey suppressedBy,
            boolean stale,
            int limitVersion) {
        static final Told NOTHING = new Told(false, false, "", "", Priority.LOW, null, false, 0);

        Told returned(boolean nowLocked) {
            return new Told(false, nowLocked, level, rule, priority, null, stale, limitVersion);
        }
    }
}
