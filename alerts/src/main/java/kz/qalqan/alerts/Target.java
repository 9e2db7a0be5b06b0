package kz.qalqan.alerts;

import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.Priority;

/**
 * A figure beside what good practice wants of it (domain 6.1, S108).
 *
 * @param figure which figure
 * @param value what it is; NaN where there was nothing to count
 * @param atMost the most that is good; NaN where there is no such end
 * @param atLeast the least that is good; NaN where there is no such end
 */
public record Target(String figure, double value, double atMost, double atLeast) {
    /** Alarms in ten minutes that one person can answer well: 150 a day. */
    static final double PER_10_MIN = 150 / 144.0;

    /** From here on a person is overloaded: 300 a day. */
    static final double OVERLOADED = 300 / 144.0;

    private static final double LOW_AND_MEDIUM = 0.80;
    private static final double HIGH = 0.15;
    private static final double CRITICAL = 0.05;

    /** Whether it is as it should be; nothing to count is. */
    public boolean met() {
        return !(value > atMost) && !(value < atLeast);
    }

    static List<Target> of(AlertKpi kpi) {
        List<Target> targets = new ArrayList<>();
        targets.add(atMost("per10MinMean", kpi.load().per10MinMean(), PER_10_MIN));
        targets.add(atMost("overloaded", kpi.load().per10MinMean(), OVERLOADED));
        targets.add(atMost("floodShare", kpi.load().floodShare(), 0));
        targets.add(atMost("standing", kpi.standing().size(), 0));
        targets.add(atMost("chattering", kpi.chattering().size(), 0));
        double low = share(kpi, Priority.LOW) + share(kpi, Priority.MEDIUM);
        targets.add(new Target("lowAndMediumShare", low, Double.NaN, LOW_AND_MEDIUM));
        targets.add(atMost("highShare", share(kpi, Priority.HIGH), HIGH));
        targets.add(atMost("criticalShare", share(kpi, Priority.CRITICAL), CRITICAL));
        return targets;
    }

    private static Target atMost(String figure, double value, double most) {
        return new Target(figure, value, most, Double.NaN);
    }

    private static double share(AlertKpi kpi, Priority priority) {
        return kpi.alarms() == 0 ? Double.NaN : kpi.priorities().getOrDefault(priority, 0L) / (double) kpi.alarms();
    }
}
