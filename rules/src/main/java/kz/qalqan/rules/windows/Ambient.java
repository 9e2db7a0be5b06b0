package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is normal at a place: the median of seven days, as it was a day ago, so that a slow heating does not become its
 * own background (domain 8b, rows 15 and 16).
 *
 * <p>Hourly histograms of {@link #BINS} bins; a value below the first counts in the first, one above the last in the
 * last. Not known before {@link #HOURS_MIN} hours of data lie a day back. Memory: 50 KB.
 */
public final class Ambient implements Window {
    /** Bins of a histogram. */
    public static final int BINS = 128;

    /** Hours the median is over. */
    public static final int HOURS = 7 * 24;

    /** How far it lags behind. */
    public static final int LAG = 24;

    /** Hours with data before it is known. */
    public static final int HOURS_MIN = 24;

    private static final int KEPT = HOURS + LAG + 2;
    private static final long HOUR = 3_600_000_000L;
    private static final long NOTHING = Long.MIN_VALUE;

    private final double resolution;
    private final long[] number = new long[KEPT];
    private final short[][] histogram = new short[KEPT][];
    private long newest = NOTHING;
    private double median = Double.NaN;

    /** Start and histogram of the newest hour, into which most readings fall. */
    private long newestStart = Long.MAX_VALUE;

    private short[] newestBins = {};

    /**
     * An ambient memory.
     *
     * @param resolution width of a bin, in the quantity's unit
     */
    public Ambient(double resolution) {
        this.resolution = resolution;
        Arrays.fill(number, NOTHING);
    }

    /** The median as it was a day ago; NaN while it is not known. */
    public double median() {
        return median;
    }

    @Override
    public void add(long micros, double value) {
        boolean inNewest = micros >= newestStart && micros - newestStart < HOUR;
        long hour = inNewest ? newest : Math.floorDiv(micros, HOUR);
        if (newest != NOTHING && hour <= newest - KEPT) {
            return;
        }
        short[] bins = inNewest ? newestBins : binsOf(hour);
        int bin = (int) Math.max(0, Math.min(BINS - 1, Math.floor(value / resolution + 0.5)));
        if (bins[bin] < Short.MAX_VALUE) {
            bins[bin]++;
        }
        if (hour > newest) {
            newest = hour;
            newestStart = hour * HOUR;
            newestBins = bins;
            median = find();
        }
    }

    private short[] binsOf(long hour) {
        int slot = (int) Math.floorMod(hour, (long) KEPT);
        short[] bins = histogram[slot];
        if (bins == null || number[slot] != hour) {
            bins = new short[BINS];
            histogram[slot] = bins;
            number[slot] = hour;
        }
        return bins;
    }

    private double find() {
        long[] total = new long[BINS];
        long readings = 0;
        int hours = 0;
        for (int slot = 0; slot < KEPT; slot++) {
            short[] bins = histogram[slot];
            long age = newest - number[slot];
            if (bins != null && number[slot] != NOTHING && age > LAG && age <= LAG + HOURS) {
                hours++;
                for (int bin = 0; bin < BINS; bin++) {
                    total[bin] += bins[bin];
                    readings += bins[bin];
                }
            }
        }
        return hours < HOURS_MIN ? Double.NaN : middle(total, readings);
    }

    private double middle(long[] total, long readings) {
        long below = 0;
        for (int bin = 0; bin < BINS; bin++) {
            below += total[bin];
            if (2 * below >= readings) {
                return bin * resolution;
            }
        }
        throw new IllegalStateException("a histogram of " + readings + " readings holds " + below);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(newest);
        out.writeDouble(median);
        int held = 0;
        for (int slot = 0; slot < KEPT; slot++) {
            held += number[slot] == NOTHING ? 0 : 1;
        }
        out.writeInt(held);
        for (int slot = 0; slot < KEPT; slot++) {
            short[] bins = histogram[slot];
            if (number[slot] != NOTHING && bins != null) {
                out.writeLong(number[slot]);
                save(bins, out);
            }
        }
    }

    /** Most bins of an hour are empty: how many are not, and these. */
    private static void save(short[] bins, DataOutput out) throws IOException {
        int filled = 0;
        for (short readings : bins) {
            filled += readings == 0 ? 0 : 1;
        }
        out.writeByte(filled);
        for (int bin = 0; bin < BINS; bin++) {
            if (bins[bin] != 0) {
                out.writeByte(bin);
                out.writeShort(bins[bin]);
            }
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        newest = in.readLong();
        median = in.readDouble();
        Arrays.fill(number, NOTHING);
        for (int i = in.readInt(); i > 0; i--) {
            short[] bins = binsOf(in.readLong());
            for (int filled = in.readUnsignedByte(); filled > 0; filled--) {
                int bin = in.readUnsignedByte();
                bins[bin] = in.readShort();
            }
        }
        if (newest != NOTHING) {
            newestStart = newest * HOUR;
            newestBins = binsOf(newest);
        }
    }
}
