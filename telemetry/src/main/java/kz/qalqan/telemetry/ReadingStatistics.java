package kz.qalqan.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * What one sensor measured in an interval. Good readings are those that are neither {@code fault} nor {@code uncertain}
 * (ADR 18); without any, the values are NaN.
 *
 * <p>Threads: immutable.
 *
 * @param count number of readings, whatever their quality
 * @param good number of good readings; everything below is of these
 * @param min smallest value
 * @param mean mean of the slots that have readings, each the mean of its readings
 * @param max largest value
 * @param p95 smallest value that at least 95 % of the readings do not exceed (nearest rank, exact)
 * @param p99 the same for 99 %
 * @param coverage share of the interval's slots that have readings, 0 to 1
 * @param longestGap longest time without a reading, from and to the edges of the interval
 */
public record ReadingStatistics(
        long count,
        long good,
        double min,
        double mean,
        double max,
        double p95,
        double p99,
        double coverage,
        Duration longestGap) {
    /** Most readings of one interval: their values are held in memory, eight bytes each. */
    public static final int READINGS_MAX = 5_000_000;

    /**
     * Sums up readings that come in the order of time.
     *
     * <p>Threads: one.
     */
    public static final class Builder {
        private static final int NOT_GOOD =
                Quality.of(Quality.Mark.FAULT, Quality.Mark.UNCERTAIN).bits();

        private final Instant from;
        private final Instant to;
        private final long slotMicros;
        private final double[] sums;
        private final int[] counts;
        private double[] values = new double[1024];
        private int good;
        private long count;
        private Instant newest;
        private Duration gap = Duration.ZERO;

        /** Statistics of an interval cut into slots. */
        public Builder(Instant from, Instant to, Duration slot) {
            this.from = from;
            this.to = to;
            this.newest = from;
            this.slotMicros = slot.toNanos() / 1_000L;
            if (!from.isBefore(to) || slotMicros <= 0) {
                throw new IllegalArgumentException("from " + from + " to " + to + " in slots of " + slot
                        + ": the end is after the start, a slot at least a microsecond");
            }
            long micros = ReadingBatch.micros(to) - ReadingBatch.micros(from);
            long slots = (micros - 1) / slotMicros + 1;
            if (slots > ReadingQuery.POINTS_MAX) {
                throw new IllegalArgumentException(slots + " slots of " + slot + " are more than "
                        + ReadingQuery.POINTS_MAX + ": take a shorter interval");
            }
            this.sums = new double[(int) slots];
            this.counts = new int[(int) slots];
        }

        /** Takes the next reading of the interval. */
        public void add(Reading reading) {
            count++;
            if ((reading.quality().bits() & NOT_GOOD) != 0 || !Double.isFinite(reading.value())) {
                return;
            }
            if (good == READINGS_MAX) {
                throw new IllegalArgumentException("more than " + READINGS_MAX + " readings of " + reading.sensor()
                        + " from " + from + " to " + to + ": take a shorter interval");
            }
            if (good == values.length) {
                values = Arrays.copyOf(values, Math.min(READINGS_MAX, good * 2));
            }
            values[good++] = reading.value();
            long since = ReadingBatch.micros(reading.measuredAt()) - ReadingBatch.micros(from);
            int slot = (int) Math.floorDiv(since, slotMicros);
            sums[slot] += reading.value();
            counts[slot]++;
            gap = longer(reading.measuredAt());
            newest = reading.measuredAt();
        }

        /** The statistics of what was added. */
        public ReadingStatistics build() {
            double[] sorted = Arrays.copyOf(values, good);
            Arrays.sort(sorted);
            double sum = 0;
            int filled = 0;
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    sum += sums[i] / counts[i];
                    filled++;
                }
            }
            return new ReadingStatistics(
                    count,
                    good,
                    rank(sorted, 0),
                    filled == 0 ? Double.NaN : sum / filled,
                    rank(sorted, 100),
                    rank(sorted, 95),
                    rank(sorted, 99),
                    (double) filled / counts.length,
                    longer(to));
        }

        /** The value of nearest rank: whole numbers, because 0.95 times a count is not exact. */
        private static double rank(double[] sorted, int percent) {
            long rank = ((long) sorted.length * percent + 99) / 100;
            return sorted.length == 0 ? Double.NaN : sorted[(int) Math.max(0, rank - 1)];
        }

        private Duration longer(Instant until) {
            Duration now = Duration.between(newest, until);
            return now.compareTo(gap) > 0 ? now : gap;
        }
    }
}
