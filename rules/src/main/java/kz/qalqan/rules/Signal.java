package kz.qalqan.rules;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import kz.qalqan.rules.windows.ShiftExposure;
import kz.qalqan.rules.windows.Span;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * The number a latch compares, worked out of its sensor and of those it goes with.
 *
 * <p>Threads: the judgement thread only.
 */
interface Signal {
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
    record AboveAmbient(Normal ambient) implements Signal {
        @Override
        public double of(double value) {
            return value - ambient.value();
        }

        @Override
        public void describe(Map<String, String> facts) {
            ambient.describe(facts);
        }
    }

    /** The value as percent of what is normal at the place; not said where nothing is normal. */
    record ShareOfAmbient(Normal ambient) implements Signal {
        @Override
        public double of(double value) {
            double normal = ambient.value();
            return normal <= 0 ? Double.NaN : 100 * value / normal;
        }

        @Override
        public void describe(Map<String, String> facts) {
            ambient.describe(facts);
        }
    }

    /** What the running shift did to people, against {@code unit} of the sensor's own. */
    record OfShift(ShiftExposure exposure, double unit) implements Signal {
        @Override
        public double of(double value) {
            return exposure.value() / unit;
        }

        @Override
        public void describe(Map<String, String> facts) {
            exposure.describe(facts);
            facts.put("against", Double.toString(unit));
        }
    }

    /** Hours since the newest reading, late ones included. */
    record Unread(SensorState state) implements Signal {
        @Override
        public double of(double value) {
            return (state.lookedAt - state.readAt()) / 3_600_000_000.0;
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put(
                    "newest-reading",
                    ReadingBatch.instantOfMicros(state.readAt()).toString());
        }
    }

    /** An index of the gas sample a device, or its zone, takes. */
    record Sampled(Measure.Kind kind, GasSample sample) implements Signal {
        /** A switch and no function handed in: so no object is made of the sample. */
        @Override
        public double of(double value) {
            if (!sample.complete()) {
                return Double.NaN;
            }
            return switch (kind) {
                case GRAHAM -> sample.indices().graham();
                case JONES_TRICKETT -> sample.indices().jonesTrickett();
                default -> sample.indices().explosive() ? 1 : 0;
            };
        }

        @Override
        public void describe(Map<String, String> facts) {
            sample.describe(facts);
        }
    }

    /**
     * How far a sensor stays below the poorest of the streams that come to it.
     *
     * @param own what it measured of late
     * @param streams who measures each stream
     */
    record BelowUpwind(Span own, List<List<Measured>> streams) implements Signal {
        /** What leaks between two sensors may dilute a stream by: a fifth of it (D). */
        private static final double LEFT_OF_A_STREAM = 0.8;

        /**
         * A sensor up-wind.
         *
         * @param sensor who
         * @param lately what it measured of late
         */
        record Measured(SensorState sensor, Span lately) {
            boolean speaks() {
                return sensor.counting && !sensor.distrusted() && !sensor.testing;
            }
        }

        /** The newest values bound the figure from above: mostly they say already that nothing is wrong. */
        @Override
        public double of(double value) {
            double bound = LEFT_OF_A_STREAM * poorest(false) - value;
            return bound > 0 ? LEFT_OF_A_STREAM * poorest(true) - own.most() : bound;
        }

        /** The least of all streams, now or of late; NaN while nobody tells of one. */
        private double poorest(boolean lately) {
            double poorest = Double.POSITIVE_INFINITY;
            for (List<Measured> stream : streams) {
                double least = Double.NaN;
                for (Measured measured : stream) {
                    if (measured.speaks()) {
                        double there = lately ? measured.lately.least() : measured.sensor.value;
                        least = Double.isNaN(least) ? there : Math.min(least, there);
                    }
                }
                poorest = Math.min(poorest, least);
            }
            return poorest;
        }

        @Override
        public void describe(Map<String, String> facts) {
            facts.put("own-greatest", Double.toString(own.most()));
            streams.forEach(stream -> stream.forEach(measured -> facts.put(
                    "up-wind-" + measured.sensor.sensor.id().device(),
                    measured.speaks()
                            ? "at least " + measured.lately.least()
                            : measured.sensor.trust().word())));
        }
    }
}
