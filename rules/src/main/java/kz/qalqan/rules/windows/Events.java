package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Events of the last hour against those of the last week: every reading is an event with its size.
 *
 * <p>The last hour slides by the minute and needs to be told the time, because it empties by time alone. The background
 * is the mean and the standard deviation of the complete hours before it, {@link #HOURS_MIN} at least. Memory: 2.5 KB.
 */
public final class Events implements EventWindow {
    /** Hours the background is over. */
    public static final int HOURS = 7 * 24;

    /** Hours of watching before a background is known. */
    public static final int HOURS_MIN = 24;

    private static final int MINUTES = 60;
    private static final long MINUTE = 60_000_000L;
    private static final long NOTHING = Long.MIN_VALUE;

    private final int[] inMinute = new int[MINUTES];
    private final int[] inHour = new int[HOURS];
    private long minute = NOTHING;
    private long since = NOTHING;

    /** Events of the last sixty minutes. */
    private int lately;

    /** Mean and deviation of the background's hours, found once an hour; the mean is NaN while there is none. */
    private double mean = Double.NaN;

    private double deviation;

    private boolean backgroundKnown;

    @Override
    public void add(long micros, double value) {
        long at = Math.floorDiv(micros, MINUTE);
        pass(micros);
        if (at > minute - MINUTES) {
            inMinute[(int) Math.floorMod(at, (long) MINUTES)]++;
            lately++;
        }
        long hour = Math.floorDiv(at, MINUTES);
        if (hour > Math.floorDiv(minute, MINUTES) - HOURS) {
            inHour[(int) Math.floorMod(hour, (long) HOURS)]++;
            backgroundKnown &= hour == Math.floorDiv(minute, MINUTES);
        }
    }

    @Override
    public void pass(long micros) {
        long to = Math.floorDiv(micros, MINUTE);
        if (since == NOTHING) {
            since = Math.floorDiv(to, MINUTES) + 1;
            minute = to;
            return;
        }
        if (to <= minute) {
            return;
        }
        for (long m = Math.max(minute + 1, to - MINUTES + 1); m <= to; m++) {
            int slot = (int) Math.floorMod(m, (long) MINUTES);
            lately -= inMinute[slot];
            inMinute[slot] = 0;
        }
        long hour = Math.floorDiv(to, MINUTES);
        backgroundKnown &= hour == Math.floorDiv(minute, MINUTES);
        for (long h = Math.max(Math.floorDiv(minute, MINUTES) + 1, hour - HOURS + 1); h <= hour; h++) {
            inHour[(int) Math.floorMod(h, (long) HOURS)] = 0;
        }
        minute = to;
    }

    /** Events of the last hour. */
    public int count() {
        return lately;
    }

    @Override
    public boolean live() {
        return lately > 0;
    }

    /**
     * Events of the last hour where they are more than the background; else 0, NaN while there is no background.
     *
     * @param deviations standard deviations above its mean up to which an hour is background
     */
    public double standingOut(double deviations) {
        double background = background(deviations);
        return Double.isNaN(background) ? Double.NaN : lately > background ? lately : 0;
    }

    /** Events an hour up to which an hour is background: mean and so many deviations; NaN while it is not known. */
    public double background(double deviations) {
        if (!backgroundKnown) {
            findBackground();
            backgroundKnown = true;
        }
        return mean + deviations * deviation;
    }

    private void findBackground() {
        long hour = Math.floorDiv(minute, MINUTES);
        long hours = minute == NOTHING ? 0 : Math.min(HOURS - 1, hour - since);
        if (hours < HOURS_MIN) {
            mean = Double.NaN;
            return;
        }
        double sum = 0;
        double squares = 0;
        for (long h = hour - hours; h < hour; h++) {
            double events = inHour[(int) Math.floorMod(h, (long) HOURS)];
            sum += events;
            squares += events * events;
        }
        mean = sum / hours;
        deviation = StrictMath.sqrt(Math.max(0, squares / hours - mean * mean));
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(minute);
        out.writeLong(since);
        for (int events : inMinute) {
            out.writeInt(events);
        }
        for (int events : inHour) {
            out.writeInt(events);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        minute = in.readLong();
        since = in.readLong();
        lately = 0;
        for (int i = 0; i < MINUTES; i++) {
            inMinute[i] = in.readInt();
            lately += inMinute[i];
        }
        for (int i = 0; i < HOURS; i++) {
            inHour[i] = in.readInt();
        }
        backgroundKnown = false;
    }
}
