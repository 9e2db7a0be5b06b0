package kz.qalqan.simulator.mine;

/**
 * One gas in the air of a zone: through a stretch unmixed, a mixed cell into which it may flow, a stretch unmixed.
 *
 * <p>In the cell {@code V dC/dt = Q (C_in - C) + 100 S} (C in percent, S in m³/s of pure gas). Each step uses the exact
 * solution for constant Q, S and C_in, so the steady state {@code C_in + 100 S / Q} and the exponential clearing with
 * {@code V / Q} hold for any step length.
 *
 * <p>Threads: the model's thread only.
 */
final class Stream {
    private final double cell;
    private final Plug plug;
    private final Plug tail;
    private double inlet;
    private double mixed;
    private double outlet;

    Stream(AirwayForm form) {
        this.cell = form.cell();
        this.plug = new Plug(form.plug(), 0);
        this.tail = new Plug(form.tail(), 0);
    }

    void step(double seconds, double inflow, double upstream, double make) {
        inlet = plug.push(inflow * seconds, upstream);
        if (inflow < 1e-6) {
            mixed += 100 * make * seconds / cell;
            return;
        }
        double steady = inlet + 100 * make / inflow;
        mixed = steady + (mixed - steady) * StrictMath.exp(-inflow * seconds / cell);
        outlet = tail.push(inflow * seconds, mixed);
    }

    void puff(double volume) {
        mixed += 100 * volume / cell;
    }

    double at(double share) {
        return inlet + share * (mixed - inlet);
    }

    double outlet() {
        return outlet;
    }
}
