package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/**
 * The last minutes or hours of a sensor in {@link #BUCKETS} buckets: mean, extremes, slope.
 *
 * <p>The span ends with the newest reading, so a silent sensor's window stands still. Memory: 2.9 KB.
 */
public final class Span implements Window {
    /** Buckets of a span; each is a sixtieth of it. */
    public static final int BUCKETS = 60;

    /** Buckets that must lie between the oldest and the newest data before a mean or a slope means anything. */
    private static final int REACH_MIN = BUCKETS * 3 / 4;

    private static final long NOTHING = Long.MIN_VALUE;
    private static final double MICROS_A_MINUTE = 60_000_000.0;
    private static final double MINUTES_AN_HOUR = 60;

    /** A short-term average is over this part of the span: 3 s of 30 s (S105). */
    public static final int SHORT_PART = 10;

    private final long width;
    private final int reach;
    private final long[] number = new long[BUCKETS];
    private final int[] count = new int[BUCKETS];
    private final double[] sum = new double[BUCKETS];
    private final double[] least = new double[BUCKETS];
    private final double[] most = new double[BUCKETS];
    private final double[] time = new double[BUCKETS];
    private long newest = NOTHING;
    private double last = Double.NaN;

    /** Extremes of all buckets but the newest, found when a bucket begins. */
    private double olderLeast = Double.POSITIVE_INFINITY;

    private double olderMost = Double.NEGATIVE_INFINITY;

    /** Start of the newest bucket and its place: most readings fall into it. */
    private long newestStart = NOTHING;

    private int newestSlot;

    /** Whether the data reaches far enough back: found when a bucket begins. */
    private boolean reaches;

    /** A span of this length, at least a second. */
    public Span(Duration length) {
        this(length, REACH_MIN);
    }

    /** A span of which nothing is said before it is full. */
    public static Span full(Duration length) {
        return new Span(length, BUCKETS - 1);
    }

    private Span(Duration length, int reach) {
        this.reach = reach;
        width = length.toNanos() / 1000 / BUCKETS;
        Arrays.fill(number, NOTHING);
    }

    @Override
    public void add(long micros, double value) {
        if (newest != NOTHING && micros >= newestStart && micros - newestStart < width) {
            put(newestSlot, micros - newestStart, value);
            last = value;
            return;
        }
        long bucket = Math.floorDiv(micros, width);
        if (newest != NOTHING && bucket <= newest - BUCKETS) {
            return;
        }
        int slot = (int) Math.floorMod(bucket, (long) BUCKETS);
        if (number[slot] != bucket) {
            begin(slot, bucket);
        }
        put(slot, micros - bucket * width, value);
        if (bucket > newest) {
            newest = bucket;
            older();
            last = value;
        } else {
            olderLeast = Math.min(olderLeast, value);
            olderMost = Math.max(olderMost, value);
            reaches |= newest - bucket >= reach;
        }
    }

    private void put(int slot, long into, double value) {
        count[slot]++;
        sum[slot] += value;
        time[slot] += into;
        least[slot] = Math.min(least[slot], value);
        most[slot] = Math.max(most[slot], value);
    }

    private void begin(int slot, long bucket) {
        number[slot] = bucket;
        count[slot] = 0;
        sum[slot] = 0;
        time[slot] = 0;
        least[slot] = Double.POSITIVE_INFINITY;
        most[slot] = Double.NEGATIVE_INFINITY;
    }

    private void older() {
        olderLeast = Double.POSITIVE_INFINITY;
        olderMost = Double.NEGATIVE_INFINITY;
        reaches = false;
        newestStart = newest * width;
        newestSlot = (int) Math.floorMod(newest, (long) BUCKETS);
        for (int slot = 0; slot < BUCKETS; slot++) {
            if (holds(slot) && number[slot] != newest) {
                olderLeast = Math.min(olderLeast, least[slot]);
                olderMost = Math.max(olderMost, most[slot]);
                reaches |= newest - number[slot] >= reach;
            }
        }
    }

    private boolean holds(int slot) {
        return number[slot] != NOTHING && number[slot] > newest - BUCKETS;
    }

    /** Whether a bucket with data lies in this part of the span, counted from its start. */
    private boolean holds(int slot, int from, int to) {
        long index = number[slot] - (newest - BUCKETS + 1);
        return holds(slot) && index >= from && index < to;
    }

    /** How far the newest value stands above the least of the span; NaN before the first. */
    public double rise() {
        return newest == NOTHING ? Double.NaN : last - Math.min(olderLeast, least[newestSlot]);
    }

