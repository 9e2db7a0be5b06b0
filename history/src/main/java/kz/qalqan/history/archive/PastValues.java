package kz.qalqan.history.archive;

import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Sensor;

/** What a number of an imported past becomes: the same as if it had come through the broker. */
@FunctionalInterface
public interface PastValues {
    /**
     * Converts and marks a value.
     *
     * @param unit UCUM; empty for the sensor's own
     * @param word of the sender for its quality; empty for none
     * @throws IllegalArgumentException when unit or word is unknown
     */
    Value of(Sensor sensor, double number, String unit, String word);

    /**
     * A value in the canonical unit and how far it can be trusted.
     *
     * @param value the value
     * @param quality its marks
     */
    record Value(double value, Quality quality) {}
}
