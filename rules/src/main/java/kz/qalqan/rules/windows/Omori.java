package kz.qalqan.rules.windows;

/**
 * How aftershocks die away (modified Omori law, S91): {@code n(t) = K / (t + c)^p} events an hour, {@code t} hours
 * after the blast or the large event.
 *
 * <p>Threads: immutable.
 *
 * @param k productivity
 * @param c delay of the start, hours
 * @param p how steeply they die away
 */
public record Omori(double k, double c, double p) {
    /** The delay {@code c}, which one hour of counts cannot tell: three minutes (D). */
    public static final double DELAY_HOURS = 0.05;

    /** Bounds of {@code p}: 98 % of 163 sequences lie well inside (0.4 to 1.6, S91). */
    static final double P_MIN = 0.1;

    static final double P_MAX = 3;

    private static final int HALVINGS = 60;

    /** Expected events an hour. */
    public double rate(double hours) {
        return k / StrictMath.pow(hours + c, p);
    }

    /** Expected events between two times, hours. */
    public double expected(double from, double to) {
        return k * integral(from, to, c, p);
    }

    /**
     * Hours until the curve bends most: the preliminary time of re-entry (S91). Closed form of {@code d/dt} of the
     * curvature {@code n'' / (1 + n'²)^1.5} being zero.
     */
    public double maximumCurvature() {
        double steepness = p * k * (p * k) * (2 * p + 1) / (p + 2);
        return Math.max(0, StrictMath.pow(steepness, 1 / (2 * p + 2)) - c);
    }

    /**
     * The law under which what was counted is most likely. The likelihood has one maximum: where the law's mean of
     * {@code ln(t + c)} is that of the events.
     *
     * @param events how many, at least one
     * @param meanLog mean of {@code ln(t + c)} over them
     * @param from hours after the start from which on they were counted
     * @param to hours after the start up to which they were counted
     */
    public static Omori fit(long events, double meanLog, double from, double to) {
        double low = P_MIN;
        double high = P_MAX;
        for (int i = 0; i < HALVINGS; i++) {
            double p = (low + high) / 2;
            if (meanLog(from, to, DELAY_HOURS, p) > meanLog) {
                low = p;
            } else {
                high = p;
            }
        }
        double p = (low + high) / 2;
        return new Omori(events / integral(from, to, DELAY_HOURS, p), DELAY_HOURS, p);
    }

    /** Integral of {@code (t + c)^−p}. */
    private static double integral(double from, double to, double c, double p) {
        double q = 1 - p;
        double a = StrictMath.log(from + c);
        double b = StrictMath.log(to + c);
        return Math.abs(q) < SMALL ? b - a : (StrictMath.exp(q * b) - StrictMath.exp(q * a)) / q;
    }

    private static final double SMALL = 1e-6;

    /** Mean of {@code ln(t + c)} under the density {@code (t + c)^−p}. */
    private static double meanLog(double from, double to, double c, double p) {
        double q = 1 - p;
        double a = StrictMath.log(from + c);
        double b = StrictMath.log(to + c);
        if (Math.abs(q) < SMALL) {
            return (a + b) / 2;
        }
        double high = StrictMath.exp(q * b);
        double low = StrictMath.exp(q * a);
        return (b * high - a * low) / (high - low) - 1 / q;
    }
}
