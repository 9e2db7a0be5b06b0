package kz.qalqan.simulator.mine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.qalqan.simulator.mine.Scenario.Step;
import kz.qalqan.simulator.mine.Truth.Expected;

/** The scenarios that come with the program. */
public final class Scenarios {
    /** Nothing happens: nothing may alert. Plays at any site. */
    public static final String QUIET_SHIFT = "quiet-shift";
    /** An air door stands open, the air of a longwall slows, its methane rises. Plays at the model coal mine. */
    public static final String FACE_METHANE_RISE = "face-methane-rise";

    private static final String SECTION = "section-3";

    private static final Map<String, Scenario> ALL =
            new TreeMap<>(Map.of(QUIET_SHIFT, quietShift(), FACE_METHANE_RISE, faceMethaneRise()));

    private Scenarios() {}

    /** Their names, alphabetical. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The scenario of a name.
     *
     * @throws IllegalArgumentException naming what there is
     */
    public static Scenario of(String name) {
        Scenario found = ALL.get(name);
        if (found == null) {
            throw new IllegalArgumentException("unknown scenario '" + name + "': there are " + names());
        }
        return found;
    }

    private static Scenario quietShift() {
        return new Scenario(
                QUIET_SHIFT,
                Duration.ofHours(6),
                List.of(new Step(Duration.ZERO, "quiet shift", List.of())),
                new Truth(QUIET_SHIFT, List.of(), Duration.ZERO));
    }

    private static Scenario faceMethaneRise() {
        List<Step> steps = List.of(
                step(0, "quiet"),
                step(8, "air door 2 opens, air of section 3 slows", Effect.state("DR-02", 1), air(0.345)),
                step(24, "air door 2 stands wide open", air(0.3)),
                step(
                        90,
                        "shearer methane sensor falls silent, its protection cuts the power of the face",
                        Effect.silence("GA-08", true),
                        Effect.state("BR-01", 0)),
                step(180, "air door 2 closes, air recovers", Effect.state("DR-02", 0), air(1)),
                step(270, "shearer methane sensor speaks again", Effect.silence("GA-08", false)),
                step(285, "power of the face is on", Effect.state("BR-01", 1)),
                step(300, "quiet again"));
        return new Scenario(FACE_METHANE_RISE, Duration.ofMinutes(15), steps, faceMethaneTruth());
    }

    /**
     * What comes of it, for every seed: times of the readings that tell. The sensors of the face's lower half and of
     * the upper corner stay below their limits; the mine's return gets the same methane as ever. A rise is told as soon
     * as the rule has seen enough of its two minutes, which at a service that was just started takes 90 seconds.
     */
    private static Truth faceMethaneTruth() {
        return new Truth(
                FACE_METHANE_RISE,
                List.of(
                        must("air-door-open", "DR-02:door-open", 8, 10),
                        must("ch4-pre-alarm", "GA-07:ch4", 18, 30),
                        must("ch4-limit", "GA-07:ch4", 20, 35),
                        must("ch4-pre-alarm", "GA-10:ch4", 57, 70),
                        must("ch4-limit", "GA-10:ch4", 62, 75),
                        must("ch4-general-gassing", SECTION, 62, 75),
                        may("alarm-flood", "_site", 62, 300),
                        must("ch4-pre-alarm", "GA-12:ch4", 83, 97),
                        must("ch4-rate-of-rise", "GA-07:ch4", 20, 100),
                        must("ch4-rate-of-rise", "GA-09:ch4", 20, 100),
                        must("ch4-rate-of-rise", "GA-10:ch4", 62, 100),
                        must("ch4-rate-of-rise", "GA-12:ch4", 83, 105),
                        must("ch4-limit", "GA-12:ch4", 88, 105),
                        must("ch4-rate-of-rise", "GA-11:ch4", 100, 122),
                        must("ch4-pre-alarm", "GA-11:ch4", 102, 116),
                        must("ch4-limit", "GA-11:ch4", 107, 122),
                        must("no-data", "GA-08:ch4", 114, 130),
                        must("outburst-signature", SECTION, 114, 130),
                        must("ch4-pre-alarm", "GA-13:ch4", 116, 132),
                        must("ch4-rate-of-rise", "GA-13:ch4", 116, 138),
                        must("ch4-limit", "GA-13:ch4", 121, 138)),
                Duration.ofMinutes(9));
    }

    private static Step step(long second, String phase, Effect... effects) {
        return new Step(Duration.ofSeconds(second), phase, List.of(effects));
    }

    private static Effect air(double share) {
        return Effect.air("conveyor-drift-3", share);
    }

    private static Expected must(String rule, String place, long earliest, long latest) {
        return new Expected(rule, place, Duration.ofSeconds(earliest), Duration.ofSeconds(latest), true);
    }

    private static Expected may(String rule, String place, long earliest, long latest) {
        return new Expected(rule, place, Duration.ofSeconds(earliest), Duration.ofSeconds(latest), false);
    }
}
