package kz.qalqan.simulator.mine;

/**
 * Chance that can be asked at any place and gives the same answer: a hash of seed, name and index, no hidden state.
 *
 * <p>Without state the order of asking does not matter, so a sensor more in the plan changes no other sensor's values.
 * The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood 2014). Only {@link StrictMath}, so that every
 * machine gives the same bits.
 *
 * <p>Threads: immutable.
 */
final class Noise {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;

    Noise(long seed) {
        this.seed = mix(seed + GOLDEN);
    }

    /** Independent noise for something with a name. */
    Noise named(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ (name.charAt(i) + GOLDEN));
        }
        return new Noise(hash);
    }

    /** Uniform in [0, 1). */
    double uniform(long index) {
        return (mix(seed + index * GOLDEN) >>> 11) * 0x1.0p-53;
    }

    /** Nearly normal, mean 0, deviation 1, never beyond 3.5: the sum of four uniforms. */
    double bell(long index) {
        double sum = 0;
        for (long i = 0; i < 4; i++) {
            sum += uniform(index * 4 + i);
        }
        return (sum - 2) * 1.7320508075688772;
    }

    /**
     * A smooth wander within [-1, 1] around 0: three waves of unlike periods.
     *
     * @param seconds the time
     * @param period the longest wave, seconds
     */
    double wander(double seconds, double period) {
        double sum = 0;
        for (int wave = 0; wave < 3; wave++) {
            double length = period * (0.35 + 0.65 * uniform(-3 - wave)) / (1 + wave);
            sum += StrictMath.sin(2 * Math.PI * (seconds / length + uniform(-10 - wave)));
        }
        return sum / 3;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
