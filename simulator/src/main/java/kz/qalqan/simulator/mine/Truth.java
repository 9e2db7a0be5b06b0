package kz.qalqan.simulator.mine;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is true of a scenario, told by who made it: which alerts a working service raises, and when.
 *
 * <p>Times count from the start of the telling and are those of the mine, with the sensors' response, sample period and
 * the rules' delays in them. Anything else raised is false; anything missing is missed.
 *
 * @param scenario name of the scenario
 * @param expected alerts, in order of their earliest time
 * @param quietFrom time after which every expected condition has returned
 */
public record Truth(String scenario, List<Expected> expected, Duration quietFrom) {
    /**
     * Warnings of a shift. The model mines work in noise and dust of classes 2 to 3.2 ({@link Background}), so these
     * are true of every telling that is long enough; when they come hangs on the hour it begins at. They may come.
     */
    public static final Set<String> OF_THE_SHIFT = Set.of("noise-shift", "dust-shift", "heat-shift", "vibration-shift");

    /**
     * One alert.
     *
     * @param rule rule id
     * @param place {@code device:quantity}, or a zone, or a section standing for any of its zones
     * @param earliest not before
     * @param latest not after
     * @param required false for rules a service may lack or word otherwise: neither missed nor false
     */
    public record Expected(String rule, String place, Duration earliest, Duration latest, boolean required) {
        private Expected allowed() {
            return new Expected(rule, place, earliest, latest, false);
        }
    }

    public Truth {
        expected = List.copyOf(expected);
    }

    /**
     * The truth of a telling that is broken off: what could still come then need not, what comes only later is not
     * expected.
     */
    public Truth brokenOffAt(Duration end) {
        List<Expected> begun = expected.stream()
                .filter(alert -> alert.earliest().compareTo(end) <= 0)
                .map(alert -> alert.latest().compareTo(end) <= 0 ? alert : alert.allowed())
                .toList();
        return new Truth(scenario, begun, quietFrom);
    }

    /** The alerts that must come. */
    public List<Expected> required() {
        return expected.stream().filter(Expected::required).toList();
    }
}
