package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.DoublePredicate;

/**
 * Whether the rock has calmed down after a blast or a large event: the events of the last hour against the background
 * as it was when it began, because the aftershocks themselves would raise it.
 *
 * <p>What dies away is described by {@link Omori}'s law from counts and a sum alone. Memory: 0.1 KB.
 */
public final class Aftershocks implements EventWindow {
    /** How long the background of the start is kept (D): after it the week before has no part in it any more. */
    static final long KEPT_MICROS = 7 * 24 * 3_600_000_000L;

    /** Events that a law is told of at least (D). */
    static final int TELLING = 5;

    private static final double MICROS_AN_HOUR = 3_600_000_000.0;
    private static final long MINUTE_MICROS = 60_000_000L;
    private static final long NOTHING = Long.MIN_VALUE;

    private final Events events;
    private final double deviations;
    private final DoublePredicate large;

    private long began = NOTHING;
    private long counted = NOTHING;
    private long newest = NOTHING;
    private double background = Double.NaN;
    private boolean fresh;
    private long firstHour;
    private long number;
    private double logs;
    private boolean told;

    /**
     * No aftershocks yet.
     *
     * @param events the events counted
     * @param deviations standard deviations above its mean up to which an hour is background
     * @param large whether an event of this size begins them
     */
    public Aftershocks(Events events, double deviations, DoublePredicate large) {
        this.events = events;
        this.deviations = deviations;
        this.large = large;
    }

    /**
     * A blast or a large event at {@code micros}; a second one begins anew against the background of the first.
     *
     * @param from when its aftershocks are counted from
     */
    public void begin(long micros, long from) {
        if (began == NOTHING) {
            events.pass(micros);
            background = events.background(deviations);
        }
        began = micros;
        counted = from;
        newest = micros;
        fresh = true;
        firstHour = 0;
        number = 0;
        logs = 0;
        told = false;
    }

    /** They are over. */
    public void end() {
        began = NOTHING;
        background = Double.NaN;
        fresh = false;
    }

    @Override
    public void add(long micros, double value) {
        if (large.test(value)) {
            begin(micros, micros);
            return;
        }
        pass(micros);
        if (began != NOTHING && micros > counted) {
            double hours = (micros - began) / MICROS_AN_HOUR;
            firstHour += hours <= 1 ? 1 : 0;
            number++;
            logs += StrictMath.log(hours + Omori.DELAY_HOURS);
        }
    }

    @Override
    public void pass(long micros) {
        if (began == NOTHING) {
            return;
        }
        newest = Math.max(newest, micros);
        fresh &= Math.floorDiv(newest, MINUTE_MICROS) <= Math.floorDiv(began, MINUTE_MICROS);
        if (Double.isNaN(background) || newest - began > KEPT_MICROS) {
            background = events.background(deviations);
        }
    }

    @Override
    public boolean live() {
        return began != NOTHING;
    }

    /** Events of the last hour, one at least, while the rock is not calm; else 0. */
    public double uneasy() {
        boolean calm = began == NOTHING || (!fresh && events.count() <= background);
        return calm ? 0 : Math.max(1, events.count());
    }

    /** When they began, epoch microseconds; negative when there are none. */
    public long began() {
        return began;
    }

    /** Events an hour up to which an hour is background; NaN while it is not known. */
    public double background() {
        return background;
    }

    /** Events of the first hour. */
    public long firstHour() {
        return firstHour;
    }

    /** Whether the law can be told: an hour has passed, and enough was counted in it (S91). */
    public boolean tells() {
        return began != NOTHING && number >= TELLING && newest - began >= MICROS_AN_HOUR;
    }

    /** Whether the law can be told and was not asked for by this before. */
    public boolean tellsFirst() {
        boolean first = tells() && !told;
        told |= first;
        return first;
    }

    /** The law they follow; only where {@link #tells()}. */
    public Omori law() {
        return Omori.fit(number, logs / number, (counted - began) / MICROS_AN_HOUR, (newest - began) / MICROS_AN_HOUR);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(began);
        out.writeLong(counted);
        out.writeLong(newest);
        out.writeDouble(background);
        out.writeBoolean(fresh);
        out.writeLong(firstHour);
        out.writeLong(number);
        out.writeDouble(logs);
        out.writeBoolean(told);
    }

    @Override
    public void load(DataInput in) throws IOException {
        began = in.readLong();
        counted = in.readLong();
        newest = in.readLong();
        background = in.readDouble();
        fresh = in.readBoolean();
        firstHour = in.readLong();
        number = in.readLong();
        logs = in.readDouble();
        told = in.readBoolean();
    }
}
