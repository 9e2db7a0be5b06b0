package kz.qalqan.simulator.mine;

import kz.qalqan.telemetry.Zone;

/**
 * The air of one zone: a stretch of drift the air passes unmixed, then a well mixed cell into which the zone's methane
 * flows, then another stretch unmixed to its end.
 *
 * <p>In the cell {@code V dC/dt = Q (C_in - C) + 100 S} (C in percent, S in m³/s of pure methane). Each step uses the
 * exact solution for constant Q, S and C_in, so the steady state {@code C_in + 100 S / Q} and the exponential clearing
 * with {@code V / Q} hold for any step length.
 *
 * <p>Threads: the model's thread only.
 */
final class Airway {
    private final Zone zone;
    private final AirwayForm form;
    private final Noise noise;
    private final Plug plug;
    private final Plug tail;
    private double flow;
    private double inlet;
    private double mixed;
    private double outlet;

    Airway(Zone zone, AirwayForm form, Noise noise) {
        this.zone = zone;
        this.form = form;
        this.noise = noise;
        this.plug = new Plug(form.plug(), 0);
        this.tail = new Plug(form.tail(), 0);
    }

    Zone zone() {
        return zone;
    }

    /** What its kind of place is like. */
    AirwayForm form() {
        return form;
    }

    /**
     * Moves the air.
     *
     * @param seconds how long
     * @param inflow cubic metres a second
     * @param upstream methane of what comes in, percent
     * @param make methane flowing into the cell, cubic metres a second
     */
    void step(double seconds, double inflow, double upstream, double make) {
        flow = inflow;
        inlet = plug.push(inflow * seconds, upstream);
        if (inflow < 1e-6) {
            mixed += 100 * make * seconds / form.cell();
            return;
        }
        double steady = inlet + 100 * make / inflow;
        mixed = steady + (mixed - steady) * StrictMath.exp(-inflow * seconds / form.cell());
        outlet = tail.push(inflow * seconds, mixed);
    }

    /** Methane flowing in at a time, cubic metres a second: the zone's own make, wandering a little. */
    double make(double seconds, double nominalFlow, double share) {
        double swing = 1 + 0.04 * noise.wander(seconds, 700);
        return nominalFlow * form.rise() / 100 * share * swing;
    }

    /** Air flow, cubic metres a second. */
    double flow() {
        return flow;
    }

    /** Mean air velocity, metres a second. */
    double velocity() {
        return flow / form.area();
    }

    /** Methane of the air that leaves the zone, percent. */
    double outlet() {
        return outlet;
    }

    /**
     * Methane at a place of the zone, percent.
     *
     * @param share 0 where the air comes in, 1 where it is mixed, above 1 in a corner where gas gathers
     */
    double methane(double share) {
        return inlet + share * (mixed - inlet);
    }
}
