package kz.qalqan.simulator.mine;

import kz.qalqan.telemetry.Quantity;

/**
 * The drainage pipes of a mine: a pump sucks, wells give gas, a leak lets air in.
 *
 * <p>Vacuum and flow follow the pump with {@link #PIPE_LAG_S}, the mixture follows the leak with {@link #MIX_LAG_S},
 * both of the first order. A share {@code a} of air thins the methane to {@code (1 - a)} of what the wells give and
 * brings {@code a} of the air's oxygen.
 *
 * <p>Threads: the model's thread only.
 */
final class Drainage {
    static final double PIPE_LAG_S = 20;
    static final double MIX_LAG_S = 45;
    private static final double OXYGEN_OF_AIR = 20.9;

    private String leaking = "";
    private double suckTo = 1;
    private double suck = 1;
    private double airTo;
    private double leaked;

    /** The pump runs (1) or stands (0). */
    void pump(double running) {
        suckTo = running;
    }

    /** This share of what a pipe sucks is air from now on: there, and on the way from there to the pump. */
    void leak(String pipe, double share) {
        leaking = pipe;
        airTo = share;
    }

    /** Whether the leak is at this pipe. */
    boolean leaks(String pipe) {
        return leaking.equals(pipe);
    }

    void step(double seconds) {
        suck += (suckTo - suck) * (1 - StrictMath.exp(-seconds / PIPE_LAG_S));
        leaked += (airTo - leaked) * (1 - StrictMath.exp(-seconds / MIX_LAG_S));
    }

    /**
     * What a pipe shows.
     *
     * @param usual what it shows without trouble
     * @param behind whether the leak's air passes it
     */
    double shows(Quantity quantity, double usual, boolean behind) {
        double air = behind ? leaked : 0;
        return switch (quantity) {
            case PIPE_CH4 -> usual * (1 - air);
            case PIPE_O2 -> usual + air * (OXYGEN_OF_AIR - usual);
            case PIPE_VACUUM -> usual * suck * (1 - 0.5 * air);
            case PIPE_FLOW -> usual * suck;
            default -> usual;
        };
    }
}
