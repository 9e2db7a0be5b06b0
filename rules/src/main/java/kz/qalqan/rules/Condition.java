package kz.qalqan.rules;

import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.FactHandle;

/**
 * One latch: is this sensor beyond this limit, dead band and delays considered?
 *
 * <pre>
 *            reached            held for on-delay
 *   (open) ──────────► pending ───────────────────► CLOSED
 *      ▲                  │ not reached                │ gone
 *      └──────────────────┘                            ▼
 *      ▲                                            ending ──► not gone: back to CLOSED
 *      └──────────── gone for off-delay ───────────────┘
 * </pre>
 *
 * <p>Delays run on engine time and only while the sensor gives data: a pending delay is frozen when data stops and goes
 * on with what was left when data comes back.
 *
 * <p>Threads: the judgement thread only.
 */
final class Condition {
    static final long NONE = Long.MAX_VALUE;

    /** What the session is told while the latch is closed. */
    final Object fact;

    final SensorState sensor;

    /** Limit behind it; null for flags, which are 0 or 1. */
    @Nullable
    Limit limit;

    /** What is compared; null for the value as it is. */
    @Nullable
    Signal signal;

    /** Stable name within its sensor, for snapshots. */
    final String name;

    private final Bound bound;
    private double on;
    private double off;
    private long onDelay;
    private long offDelay;
    private final boolean momentary;

    /** Whether it says how far its sensor is to be trusted, and so is judged whatever that is. */
    final boolean ofTrust;

    boolean active;
    long deadline = NONE;
    long remaining = NONE;

    @Nullable
    FactHandle handle;

    /** Since when late readings are beyond the limit, by their own time; {@link #NONE} when they are not. */
    long lateSince = NONE;

    /** Whether this excursion in late readings was told already. */
    boolean lateTold;

    private Condition(String name, SensorState sensor, Object fact, Bound bound, boolean momentary) {
        this.name = name;
        this.sensor = sensor;
        this.fact = fact;
        this.bound = bound;
        this.momentary = momentary;
        this.ofTrust = FindingBook.DOUBTS.contains(name.substring(0, Math.max(0, name.indexOf(':'))));
    }

    /** A latch on a limit. */
    static Condition of(String name, SensorState sensor, Object fact, Limit limit) {
        Condition made =
                new Condition(name, sensor, fact, limit.bound(), limit.use().momentary());
        made.take(limit);
        return made;
    }

    /** A latch on the value of a limit with delays of its own and no dead band. */
    static Condition onValueOf(String name, SensorState sensor, Object fact, Limit limit) {
        return new Condition(name, sensor, fact, limit.bound(), false).at(limit.value(), 0);
    }

    /** A latch that is told 0 or 1. */
    static Condition flag(String name, SensorState sensor, Object fact) {
        return new Condition(name, sensor, fact, Bound.MAX, false).at(0.5, 0);
    }

    Condition startingAfter(long micros) {
        onDelay = micros;
        return this;
    }

    Condition endingAfter(long micros) {
        offDelay = micros;
        return this;
    }

    private Condition at(double value, long delay) {
        on = value;
        off = value;
        onDelay = delay;
        return this;
    }

    /** Another version of the limit: the latch keeps its state, a running delay takes its new length. */
    void change(Limit taken, Pending pending) {
        long before = active ? offDelay : onDelay;
        take(taken);
        long longer = (active ? offDelay : onDelay) - before;
        if (remaining != NONE) {
            remaining = Math.max(0, remaining + longer);
        }
        if (deadline != NONE) {
            pending.remove(this);
            deadline += longer;
            pending.add(this);
        }
    }

    private void take(Limit taken) {
        limit = taken;
        on = taken.value();
        off = taken.off();
        onDelay = taken.numbers().onDelay().toNanos() / 1000;
        offDelay = taken.numbers().offDelay().toNanos() / 1000;
    }

    /** Another value for a latch that has its own delays. */
    void move(double value) {
        on = value;
        off = value;
    }

