package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * The last raw readings of a sensor, for evidence: fixed memory, no object a reading.
 *
 * <p>Threads: the judgement thread only.
 */
final class Ring {
    static final int SIZE = Evidence.READINGS_MAX;

    final long[] measuredAtMicros = new long[SIZE];
    final double[] value = new double[SIZE];
    final int[] quality = new int[SIZE];

    /** How many readings ever came; the next goes to {@code count % SIZE}. */
    long count;

    void add(long micros, double v, int bits) {
        int i = (int) (count++ % SIZE);
        measuredAtMicros[i] = micros;
        value[i] = v;
        quality[i] = bits;
    }

    int size() {
        return (int) Math.min(count, SIZE);
    }

    /** Slot of the {@code i}-th oldest kept reading. */
    int slot(int i) {
        return (int) ((count - size() + i) % SIZE);
    }

    /** The newest {@code most} readings, oldest first. */
    List<Evidence.Sample> newest(SensorId sensor, int most) {
        int size = size();
        List<Evidence.Sample> samples = new ArrayList<>();
        for (int i = Math.max(0, size - most); i < size; i++) {
            int slot = slot(i);
            samples.add(new Evidence.Sample(
                    sensor,
                    ReadingBatch.instantOfMicros(measuredAtMicros[slot]),
                    value[slot],
                    new Quality(quality[slot])));
        }
        return samples;
    }

    /** Says what the kept judged readings amount to. */
    void aggregate(Map<String, String> facts) {
        int judged = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            int slot = slot(i);
            if ((quality[slot] & Marks.FAULT) == 0) {
                judged++;
                least = Math.min(least, value[slot]);
                most = Math.max(most, value[slot]);
                sum += value[slot];
            }
        }
        if (judged > 0) {
            facts.put("kept-readings", Integer.toString(judged));
            facts.put("kept-min", Double.toString(least));
            facts.put("kept-max", Double.toString(most));
            facts.put("kept-mean", Double.toString(sum / judged));
        }
    }
}
