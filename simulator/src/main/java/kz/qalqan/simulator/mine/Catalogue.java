package kz.qalqan.simulator.mine;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes and times of events by the two laws of seismology: magnitudes by Gutenberg and Richter between a smallest and a
 * largest, times after a large event by the modified law of Omori, {@code n(t) = K / (c + t)^p} (domain 5.2).
 *
 * <p>Threads: immutable.
 */
final class Catalogue {
    static final double B = 1.0;
    /** Smallest magnitude the station hears; lg E 1.8. */
    static final double SMALLEST = -2.0;

    /** Aftershocks of the first hour follow the size of the event: this many at magnitude 1. */
    static final double PRODUCTIVITY = 30;

    static final double C_S = 300;
    static final double P = 1.1;

    private Catalogue() {}

    /** A magnitude for a chance in [0, 1), below {@code largest}. */
    static double magnitude(double chance, double largest) {
        double share = 1 - StrictMath.pow(10, -B * (largest - SMALLEST));
        return SMALLEST - StrictMath.log10(1 - chance * share) / B;
    }

    /** Energy in joules: lg E = 1.5 M + 4.8 (domain 5.3). */
    static double energy(double magnitude) {
        return StrictMath.pow(10, 1.5 * magnitude + 4.8);
    }

    static double magnitudeOf(double energy) {
        return (StrictMath.log10(energy) - 4.8) / 1.5;
    }

    /** Events expected after an event of this magnitude within a time, seconds. */
    static double expected(double magnitude, double seconds) {
        return k(magnitude) * integral(seconds);
    }

    /**
     * Times of the aftershocks, seconds after the event: the law's own course, each shaken by chance.
     *
     * @param chance in [0, 1) for each index
     */
    static List<Double> aftershocks(double magnitude, double until, Noise chance) {
        List<Double> times = new ArrayList<>();
        double k = k(magnitude);
        double passed = 0;
        for (long i = 0; ; i++) {
            passed -= StrictMath.log(1 - chance.uniform(i)) / k;
            double at = inverse(passed);
            if (!(at <= until)) {
                return times;
            }
            times.add(at);
        }
    }

    private static double k(double magnitude) {
        return PRODUCTIVITY * StrictMath.pow(10, magnitude - 1) / integral(3600);
    }

    /** The law's integral from 0 with K = 1. */
    private static double integral(double seconds) {
        return (StrictMath.pow(C_S, 1 - P) - StrictMath.pow(C_S + seconds, 1 - P)) / (P - 1);
    }

    private static double inverse(double integral) {
        double left = StrictMath.pow(C_S, 1 - P) - integral * (P - 1);
        return left <= 0 ? Double.POSITIVE_INFINITY : StrictMath.pow(left, 1 / (1 - P)) - C_S;
    }
}
