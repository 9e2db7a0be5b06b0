package kz.qalqan.rules.windows;

/** What is kept of a stream of events. It may change by time alone, so it is told the time. */
public sealed interface EventWindow extends Window permits Events, ShiftEnergy, Magnitudes, Aftershocks {
    /** Lets time pass to {@code micros}. */
    void pass(long micros);

    /** Whether it would change if only time passed. */
    boolean live();
}
