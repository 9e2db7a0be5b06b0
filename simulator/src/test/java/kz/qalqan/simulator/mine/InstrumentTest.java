package kz.qalqan.simulator.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import org.junit.jupiter.api.Test;

final class InstrumentTest {
    private final Sensor sensor =
            Mines.shipped("karaganda-1").sensor("GA-07", Quantity.CH4).orElseThrow();
    private final Instrument instrument = new Instrument(sensor, new Noise(1));

    @Test
    void showsNinetyPercentOfAStepAfterItsResponseTime() {
        instrument.feel(0, 1);
        double seconds = sensor.care().t90().toSeconds();
        for (int i = 0; i < seconds * 4; i++) {
            instrument.feel(2, 0.25);
        }

        assertThat(instrument.show(0).doubleValue()).isCloseTo(1.8, within(0.03));
    }

    @Test
    void showsHundredthsOfAPercentMethane() {
        instrument.feel(0.4567, 1);

        for (int i = 0; i < 100; i++) {
            BigDecimal shown = instrument.show(i);
            assertThat(shown.scale()).isEqualTo(2);
            assertThat(shown.doubleValue()).isCloseTo(0.4567, within(0.027));
        }
    }

    @Test
    void neverShowsLessThanItsRange() {
        instrument.feel(0.001, 1);

        for (int i = 0; i < 200; i++) {
            assertThat(instrument.show(i).signum()).isNotNegative();
        }
    }

    @Test
    void noiseHasNoMeanAndKeepsItsBounds() {
        Noise noise = new Noise(7).named("x");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 20_000; i++) {
            double value = noise.bell(i);
            sum += value;
            squares += value * value;
            assertThat(Math.abs(value)).isLessThan(3.5);
            assertThat(Math.abs(noise.wander(i, 900))).isLessThanOrEqualTo(1);
        }

        assertThat(sum / 20_000).isCloseTo(0, within(0.03));
        assertThat(squares / 20_000).isCloseTo(1, within(0.03));
    }
}
