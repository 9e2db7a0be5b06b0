package kz.qalqan.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;

/**
 * How fast something went and what it cost.
 *
 * @param perSecond messages a second
 * @param micros CPU of this process, microseconds a message
 * @param brokerMicros CPU of the broker, microseconds a message
 */
record Pace(double perSecond, double micros, double brokerMicros) {
    private static final double MICRO = 1e3;
    private static final double SECOND = 1e9;

    /**
     * A moment.
     *
     * @param count messages so far
     * @param nanos monotonic clock
     * @param cpuNanos CPU this process had so far
     * @param brokerNanos CPU the broker had so far
     */
    record Mark(double count, long nanos, long cpuNanos, long brokerNanos) {}

    static Mark mark(double count, Mosquitto broker) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Mark(count, System.nanoTime(), system.getProcessCpuTime(), broker.cpuNanos());
    }

    static Pace between(Mark from, Mark to) {
        double messages = to.count() - from.count();
        return new Pace(
                messages / (to.nanos() - from.nanos()) * SECOND,
                (to.cpuNanos() - from.cpuNanos()) / messages / MICRO,
                (to.brokerNanos() - from.brokerNanos()) / messages / MICRO);
    }

    /** The one with the middle rate. */
    static Pace median(List<Pace> paces) {
        return paces.stream()
                .sorted(Comparator.comparingDouble(Pace::perSecond))
                .toList()
                .get(paces.size() / 2);
    }

    static String rates(List<Pace> paces) {
        return paces.stream().map(pace -> Math.round(pace.perSecond())).toList().toString();
    }
}
