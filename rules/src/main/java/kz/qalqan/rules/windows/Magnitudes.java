package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Magnitudes of the last {@link #KEPT} events, and how far their b-value fell: the one of the newest {@link #SAMPLE}
 * events above completeness against the one of all before these.
 *
 * <p>Completeness is the fullest bin of all that is kept and {@link #ABOVE_FULLEST} bins more (maximum curvature, G). A
 * b-value of fewer than {@link #SAMPLE} events means nothing (S103) and is not said. Memory: 2.6 KB.
 */
public final class Magnitudes implements EventWindow {
    /** Events kept. */
    public static final int KEPT = 1000;

    /** Events a b-value needs (domain 5.4); the newest so many are compared with those before. */
    public static final int SAMPLE = 50;

    /** Width of a bin, magnitudes. */
    public static final double STEP = 0.1;

    /** Bins from the fullest one to completeness: 0.2 magnitudes (G). */
    static final int ABOVE_FULLEST = 2;

    private static final int BINS = 140;
    private static final int LOWEST = -50;
    /** lg E[J] = 1.5 M + 4.8 (S95). */
    private static final double ENERGY_SLOPE = 1.5;

    private static final double ENERGY_OFFSET = 4.8;

    private final DoubleUnaryOperator magnitude;
    private final byte[] ring = new byte[KEPT];
    private final int[] histogram = new int[BINS];
    private long count;

    private long computed = -1;
    private BValue newest = BValue.none(STEP);
    private BValue before = BValue.none(STEP);

    private Magnitudes(DoubleUnaryOperator magnitude) {
        this.magnitude = magnitude;
    }

    /** A memory of readings that are magnitudes. */
    public static Magnitudes ofMagnitudes() {
        return new Magnitudes(DoubleUnaryOperator.identity());
    }

    /** A memory of readings that are energies, J. */
    public static Magnitudes ofEnergies() {
        return new Magnitudes(energy -> (StrictMath.log10(energy) - ENERGY_OFFSET) / ENERGY_SLOPE);
    }

    @Override
    public void add(long micros, double value) {
        double bin = Math.floor(magnitude.applyAsDouble(value) / STEP + 0.5) - LOWEST;
        if (Double.isNaN(bin)) {
            return;
        }
        int slot = (int) (count % KEPT);
        if (count >= KEPT) {
            histogram[Byte.toUnsignedInt(ring[slot])]--;
        }
        ring[slot] = (byte) (int) Math.max(0, Math.min(BINS - 1, bin));
        histogram[Byte.toUnsignedInt(ring[slot])]++;
        count++;
    }

    @Override
    public void pass(long micros) {}

    @Override
    public boolean live() {
        return false;
    }

    /** How far the b-value fell; negative when it rose, NaN while there are too few events. */
    public double fall() {
        compute();
        return newest.events() < SAMPLE || before.events() < SAMPLE ? Double.NaN : before.b() - newest.b();
    }

    /** The newest events. */
    public BValue newest() {
        compute();
        return newest;
    }

    /** All kept before these. */
    public BValue before() {
        compute();
        return before;
    }

    /** Magnitude from which on the network hears all events, as far as the kept ones tell. */
    public double completeness() {
        return (complete() + LOWEST) * STEP;
    }

    private int complete() {
        int fullest = 0;
        for (int bin = 1; bin < BINS; bin++) {
            fullest = histogram[bin] > histogram[fullest] ? bin : fullest;
        }
        return fullest + ABOVE_FULLEST;
    }

    private void compute() {
        if (computed == count) {
            return;
        }
        computed = count;
        newest = BValue.none(STEP);
        before = BValue.none(STEP);
        int complete = complete();
        int size = (int) Math.min(count, KEPT);
        for (int i = 1; i <= size; i++) {
            int above = Byte.toUnsignedInt(ring[(int) ((count - i) % KEPT)]) - complete;
            if (above >= 0 && newest.events() < SAMPLE) {
                newest = newest.with(above);
            } else if (above >= 0) {
                before = before.with(above);
            }
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.write(ring);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        in.readFully(ring);
        computed = -1;
        Arrays.fill(histogram, 0);
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            histogram[Byte.toUnsignedInt(ring[i])]++;
        }
    }
}
