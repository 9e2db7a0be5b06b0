package kz.qalqan.risk;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingQuery;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.Shift;

/**
 * What one sensor measured over one shift: the mean of its minutes, each minute the mean of its good readings, so that
 * time counts and not the number of readings. A sensor that sends less often than once a minute gets longer steps.
 *
 * @param linear the mean, in what can be averaged ({@link Factor#linear}); NaN when there is no good reading
 * @param coverage share of the shift's minutes with good readings
 * @param longestGap longest time without a good reading so far, the edges of the shift included
 * @param calibrated whether its calibration was in date
 */
record Exposure(double linear, double coverage, Duration longestGap, boolean calibrated) {
    /** Least share of minutes of a valid shift (domain 2.8). */
    static final double COVERAGE_MIN = 0.75;
    /** Longest gap of a valid shift (domain 2.8). */
    static final Duration GAP_MAX = Duration.ofMinutes(30);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Measures a sensor over a shift, up to now. */
    static Exposure of(ReadingQuery history, Sensor sensor, Factor factor, Span span) {
        Minutes minutes = new Minutes(span.shift(), step(sensor), factor);
        Instant end = span.now().isBefore(span.shift().to())
                ? span.now()
                : span.shift().to();
        history.each(sensor.id(), span.shift().from(), end, minutes::add);
        LocalDate due = sensor.care().calibrationDue();
        LocalDate day = span.shift().from().atZone(span.zone()).toLocalDate();
        return new Exposure(
                minutes.mean(), minutes.coverage(), minutes.longestGap(end), due == null || !day.isAfter(due));
    }

    /**
     * When and where.
     *
     * @param shift the shift
     * @param now how far it is known
     * @param zone the mine's time zone
     */
    record Span(Shift shift, Instant now, ZoneId zone) {}

    boolean measured() {
        return !Double.isNaN(linear);
    }

    boolean valid() {
        return fault().isEmpty();
    }

    /** Why it does not count; empty when it does. */
    String fault() {
        if (!measured()) {
            return "no good reading";
        }
        if (!calibrated) {
            return "calibration overdue";
        }
        if (longestGap.compareTo(GAP_MAX) > 0) {
            return "a gap of " + longestGap.toMinutes() + " min";
        }
        return coverage < COVERAGE_MIN ? "readings in " + percent(coverage) + " of the shift" : "";
    }

    static String percent(double share) {
        return (int) StrictMath.floor(share * 100) + " %";
    }

    private static Duration step(Sensor sensor) {
        long minutes = (sensor.samplePeriod().toMillis() + MINUTE.toMillis() - 1) / MINUTE.toMillis();
        return MINUTE.multipliedBy(Math.max(1, minutes));
    }

    /** Sums up by steps. */
    private static final class Minutes {
        /** An imported past is nobody's exposure: no card may change because a file was read. */
        private static final List<Quality.Mark> NOT_GOOD =
                List.of(Quality.Mark.FAULT, Quality.Mark.UNCERTAIN, Quality.Mark.IMPORTED);

        private final Shift shift;
        private final Duration step;
        private final Factor factor;
        private final double[] sums;
        private final int[] counts;
        private Instant newest;
        private Duration gap = Duration.ZERO;

        Minutes(Shift shift, Duration step, Factor factor) {
            this.shift = shift;
            this.step = step;
            this.factor = factor;
            long steps = (shift.length().toSeconds() + step.toSeconds() - 1) / step.toSeconds();
            this.sums = new double[(int) steps];
            this.counts = new int[(int) steps];
            this.newest = shift.from();
        }

        void add(Reading reading) {
            if (NOT_GOOD.stream().anyMatch(reading.quality()::has) || !Double.isFinite(reading.value())) {
                return;
            }
            Duration since = Duration.between(shift.from(), reading.measuredAt());
            int at = (int) (since.toMillis() / step.toMillis());
            sums[at] += factor.linear(reading.value());
            counts[at]++;
            gap = longer(gap, reading.measuredAt());
            newest = reading.measuredAt();
        }

        double mean() {
            double sum = 0;
            int filled = 0;
            for (int i = 0; i < sums.length; i++) {
                if (counts[i] > 0) {
                    sum += sums[i] / counts[i];
                    filled++;
                }
            }
            return filled == 0 ? Double.NaN : sum / filled;
        }

        double coverage() {
            int filled = 0;
            for (int count : counts) {
                filled += count > 0 ? 1 : 0;
            }
            return (double) filled / counts.length;
        }

        Duration longestGap(Instant end) {
            return longer(gap, end);
        }

        private Duration longer(Duration than, Instant until) {
            Duration now = Duration.between(newest, until);
            return now.compareTo(than) > 0 ? now : than;
        }
    }
}
