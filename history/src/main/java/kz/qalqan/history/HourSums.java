package kz.qalqan.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import kz.qalqan.telemetry.Quality;

/** Sums up the rows of one hour by sensor; sensors are small whole numbers. Faults are left out. */
final class HourSums {
    private static final int FAULT = Quality.of(Quality.Mark.FAULT).bits();

    private double[] low = new double[64];
    private double[] high = new double[64];
    private double[] total = new double[64];
    private long[] number = new long[64];

    /** Whether a row is one of a good reading. */
    static boolean counts(double value, int quality) {
        return (quality & FAULT) == 0 && !Double.isNaN(value);
    }

    void add(int sensor, double value, int quality) {
        if (!counts(value, quality)) {
            return;
        }
        if (sensor >= number.length) {
            grow(Math.max(sensor + 1, number.length * 2));
        }
        boolean first = number[sensor]++ == 0;
        low[sensor] = first ? value : Math.min(low[sensor], value);
        high[sensor] = first ? value : Math.max(high[sensor], value);
        total[sensor] = first ? value : total[sensor] + value;
    }

    List<Hour> hours(long start, IntFunction<String> names) {
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < number.length; i++) {
            if (number[i] > 0) {
                hours.add(new Hour(names.apply(i), start, new Hour.Sum(low[i], high[i], total[i], number[i])));
            }
        }
        return hours;
    }

    private void grow(int size) {
        low = Arrays.copyOf(low, size);
        high = Arrays.copyOf(high, size);
        total = Arrays.copyOf(total, size);
        number = Arrays.copyOf(number, size);
    }
}
