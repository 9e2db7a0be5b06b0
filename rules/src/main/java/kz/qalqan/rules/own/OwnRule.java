package kz.qalqan.rules.own;

import java.util.List;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Texts;

/**
 * A rule of the mine's own: when, and what its finding says.
 *
 * @param name the sentence the operator reads
 * @param file where it stands
 * @param line its line; of a decision table its row
 * @param finding what it concludes
 * @param limits the numbers it brings along
 * @param when its condition, word by word
 */
public record OwnRule(String name, String file, int line, OwnFinding finding, List<OwnLimit> limits, List<Word> when) {

    /**
     * What a rule concludes.
     *
     * @param id rule id, {@code own-…}
     * @param level level within the rule
     * @param priority how urgent
     * @param hold held or latched
     * @param at the place: {@code site}, {@code $x}, {@code $x.zone} or {@code $x.section}
     * @param text what is wrong
     * @param action what to do
     */
    public record OwnFinding(
            String id, String level, Priority priority, Hold hold, String at, Texts text, Texts action) {
        /** How statements are named. */
        public String name() {
            return id + ":" + level;
        }
    }

    /**
     * A word of the condition, so that the compiler's lines are those of the file.
     *
     * @param text the word
     * @param line its line
     */
    public record Word(String text, int line) {}

    public OwnRule {
        limits = List.copyOf(limits);
        when = List.copyOf(when);
    }
}
