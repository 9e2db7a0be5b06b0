package kz.qalqan.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import kz.qalqan.telemetry.Quantity;

/** A factor of working conditions that sensors measure: how it is averaged, normalised and classed (domain 2). */
enum Factor {
    /** By energy, normalised to 8 h: L_EX,8h = L_Aeq + 10 lg(T / 8 h). */
    NOISE(Quantity.NOISE, 2) {
        @Override
        double linear(double value) {
            return StrictMath.pow(10, value / 10);
        }

        @Override
        double value(double linear) {
            return 10 * StrictMath.log10(linear);
        }

        @Override
        BigDecimal normalised(double linear, Duration shift) {
            return rounded(value(linear * hours(shift) / NORMAL_HOURS));
        }

        @Override
        WorkingClass classOf(BigDecimal value, BigDecimal dustLimit) {
            return ClassTables.noise(value);
        }

        @Override
        Map<String, BigDecimal> facts(double linear, BigDecimal value, BigDecimal dustLimit) {
            return Map.of("laeq", rounded(value(linear)));
        }
    },
    /** Arithmetic mean of the shift; a shift longer than 8 h counts for more, a shorter one not for less. */
    DUST(Quantity.DUST, 3) {
        @Override
        double linear(double value) {
            return StrictMath.max(0, value);
        }

        @Override
        double value(double linear) {
            return linear;
        }

        @Override
        BigDecimal normalised(double linear, Duration shift) {
            return rounded(linear * StrictMath.max(1, hours(shift) / NORMAL_HOURS));
        }

        @Override
        WorkingClass classOf(BigDecimal value, BigDecimal dustLimit) {
            return ClassTables.dust(value, dustLimit);
        }

        @Override
        Map<String, BigDecimal> facts(double linear, BigDecimal value, BigDecimal dustLimit) {
            return Map.of(
                    "mean", rounded(linear),
                    "limit", dustLimit,
                    "ratio", value.divide(dustLimit, 2, RoundingMode.HALF_UP));
        }
    };

    private static final double NORMAL_HOURS = 8;

    private final Quantity quantity;
    private final int decimals;

    Factor(Quantity quantity, int decimals) {
        this.quantity = quantity;
        this.decimals = decimals;
    }

    Quantity quantity() {
        return quantity;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What can be averaged arithmetically: energy of a level, a concentration as it is. */
    abstract double linear(double value);

    /** Back from what was averaged. */
    abstract double value(double linear);

    /** The value the table is asked with, for an average that holds over a whole shift. */
    abstract BigDecimal normalised(double linear, Duration shift);

    abstract WorkingClass classOf(BigDecimal value, BigDecimal dustLimit);

    abstract Map<String, BigDecimal> facts(double linear, BigDecimal value, BigDecimal dustLimit);

    BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static double hours(Duration shift) {
        return shift.toSeconds() / 3600.0;
    }
}
