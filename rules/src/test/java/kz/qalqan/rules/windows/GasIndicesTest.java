package kz.qalqan.rules.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The test vectors of domain 3.3. */
class GasIndicesTest {
    @Test
    void grahamsRatioOfThePublishedSample() {
        GasIndices sample = new GasIndices(0, 0.01, 100 - 70.4 - 15.2 - 0.01, 0, 15.2);
        assertThat(sample.nitrogen()).isCloseTo(70.4, within(1e-9));
        assertThat(sample.graham()).isCloseTo(0.289, within(0.0005));
    }

    @Test
    void zabetakisOfThePublishedSampleCannotExplode() {
        GasIndices sample = new GasIndices(3, 3, 12, 1, 8);
        assertThat(sample.effectiveCombustible()).isCloseTo(5.45, within(1e-9));
        assertThat(sample.excessInert()).isCloseTo(60.6, within(1e-9));
        assertThat(sample.safeOxygen()).isCloseTo(8.85, within(0.005));
        assertThat(sample.explosive()).isFalse();
    }

    @Test
    void methaneInAirExplodesFromFiveToFifteenPercent() {
        for (double ch4 = 0; ch4 <= 30; ch4 += 0.5) {
            GasIndices mixed = new GasIndices(ch4, 0, 0, 0, 20.95 * (100 - ch4) / 100);
            assertThat(mixed.explosive()).as(ch4 + " %").isEqualTo(ch4 >= 5 && ch4 <= 15);
        }
    }

    @Test
    void belowTwelvePercentOxygenMethaneCannotExplode() {
        assertThat(new GasIndices(6, 0, 0, 0, 11.9).explosive()).isFalse();
    }

    @Test
    void inFreshAirTheRatiosAreNotSaid() {
        GasIndices fresh = new GasIndices(0, 0, 0.04, 0, 20.95);
        assertThat(fresh.graham()).isNaN();
        assertThat(fresh.jonesTrickett()).isNaN();
    }

    @Test
    void anImpossibleSampleShowsInJonesAndTrickett() {
        assertThat(new GasIndices(0, 0, 4, 0, 19).jonesTrickett()).isGreaterThan(1.6);
        assertThat(new GasIndices(0, 0, 0.2, 0, 19).jonesTrickett()).isLessThan(0.4);
    }
}
