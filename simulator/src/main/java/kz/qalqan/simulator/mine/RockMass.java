package kz.qalqan.simulator.mine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kz.qalqan.telemetry.Quantity;

/**
 * The background of small rock-mass events: in every ten minutes each seismic station hears one, at a random moment.
 *
 * <p>Energy is spread evenly in its logarithm and stays below 16 kJ, a sixth of the first limit. Magnitude follows
 * {@code lg E = 1.5 M + 4.8} (domain 5.3). The first event comes within seconds of the start, like the test pulse of a
 * station that is switched on.
 *
 * <p>Threads: immutable.
 */
final class RockMass {
    private static final long SLOT_MS = 600_000;

    /** The background's largest: four fifths of all that is heard lies below magnitude -1. */
    private static final double QUIET_MAX = -0.4;
    /** How long aftershocks of one event are told. */
    private static final double AFTERMATH_S = 6 * 3600;

    private final Noise noise;
    private final List<Shock> ahead = new ArrayList<>();
    private long struck;

    RockMass(Noise noise) {
        this.noise = noise;
    }

    /**
     * One event.
     *
     * @param atMs milliseconds since the start
     * @param index counts the station's events
     * @param energy joules
     * @param place where, for the spread of coordinates, in [0, 1)
     */
    record Shock(long atMs, long index, double energy, Noise place) {
        /** Its value for a quantity of the station. */
        double value(Quantity quantity) {
            return switch (quantity) {
                case SEISMIC_ENERGY -> energy;
                case SEISMIC_MAGNITUDE -> Catalogue.magnitudeOf(energy);
                case SEISMIC_X -> 1200 + 180 * place.bell(index * 4);
                case SEISMIC_Y -> -640 + 120 * place.bell(index * 4 + 1);
                case SEISMIC_Z -> -520 + 25 * place.bell(index * 4 + 2);
                case PPV -> 0.004 * StrictMath.pow(energy, 0.4);
                default -> 0;
            };
        }
    }

    /** A large event now, and its aftershocks, each smaller by half a magnitude at least. */
    void strike(long atMs, double energy) {
        Noise chance = noise.named("strike" + struck++);
        long index = -1000 * struck;
        ahead.add(new Shock(atMs, index, energy, noise.named("place")));
        double magnitude = Catalogue.magnitudeOf(energy);
        for (double after : Catalogue.aftershocks(magnitude, AFTERMATH_S, chance)) {
            index--;
            double size = Catalogue.magnitude(
                    chance.named("size").uniform(index), StrictMath.min(QUIET_MAX, magnitude - 0.5));
            ahead.add(new Shock(atMs + (long) (after * 1000), index, Catalogue.energy(size), noise.named("place")));
        }
    }

    /** Events after {@code fromMs} and not after {@code toMs}, in order. */
    List<Shock> between(long fromMs, long toMs) {
        List<Shock> shocks = new ArrayList<>();
        for (long slot = Math.max(0, fromMs / SLOT_MS - 1); slot <= toMs / SLOT_MS; slot++) {
            Shock shock = shock(slot);
            if (shock.atMs() > fromMs && shock.atMs() <= toMs) {
                shocks.add(shock);
            }
        }
        for (Shock shock : ahead) {
            if (shock.atMs() > fromMs && shock.atMs() <= toMs) {
                shocks.add(shock);
            }
        }
        ahead.removeIf(shock -> shock.atMs() <= toMs);
        shocks.sort(Comparator.comparingLong(Shock::atMs));
        return shocks;
    }

    private Shock shock(long slot) {
        double spread = noise.uniform(2 * slot);
        long at = slot == 0 ? 1000 + (long) (3000 * spread) : slot * SLOT_MS + (long) (0.9 * SLOT_MS * spread);
        double energy = Catalogue.energy(Catalogue.magnitude(noise.uniform(2 * slot + 1), QUIET_MAX));
        return new Shock(at, slot, energy, noise.named("place"));
    }
}
