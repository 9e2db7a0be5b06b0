package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;

/**
 * A window over what is worked out of a sensor's readings instead of the readings: an index of two sensors, a share of
 * a sum. What cannot be worked out, NaN, does not enter.
 */
public final class Derived implements Window {
    private final Window inner;
    private final DoubleUnaryOperator figure;

    /**
     * A window over a figure.
     *
     * @param inner what remembers
     * @param figure of the sensor's newest value
     */
    public Derived(Window inner, DoubleUnaryOperator figure) {
        this.inner = inner;
        this.figure = figure;
    }

    @Override
    public void add(long micros, double value) {
        double worked = figure.applyAsDouble(value);
        if (!Double.isNaN(worked)) {
            inner.add(micros, worked);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        inner.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        inner.load(in);
    }
}
