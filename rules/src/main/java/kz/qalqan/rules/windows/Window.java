package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is remembered of a sensor's good live readings.
 *
 * <p>Threads: the judgement thread only.
 */
public sealed interface Window permits Span, Ambient, EventWindow, ShiftExposure, DayMeans, Derived {
    /**
     * Takes a reading. One older than the window reaches changes nothing.
     *
     * @param micros when it was measured
     * @param value in the quantity's unit; finite
     */
    void add(long micros, double value);

    /** Writes all it remembers. */
    void save(DataOutput out) throws IOException;

    /** Takes over what {@link #save} of a window of the same kind and length wrote. */
    void load(DataInput in) throws IOException;
}
