package kz.qalqan.rules;

import java.math.BigDecimal;

/**
 * Which side of a limit is dangerous. A limit itself is reached as the domain writes it: {@code ≥} or {@code >} above,
 * {@code <} below.
 */
public enum Bound {
    /** Dangerous from the limit upwards: methane ≥ 1.0. */
    MAX {
        @Override
        public boolean reached(double value, double limit) {
            return value >= limit;
        }

        @Override
        public boolean gone(double value, double off) {
            return value < off;
        }

        @Override
        double inside(double value, double deadBand) {
            return BigDecimal.valueOf(value)
                    .subtract(BigDecimal.valueOf(deadBand))
                    .doubleValue();
        }

        @Override
        public boolean stricter(double value, double other) {
            return value < other;
        }
    },
    /** Dangerous beyond the limit, which itself is still allowed: noise &gt; 80, a class holds its upper bound. */
    OVER {
        @Override
        public boolean reached(double value, double limit) {
            return value > limit;
        }

        @Override
        public boolean gone(double value, double off) {
            return value <= off;
        }

        @Override
        double inside(double value, double deadBand) {
            return MAX.inside(value, deadBand);
        }

        @Override
        public boolean stricter(double value, double other) {
            return value < other;
        }
    },
    /** Dangerous below the limit: oxygen &lt; 20. */
    MIN {
        @Override
        public boolean reached(double value, double limit) {
            return value < limit;
        }

        @Override
        public boolean gone(double value, double off) {
            return value >= off;
        }

        @Override
        double inside(double value, double deadBand) {
            return BigDecimal.valueOf(value).add(BigDecimal.valueOf(deadBand)).doubleValue();
        }

        @Override
        public boolean stricter(double value, double other) {
            return value > other;
        }
    };

    /** A limit that no value reaches. */
    double never() {
        return this == MIN ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** Whether a value is at or beyond the limit. */
    public abstract boolean reached(double value, double limit);

    /** Whether a value is back on the safe side of {@code off}. */
    public abstract boolean gone(double value, double off);

    /** Whether a limit of {@code value} warns earlier than one of {@code other}. */
    public abstract boolean stricter(double value, double other);

    /** The value a dead band's width on the safe side, in decimal arithmetic: 1.0 and 0.1 give 0.9. */
    abstract double inside(double value, double deadBand);

    /** The stricter of two. */
    double strictest(double value, double other) {
        return stricter(value, other) ? value : other;
    }
}
