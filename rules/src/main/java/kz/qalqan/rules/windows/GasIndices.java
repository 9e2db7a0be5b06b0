package kz.qalqan.rules.windows;

/**
 * Indices of fire and explosibility of one gas sample, all in volume percent of dry air (domain 3.3).
 *
 * <p>Nitrogen is what the others leave, because no mine measures it.
 *
 * @param ch4 methane
 * @param co carbon monoxide
 * @param co2 carbon dioxide
 * @param h2 hydrogen
 * @param o2 oxygen
 */
public record GasIndices(double ch4, double co, double co2, double h2, double o2) {
    /** Oxygen over nitrogen in fresh air (S60). */
    static final double FRESH = 0.265;

    /** Oxygen consumed below which the ratios mean nothing, % (G). */
    static final double CONSUMED_MIN = 0.3;

    /** Methane's explosive range in air, % (S65). */
    static final double LOWER = 5;

    static final double UPPER = 15;

    /** Fuel and oxygen at the nose of the triangle, % (S65). */
    static final double NOSE_FUEL = 5.9;

    static final double NOSE_OXYGEN = 12.2;

    /** Oxygen where the upper limit meets air: 85 % of air's 20.95. */
    static final double UPPER_OXYGEN = 17.8;

    double nitrogen() {
        return 100 - ch4 - co - co2 - h2 - o2;
    }

    /** Oxygen that was consumed, %: what this much nitrogen came with, less what is there. */
    double consumed() {
        return FRESH * nitrogen() - o2;
    }

    /** Graham's ratio; NaN while too little oxygen was consumed to say. */
    public double graham() {
        return consumed() < CONSUMED_MIN ? Double.NaN : 100 * co / consumed();
    }

    /** Jones and Trickett's ratio, a check of the sample; NaN while too little oxygen was consumed to say. */
    public double jonesTrickett() {
        return consumed() < CONSUMED_MIN ? Double.NaN : (co2 + 0.75 * co - 0.25 * h2) / consumed();
    }

    /** Fuel as methane, % (Zabetakis). */
    public double effectiveCombustible() {
        return ch4 + 1.25 * h2 + 0.4 * co;
    }

    /** Excess inert gas, % (Zabetakis). */
    public double excessInert() {
        return nitrogen() - 3.8 * o2 + 1.5 * co2;
    }

    /** Oxygen below which the mixture cannot explode, % (S63). */
    public double safeOxygen() {
        double fuel = effectiveCombustible();
        return fuel <= 0 ? Double.POSITIVE_INFINITY : 5 + 7 * (ch4 / fuel);
    }

    /** Whether it can explode as it is: enough oxygen, and fuel between the lower and the upper limit. */
    public boolean explosive() {
        double fuel = effectiveCombustible();
        double upper = NOSE_FUEL + (o2 - NOSE_OXYGEN) * (UPPER - NOSE_FUEL) / (UPPER_OXYGEN - NOSE_OXYGEN);
        return o2 >= safeOxygen() && fuel >= LOWER && fuel <= Math.max(upper, NOSE_FUEL);
    }
}
