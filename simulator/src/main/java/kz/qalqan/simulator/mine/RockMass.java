package kz.qalqan.simulator.mine;

import java.util.ArrayList;
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

    private final Noise noise;

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
                case SEISMIC_MAGNITUDE -> (StrictMath.log10(energy) - 4.8) / 1.5;
                case SEISMIC_X -> 1200 + 180 * place.bell(index * 4);
                case SEISMIC_Y -> -640 + 120 * place.bell(index * 4 + 1);
                case SEISMIC_Z -> -520 + 25 * place.bell(index * 4 + 2);
                case PPV -> 0.004 * StrictMath.pow(energy, 0.4);
                default -> 0;
            };
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
        return shocks;
    }

    private Shock shock(long slot) {
        double spread = noise.uniform(2 * slot);
        long at = slot == 0 ? 1000 + (long) (3000 * spread) : slot * SLOT_MS + (long) (0.9 * SLOT_MS * spread);
        double energy = StrictMath.pow(10, 1.8 + 2.4 * noise.uniform(2 * slot + 1));
        return new Shock(at, slot, energy, noise.named("place"));
    }
}
