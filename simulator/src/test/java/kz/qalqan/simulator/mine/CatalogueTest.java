package kz.qalqan.simulator.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue against the two laws it is drawn from. */
final class CatalogueTest {
    private static final int EVENTS = 4000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bValueIsRecoveredWithinThreeOfItsErrors(long seed) {
        Noise chance = new Noise(seed);
        double mean = 0;
        for (long i = 0; i < EVENTS; i++) {
            mean += Catalogue.magnitude(chance.uniform(i), 4) / EVENTS;
        }
        double b = StrictMath.log10(StrictMath.E) / (mean - Catalogue.SMALLEST);

        assertThat(b).as("seed " + seed).isCloseTo(Catalogue.B, within(3 * Catalogue.B / StrictMath.sqrt(EVENTS)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aftershocksOfEachHourAreAsManyAsOmoriSays(long seed) {
        double magnitude = 2.5;
        List<Double> times = Catalogue.aftershocks(magnitude, 6 * 3600, new Noise(seed));

        for (int hour = 0; hour < 6; hour++) {
            double from = hour * 3600.0;
            double to = from + 3600;
            double expected = Catalogue.expected(magnitude, to) - Catalogue.expected(magnitude, from);
            long seen = times.stream().filter(t -> t > from && t <= to).count();
            assertThat((double) seen)
                    .as("hour " + hour + ", seed " + seed)
                    .isCloseTo(expected, within(4 * StrictMath.sqrt(expected)));
        }
        assertThat(times).isSorted();
    }

    @Test
    void magnitudeAndEnergyGoBothWays() {
        assertThat(Catalogue.energy(1)).isCloseTo(2.0e6, within(1e4));
        assertThat(Catalogue.magnitudeOf(Catalogue.energy(1.7))).isCloseTo(1.7, within(1e-12));
    }

    @Test
    void noMagnitudeLeavesItsBounds() {
        assertThat(Catalogue.magnitude(0, -0.4)).isEqualTo(Catalogue.SMALLEST);
        assertThat(Catalogue.magnitude(Math.nextDown(1.0), -0.4)).isLessThanOrEqualTo(-0.4 + 1e-9);
    }
}
