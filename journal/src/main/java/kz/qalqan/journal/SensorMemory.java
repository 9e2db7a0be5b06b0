package kz.qalqan.journal;

import java.util.Arrays;

/**
 * What the last rows said of each sensor, for {@link RowEncoder} and {@link RowDecoder}: the next reading is told as
 * the difference. It is forgotten where a group says that readings refer to nothing before it.
 *
 * <p>Threads: one.
 */
final class SensorMemory {
    private static final int NONE = -1;

    private long[] time = new long[0];
    private long[] step = new long[0];
    private long[] scaled = new long[0];
    private int[] decimals = new int[0];
    private int[] known = new int[0];
    private int[] inBatch = new int[0];
    private int[] index = new int[0];
    private int round = 1;
    private int batch;

    /** Forgets everything. */
    void forget() {
        round++;
    }

    /** A batch begins: none of its sensors was met yet. */
    void beginBatch() {
        batch++;
    }

    /** The index of a sensor in this batch, or -1. */
    int indexOf(int sensor) {
        room(sensor);
        return inBatch[sensor] == batch ? index[sensor] : NONE;
    }

    void index(int sensor, int at) {
        inBatch[sensor] = batch;
        index[sensor] = at;
    }

    /** Whether a reading of the sensor is remembered. */
    boolean knows(int sensor) {
        return known[sensor] == round;
    }

    /** When the next reading would be if the step stayed. */
    long expected(int sensor) {
        return time[sensor] + step[sensor];
    }

    void time(int sensor, long micros) {
        boolean before = knows(sensor);
        step[sensor] = before ? micros - time[sensor] : 0;
        time[sensor] = micros;
        if (!before) {
            known[sensor] = round;
            decimals[sensor] = NONE;
        }
    }

    /** Decimals of the sensor's values, or -1. */
    int decimals(int sensor) {
        return decimals[sensor];
    }

    long scaled(int sensor) {
        return scaled[sensor];
    }

    void value(int sensor, int newDecimals, long newScaled) {
        decimals[sensor] = newDecimals;
        scaled[sensor] = newScaled;
    }

    private void room(int sensor) {
        if (sensor >= time.length) {
            int size = Math.max(sensor + 1, 2 * time.length);
            time = Arrays.copyOf(time, size);
            step = Arrays.copyOf(step, size);
            scaled = Arrays.copyOf(scaled, size);
            decimals = Arrays.copyOf(decimals, size);
            known = Arrays.copyOf(known, size);
            inBatch = Arrays.copyOf(inBatch, size);
            index = Arrays.copyOf(index, size);
        }
    }
}