    /** Told a flag. */
    boolean judge(boolean raised, long now, Pending pending) {
        return judge(raised ? 1 : 0, now, pending);
    }

    /** What is compared when the sensor reads {@code value}; NaN while that cannot be said. */
    double compared(double value) {
        Signal of = signal;
        return of == null ? value : of.of(value);
    }

    /** A value on the safe side of any limit of its kind. */
    double safe() {
        return bound == Bound.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** Whether a single reading is compared, so that a late one can be too. */
    boolean single() {
        return signal == null || signal instanceof Signal.Plus || signal instanceof Signal.Scaled;
    }

    /** Takes a value, NaN for one that cannot be said; true when the latch flipped. */
    boolean judge(double value, long now, Pending pending) {
        if (Double.isNaN(value)) {
            return false;
        }
        return active ? judgeClosed(value, now, pending) : judgeOpen(value, now, pending);
    }

    private boolean judgeOpen(double value, long now, Pending pending) {
        if (!bound.reached(value, on)) {
            calm(pending);
            return false;
        }
        if (onDelay > 0) {
            begin(now, onDelay, pending);
            return false;
        }
        active = true;
        if (momentary) {
            begin(now, offDelay, pending);
        }
        return true;
    }

    private boolean judgeClosed(double value, long now, Pending pending) {
        if (momentary) {
            if (bound.reached(value, on)) {
                calm(pending);
                begin(now, offDelay, pending);
            }
            return false;
        }
        if (!bound.gone(value, off)) {
            calm(pending);
            return false;
        }
        if (offDelay > 0) {
            begin(now, offDelay, pending);
            return false;
        }
        active = false;
        return true;
    }

    private void begin(long now, long delay, Pending pending) {
        if (deadline == NONE) {
            deadline = now + delay;
            pending.add(this);
        }
    }

    private void calm(Pending pending) {
        if (deadline != NONE) {
            deadline = NONE;
            pending.remove(this);
        }
    }

    /** The delay is over. */
    void expire() {
        deadline = NONE;
        active = !active;
    }

    /** Opens at once, whatever delay was running. */
    void end(Pending pending) {
        calm(pending);
        remaining = NONE;
        active = false;
    }

    /** Whether it only supports a rule over several. */
    boolean supports() {
        Limit behind = limit;
        return behind != null && behind.use().auxiliary();
    }

    /** Its sensor is doubted: what its value said of safety proves nothing. */
    void doubt(Pending pending) {
        if (active && !momentary && !ofTrust) {
            calm(pending);
            remaining = NONE;
        }
    }

    /** What a snapshot keeps of a latch. */
    record Saved(boolean active, boolean lateTold, long deadline, long remaining, long lateSince) {}

    void restore(Saved saved, Pending pending) {
        active = saved.active();
        lateTold = saved.lateTold();
        remaining = saved.remaining();
        lateSince = saved.lateSince();
        deadline = saved.deadline();
        if (deadline != NONE) {
            pending.add(this);
        }
    }

    /** Data stopped at {@code lastData}: what is left of a delay waits. */
    void freeze(long lastData, Pending pending) {
        if (deadline != NONE && !momentary) {
            remaining = Math.max(0, Math.min(deadline - lastData, active ? offDelay : onDelay));
            calm(pending);
        }
    }

    /** Data is back. */
    void thaw(long now, Pending pending) {
        if (remaining != NONE) {
            long left = remaining;
            remaining = NONE;
            begin(now, left, pending);
        }
    }

    /** Whether it is closed and its end has not begun: the last value judged was not back inside. */
    boolean holds() {
        return active && deadline == NONE;
    }

    boolean reached(double value) {
        return bound.reached(value, on);
    }

    boolean gone(double value) {
        return bound.gone(value, off);
    }

    /** Whether {@code value} is further on the dangerous side than {@code other}. */
    boolean worse(double value, double other) {
        return bound.stricter(other, value);
    }

    double off() {
        return off;
    }

    long onDelay() {
        return onDelay;
    }
}
