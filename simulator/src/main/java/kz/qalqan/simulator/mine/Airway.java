package kz.qalqan.simulator.mine;

import java.util.EnumMap;
import java.util.Map;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Zone;

/**
 * The air of one zone: a stretch of drift the air passes unmixed, then a well mixed cell into which the zone's methane
 * flows, then another stretch unmixed to its end.
 *
 * <p>Each gas goes its own way with the same air, see {@link Stream}.
 *
 * <p>Threads: the model's thread only.
 */
final class Airway {
    private final Zone zone;
    private final AirwayForm form;
    private final Noise noise;
    private final Stream methane;
    private final Map<Quantity, Stream> others = new EnumMap<>(Quantity.class);
    private double flow;

    Airway(Zone zone, AirwayForm form, Noise noise) {
        this.zone = zone;
        this.form = form;
        this.noise = noise;
        this.methane = new Stream(form);
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
        methane.step(seconds, inflow, upstream, make);
    }

    /** Moves another gas along with the air of the last {@link #step}; its first breath makes it known here. */
    void carry(Quantity gas, double seconds, double upstream, double make) {
        others.computeIfAbsent(gas, g -> new Stream(form)).step(seconds, flow, upstream, make);
    }

    /** Brings gas into the mixed cell at once, cubic metres. */
    void puff(Quantity gas, double volume) {
        if (gas == Quantity.CH4) {
            methane.puff(volume);
        } else {
            others.computeIfAbsent(gas, g -> new Stream(form)).puff(volume);
        }
    }

    /** Another gas where the air is mixed, percent; of oxygen, how much is missing. */
    double gas(Quantity gas) {
        Stream stream = others.get(gas);
        return stream == null ? 0 : stream.at(1);
    }

    /** The same in the air that leaves the zone. */
    double outlet(Quantity gas) {
        Stream stream = others.get(gas);
        return stream == null ? 0 : stream.outlet();
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
        return methane.outlet();
    }

    /**
     * Methane at a place of the zone, percent.
     *
     * @param share 0 where the air comes in, 1 where it is mixed, above 1 in a corner where gas gathers
     */
    double methane(double share) {
        return methane.at(share);
    }
}