    /** How far the newest value stands below the greatest of the span; NaN before the first. */
    public double fall() {
        return newest == NOTHING ? Double.NaN : Math.max(olderMost, most[newestSlot]) - last;
    }

    /** The least of the span; NaN while the data does not reach through it. */
    public double least() {
        return reaches ? Math.min(olderLeast, least[newestSlot]) : Double.NaN;
    }

    /** The greatest of the span; NaN while the data does not reach through it. */
    public double most() {
        return reaches ? Math.max(olderMost, most[newestSlot]) : Double.NaN;
    }

    /** Distance between the extremes of the span; NaN while the data does not reach through it. */
    public double range() {
        if (!reaches) {
            return Double.NaN;
        }
        return Math.max(olderMost, most[newestSlot]) - Math.min(olderLeast, least[newestSlot]);
    }

    /** Mean of all readings of the span; NaN while the data does not reach through it. */
    public double mean() {
        if (!reaches) {
            return Double.NaN;
        }
        double total = 0;
        int readings = 0;
        for (int slot = 0; slot < BUCKETS; slot++) {
            if (holds(slot)) {
                total += sum[slot];
                readings += count[slot];
            }
        }
        return total / readings;
    }

    /**
     * Slope of the least-squares line through the buckets' means, weighted by their readings, in units a minute; NaN
     * while the data does not reach through the span.
     */
    public double slope() {
        return reaches ? slope(0, BUCKETS) : Double.NaN;
    }

    /**
     * How much steeper the newer half of the span is than the older half, in units an hour; NaN while the data does not
     * reach through the span.
     */
    public double speedUp() {
        return reaches ? MINUTES_AN_HOUR * (slope(BUCKETS / 2, BUCKETS) - slope(0, BUCKETS / 2)) : Double.NaN;
    }

    /**
     * Mean of the newest tenth over the mean of the span: a short-term average over a long-term one; NaN while the data
     * does not reach through the span, or is all zero.
     */
    public double shortOverLong() {
        double all = mean();
        double total = 0;
        int readings = 0;
        for (int slot = 0; slot < BUCKETS; slot++) {
            if (holds(slot, BUCKETS - BUCKETS / SHORT_PART, BUCKETS)) {
                total += sum[slot];
                readings += count[slot];
            }
        }
        return all > 0 ? total / readings / all : Double.NaN;
    }

    /** Slope through the buckets of one part of the span, counted from its start. */
    private double slope(int from, int to) {
        double n = 0;
        double meanTime = 0;
        double meanValue = 0;
        for (int slot = 0; slot < BUCKETS; slot++) {
            if (holds(slot, from, to)) {
                n += count[slot];
                meanTime += at(slot) * count[slot];
                meanValue += sum[slot];
            }
        }
        meanTime /= n;
        meanValue /= n;
        double moved = 0;
        double spread = 0;
        for (int slot = 0; slot < BUCKETS; slot++) {
            if (holds(slot, from, to)) {
                double away = at(slot) - meanTime;
                moved += away * (sum[slot] - meanValue * count[slot]);
                spread += away * away * count[slot];
            }
        }
        return moved / spread * MICROS_A_MINUTE;
    }

    /** Mean time of a bucket's readings, microseconds after the span's start. */
    private double at(int slot) {
        return (number[slot] - (newest - BUCKETS)) * (double) width + time[slot] / count[slot];
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeDouble(last);
        int held = 0;
        for (int slot = 0; slot < BUCKETS; slot++) {
            held += holds(slot) ? 1 : 0;
        }
        out.writeInt(held);
        for (int slot = 0; slot < BUCKETS; slot++) {
            if (holds(slot)) {
                out.writeLong(number[slot]);
                out.writeInt(count[slot]);
                out.writeDouble(sum[slot]);
                out.writeDouble(time[slot]);
                out.writeDouble(least[slot]);
                out.writeDouble(most[slot]);
            }
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        newest = in.readLong();
        last = in.readDouble();
        Arrays.fill(number, NOTHING);
        for (int i = in.readInt(); i > 0; i--) {
            long bucket = in.readLong();
            int slot = (int) Math.floorMod(bucket, (long) BUCKETS);
            number[slot] = bucket;
            count[slot] = in.readInt();
            sum[slot] = in.readDouble();
            time[slot] = in.readDouble();
            least[slot] = in.readDouble();
            most[slot] = in.readDouble();
        }
        if (newest != NOTHING) {
            older();
        }
    }
}
