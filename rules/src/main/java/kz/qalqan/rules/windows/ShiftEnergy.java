package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongUnaryOperator;

/**
 * Seismic energy of the running shift against that of the shifts before it: every reading is an event with its energy.
 *
 * <p>The background is the mean and the standard deviation of the complete shifts that were watched from their start,
 * {@link #SHIFTS_MIN} at least. Memory: 0.7 KB.
 */
public final class ShiftEnergy implements EventWindow {
    /** Complete shifts the background is over: three weeks of four shifts a day (D). */
    public static final int SHIFTS = 84;

    /** Complete shifts before a background is known (D). */
    public static final int SHIFTS_MIN = 12;

    private static final long NOTHING = Long.MIN_VALUE;

    private final LongUnaryOperator nextStart;
    private final double[] complete = new double[SHIFTS];
    private long count;
    private long from = NOTHING;
    private long to = NOTHING;
    private boolean whole;
    private double energy;

    /**
     * An empty memory.
     *
     * @param nextStart start of the first shift after a time, both in epoch microseconds
     */
    public ShiftEnergy(LongUnaryOperator nextStart) {
        this.nextStart = nextStart;
    }

    @Override
    public void add(long micros, double value) {
        pass(micros);
        if (micros >= from) {
            energy += value;
        } else if (count > 0) {
            complete[(int) ((count - 1) % SHIFTS)] += value;
        }
    }

    @Override
    public void pass(long micros) {
        if (from == NOTHING) {
            from = micros;
            to = nextStart.applyAsLong(micros);
        }
        while (micros >= to) {
            if (whole) {
                complete[(int) (count++ % SHIFTS)] = energy;
            }
            whole = true;
            energy = 0;
            from = to;
            to = nextStart.applyAsLong(to);
        }
    }

    @Override
    public boolean live() {
        return energy > 0;
    }

    /** Energy of the running shift, J. */
    public double energy() {
        return energy;
    }

    /** Energy up to which a shift is background, J: mean and so many deviations; NaN while it is not known. */
    public double background(double deviations) {
        int shifts = (int) Math.min(count, SHIFTS);
        if (shifts < SHIFTS_MIN) {
            return Double.NaN;
        }
        double mean = 0;
        for (int i = 0; i < shifts; i++) {
            mean += complete[i];
        }
        mean /= shifts;
        double squares = 0;
        for (int i = 0; i < shifts; i++) {
            squares += (complete[i] - mean) * (complete[i] - mean);
        }
        return mean + deviations * StrictMath.sqrt(squares / shifts);
    }

    /** Energy of the running shift where it is more than the background; else 0, NaN while there is no background. */
    public double standingOut(double deviations) {
        double background = background(deviations);
        return Double.isNaN(background) ? Double.NaN : energy > background ? energy : 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeLong(from);
        out.writeLong(to);
        out.writeBoolean(whole);
        out.writeDouble(energy);
        for (double shift : complete) {
            out.writeDouble(shift);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
        from = in.readLong();
        to = in.readLong();
        whole = in.readBoolean();
        energy = in.readDouble();
        for (int i = 0; i < SHIFTS; i++) {
            complete[i] = in.readDouble();
        }
    }
}
