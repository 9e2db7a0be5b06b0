package kz.qalqan.rules.windows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Means of the last complete days of the mine's calendar, each the mean of its hours.
 *
 * <p>A day counts when {@link #HOURS_MIN} of its hours have readings. Memory: 500 bytes.
 */
public final class DayMeans implements Window {
    /** Complete days that are looked at (domain 8b: three days). */
    public static final int DAYS = 3;

    /** Hours of a day that must have readings, so that its mean means anything (three quarters, domain 2.8). */
    public static final int HOURS_MIN = 18;

    /** A day of a change of clocks has up to this many. */
    private static final int HOURS = 25;

    private static final long HOUR = 3_600_000_000L;
    private static final long NOTHING = Long.MIN_VALUE;

    private final ZoneId zone;
    private final double[] sum = new double[HOURS];
    private final int[] count = new int[HOURS];
    private final double[] complete = new double[DAYS];
    private long day = NOTHING;
    private long from;
    private long to = NOTHING;

    /** Days of this time zone. */
    public DayMeans(ZoneId zone) {
        this.zone = zone;
        Arrays.fill(complete, Double.NaN);
    }

    @Override
    public void add(long micros, double value) {
        if (micros >= to) {
            begin(micros);
        }
        if (micros < from) {
            return;
        }
        int hour = (int) Math.min(HOURS - 1, (micros - from) / HOUR);
        sum[hour] += value;
        count[hour]++;
    }

    private void begin(long micros) {
        LocalDate date = ReadingBatch.instantOfMicros(micros).atZone(zone).toLocalDate();
        long passed = day == NOTHING ? 0 : date.toEpochDay() - day;
        for (long i = 0; i < Math.min(DAYS, passed); i++) {
            System.arraycopy(complete, 1, complete, 0, DAYS - 1);
            complete[DAYS - 1] = i == 0 ? mean() : Double.NaN;
        }
        if (passed > DAYS) {
            Arrays.fill(complete, Double.NaN);
        }
        day = date.toEpochDay();
        from = micros(date);
        to = micros(date.plusDays(1));
        Arrays.fill(sum, 0);
        Arrays.fill(count, 0);
    }

    private long micros(LocalDate date) {
        Instant start = date.atStartOfDay(zone).toInstant();
        return ReadingBatch.micros(start);
    }

    private double mean() {
        double means = 0;
        int hours = 0;
        for (int i = 0; i < HOURS; i++) {
            if (count[i] > 0) {
                means += sum[i] / count[i];
                hours++;
            }
        }
        return hours < HOURS_MIN ? Double.NaN : means / hours;
    }

    /** The greatest mean of the last {@link #DAYS} complete days; NaN while one of them does not count. */
    public double greatest() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double mean : complete) {
            greatest = Math.max(greatest, mean);
        }
        return greatest;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(day);
        out.writeLong(from);
        out.writeLong(to);
        for (double mean : complete) {
            out.writeDouble(mean);
        }
        for (int i = 0; i < HOURS; i++) {
            out.writeDouble(sum[i]);
            out.writeInt(count[i]);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        day = in.readLong();
        from = in.readLong();
        to = in.readLong();
        for (int i = 0; i < DAYS; i++) {
            complete[i] = in.readDouble();
        }
        for (int i = 0; i < HOURS; i++) {
            sum[i] = in.readDouble();
            count[i] = in.readInt();
        }
    }
}
