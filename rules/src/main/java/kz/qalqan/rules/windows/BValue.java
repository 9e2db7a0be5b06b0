package kz.qalqan.rules.windows;

/**
 * The slope of Gutenberg and Richter's law by Aki's maximum likelihood with Utsu's correction for binned magnitudes
 * (domain 5.4): {@code b = lg e / (M̄ − (Mc − ΔM/2))}.
 *
 * <p>It counts in whole bins above completeness, so that the same events give the same number in any order.
 *
 * @param events events at or above completeness
 * @param bins sum of their bins above completeness
 * @param squares sum of the squares of these
 * @param step width of a bin, magnitudes
 */
public record BValue(long events, long bins, long squares, double step) {
    private static final double LG_E = 1 / StrictMath.log(10);

    /** The slope. */
    public double b() {
        return LG_E / (step * ((double) bins / events + 0.5));
    }

    /** Its standard error (Shi and Bolt): {@code 2.30 b² √(Σ(M − M̄)² / (n (n − 1)))}. */
    public double error() {
        double spread = step * step * (squares - (double) bins * bins / events);
        return b() * b() / LG_E * StrictMath.sqrt(spread / ((double) events * (events - 1)));
    }

    /** With one event more, so many bins above completeness. */
    BValue with(int above) {
        return new BValue(events + 1, bins + above, squares + (long) above * above, step);
    }

    /** None yet. */
    static BValue none(double step) {
        return new BValue(0, 0, 0, step);
    }
}
