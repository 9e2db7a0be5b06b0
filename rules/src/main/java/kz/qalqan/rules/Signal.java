package kz.qalqan.rules;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import kz.qalqan.rules.windows.Ambient;
import kz.qalqan.rules.windows.GasIndices;

/**
 * The number a latch compares, worked out of its sensor and of those it goes with.
 *
 * <p>Threads: the judgement thread only.
 */
sealed interface Signal {
    /**
     * The number now.
     *
     * @param value the sensor's newest value, already in its windows
     * @return NaN while it cannot be said: the latch then stays as it is
     */
    double of(double value);

    /** Says what went into it. */
    default void describe(Map<String, String> facts) {}

    /** The value and another sensor's. */
    record Plus(SensorState other) implements Signal {
        @Override
        public double of(double value) {
            return Double.isNaN(other.value) ? value : value + other.value;
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put(
                    "plus-" + other.sensor.quantity().code(),
                    other.value + " of " + other.sensor.id().device());
        }
    }

    /** The value times a factor. */
    record Scaled(double factor) implements Signal {
        @Override
        public double of(double value) {
            return value * factor;
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put("factor", Double.toString(factor));
        }
    }

    /** A figure of a window, asked only where the value itself is at least so much. */
    record Windowed(String name, double least, DoubleSupplier figure) implements Signal {
        @Override
        public double of(double value) {
            return value < least ? Double.NEGATIVE_INFINITY : figure.getAsDouble();
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put("window", name);
        }
    }

    /** A figure of a stream of events, with what it says for itself. */
    record OfEvents(DoubleSupplier figure, Consumer<Map<String, String>> words) implements Signal {
        @Override
        public double of(double value) {
            return figure.getAsDouble();
        }

        @Override
        public void describe(Map<String, String> facts) {
            words.accept(facts);
        }
    }

    /** The value above what is normal at the place. */
    record AboveAmbient(Ambient ambient) implements Signal {
        @Override
        public double of(double value) {
            return value - ambient.median();
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put("ambient", Double.toString(ambient.median()));
        }
    }

    /** The value as percent of what is normal at the place; not said where nothing is normal. */
    record ShareOfAmbient(Ambient ambient) implements Signal {
        @Override
        public double of(double value) {
            return ambient.median() <= 0 ? Double.NaN : 100 * value / ambient.median();
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put("ambient", Double.toString(ambient.median()));
        }
    }

    /** An index of the gas sample a device, or its zone, takes. */
    record Sampled(String name, GasSample sample, ToDoubleFunction<GasIndices> index) implements Signal {
        @Override
        public double of(double value) {
            GasIndices indices = sample.indices();
            return indices == null ? Double.NaN : index.applyAsDouble(indices);
        }

        @Override
        public void describe(Map<String, String> facts) {
            sample.describe(facts);
        }
    }
}
