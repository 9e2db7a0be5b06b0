package kz.qalqan.simulator.mine;

import java.math.BigDecimal;
import java.math.RoundingMode;
import kz.qalqan.telemetry.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * One sensor of the plan: it follows the truth with its response time, trembles a little and shows a few digits.
 *
 * <p>Response is of the first order: after {@code t90} it shows 90 % of a step, so its time constant is {@code t90 / ln
 * 10}.
 *
 * <p>Threads: the model's thread only.
 */
final class Instrument {
    private static final double LN10 = StrictMath.log(10);

    private final Sensor sensor;
    private final Grain grain;
    private final Noise noise;
    private final double lagS;
    private double felt;
    private boolean warm;
    private boolean stuck;
    private double testGas = -1;
    private @Nullable BigDecimal last;
    private double stepS;
    private double nearer;

    Instrument(Sensor sensor, Noise noise) {
        this.sensor = sensor;
        this.grain = Grain.of(sensor.quantity());
        this.noise = noise;
        this.lagS = sensor.care().t90().toMillis() / 1000.0 / LN10;
    }

    Sensor sensor() {
        return sensor;
    }

    /** Shows what it showed last from now on, or lives again. */
    void stick(boolean holds) {
        stuck = holds;
    }

    /** Smells test gas of this much; below 0 the mine again. */
    void test(double gas) {
        testGas = gas;
    }

    /** Follows the truth for a while. */
    void feel(double mine, double seconds) {
        double truth = testGas < 0 ? mine : testGas;
        if (!warm || lagS == 0) {
            felt = truth;
            warm = true;
            return;
        }
        if (seconds != stepS) {
            stepS = seconds;
            nearer = 1 - StrictMath.exp(-seconds / lagS);
        }
        felt += (truth - felt) * nearer;
    }

    /**
     * What it shows now: rounded to its digits, never below what it can show.
     *
     * @param index counts its values, for the noise
     */
    BigDecimal show(long index) {
        return show(felt, index);
    }

    /** What it shows where the felt comes on top of what is usual; test gas stands alone. */
    BigDecimal showOver(double usual, long index) {
        return show(testGas < 0 ? usual + felt : felt, index);
    }

    /** What it shows of a truth it need not follow: one that changes slower than it responds, or an event. */
    BigDecimal show(double truth, long index) {
        if (!stuck || last == null) {
            double value = truth + grain.tremble() * noise.bell(index);
            double shown =
                    Math.max(sensor.range().min(), Math.min(sensor.valid().max(), value));
            last = BigDecimal.valueOf(shown).setScale(grain.digits(), RoundingMode.HALF_EVEN);
        }
        return last;
    }
}
