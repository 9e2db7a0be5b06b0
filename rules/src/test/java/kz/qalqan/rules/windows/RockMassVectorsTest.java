package kz.qalqan.rules.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.qalqan.rules.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers of the b-value and of Omori's law. */
class RockMassVectorsTest {
    private static final long HOUR = 3_600_000_000L;
    private static final long START = 497_000 * HOUR;

    @ParameterizedTest
    @CsvSource({"0, 0, 0.1, 0.99413, 6278", "1, 0.5, 0.01, 1.48597, 771", "2, 2, 0.2, 0.49903, 841"})
    void theBValueOfAPublishedCatalogueIsAsPublished(
            int column, double completeness, double step, double expected, long events) throws IOException {
        Path file = SharedData.file("seismic-catalogues/simulated_magnitudes_b050_b100_b150.csv");
        List<String> lines = Files.readAllLines(file);
        long complete = Math.round(completeness / step);
        BValue value = BValue.none(step);
        for (String line : lines.subList(1, lines.size())) {
            double magnitude = Double.parseDouble(line.split(",", -1)[column]);
            long above = Math.round(magnitude / step) - complete;
            value = above < 0 ? value : value.with((int) above);
        }
        assertThat(value.events()).isEqualTo(events);
        assertThat(value.b()).isCloseTo(expected, within(0.000005));
    }

    @Test
    void theErrorOfABValueIsThatOfShiAndBolt() {
        BValue value = BValue.none(0.1).with(0).with(1).with(2).with(5);
        double mean = 0.2;
        double b = 0.4342944819 / (mean + 0.05);
        assertThat(value.b()).isCloseTo(b, within(1e-9));
        double spread = 0.04 + 0.01 + 0 + 0.09;
        assertThat(value.error()).isCloseTo(2.302585 * b * b * Math.sqrt(spread / 12), within(1e-6));
    }

    @Test
    void aBValueNeedsFiftyEventsAndFiftyBeforeThem() {
        Magnitudes magnitudes = Magnitudes.ofMagnitudes();
        for (int i = 0; i < 99; i++) {
            magnitudes.add(i, 1.2 + i % 3 / 10.0);
            assertThat(magnitudes.fall()).isNaN();
        }
        for (int i = 0; i < 60; i++) {
            magnitudes.add(i, 1.0);
        }
        assertThat(magnitudes.completeness()).as("the fullest bin and two more").isCloseTo(1.2, within(1e-9));
        assertThat(magnitudes.fall()).isNaN();
        magnitudes.add(1, 1.2);
        assertThat(magnitudes.newest().events()).isEqualTo(50);
        assertThat(magnitudes.before().events()).isEqualTo(50);
        assertThat(magnitudes.fall()).isNotNaN();
    }

    @Test
    void energiesAndMagnitudesOfTheSameEventsGiveTheSameBValue() {
        Magnitudes energies = Magnitudes.ofEnergies();
        Magnitudes magnitudes = Magnitudes.ofMagnitudes();
        for (int i = 0; i < 3000; i++) {
            double magnitude = i * 7919 % 1000 / 400.0;
            magnitudes.add(i, magnitude);
            energies.add(i, StrictMath.pow(10, 1.5 * magnitude + 4.8));
        }
        assertThat(energies.newest()).isEqualTo(magnitudes.newest());
        assertThat(energies.before().events()).isBetween(50L, (long) Magnitudes.KEPT);
    }

    @Test
    void theBendOfASimpleLawIsTheRootOfItsProductivity() {
        assertThat(new Omori(100, 0.05, 1).maximumCurvature()).isCloseTo(9.95, within(1e-9));
        assertThat(new Omori(0.0001, 0.05, 1).maximumCurvature())
                .as("never before it began")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"30, 0.05, 0.6", "30, 0.05, 1", "200, 0.1, 1.4", "12, 0.02, 0.4"})
    void theBendIsWhereTheCurvatureIsGreatest(double k, double c, double p) {
        Omori law = new Omori(k, c, p);
        double found = law.maximumCurvature();
        double step = 1e-3;
        double best = 0;
        double bestAt = 0;
        for (double t = step; t < 50; t += step) {
            double slope = -p * k * Math.pow(t + c, -p - 1);
            double second = p * (p + 1) * k * Math.pow(t + c, -p - 2);
            double curvature = second / Math.pow(1 + slope * slope, 1.5);
            if (curvature > best) {
                best = curvature;
                bestAt = t;
            }
        }
        assertThat(found).isCloseTo(bestAt, within(2 * step));
    }

    @Test
    void theProductivityIsTheShareOfTheFirstHourThatWasMeasured() {
        Omori law = new Omori(10, Omori.DELAY_HOURS, 1);
        assertThat(10 / law.expected(0, 1))
                .as("S91: 0.3 to 0.5 of the first hour's events")
                .isBetween(0.3, 0.5);
        assertThat(law.rate(0.95)).isCloseTo(10, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.4", "0.7", "1.0", "1.3", "1.6"})
    void aSequenceByTheLawGivesTheLawBack(double p) {
        double k = 300 / new Omori(1, Omori.DELAY_HOURS, p).expected(0, 3);
        Omori law = new Omori(k, Omori.DELAY_HOURS, p);
        Events events = new Events();
        Aftershocks aftershocks = new Aftershocks(events, 2, size -> size >= 1e5);
        aftershocks.add(START, 1e5);
        double t = 0;
        for (int i = 0; i < 300; i++) {
            while (law.expected(0, t) < i + 0.5) {
                t += 1e-5;
            }
            aftershocks.add(START + (long) (t * HOUR), 100);
        }
        aftershocks.pass(START + 3 * HOUR);
        assertThat(aftershocks.tells()).isTrue();
        assertThat(aftershocks.law().p()).isCloseTo(p, within(0.01));
        assertThat(aftershocks.law().k()).isCloseTo(k, within(0.01 * k));
    }

    @Test
    void energyThatComesALittleLateBelongsToTheShiftBefore() throws IOException {
        ShiftEnergy energy = new ShiftEnergy(at -> (Math.floorDiv(at, 8 * HOUR) + 1) * 8 * HOUR);
        long first = Math.floorDiv(START, 8 * HOUR) * 8 * HOUR;
        energy.pass(first - 1);
        for (int shift = 0; shift < 12; shift++) {
            energy.add(first + shift * 8L * HOUR + HOUR, 100);
        }
        energy.pass(first + 12L * 8 * HOUR);
        assertThat(energy.background(3)).isEqualTo(100);
        energy.add(first + 12L * 8 * HOUR - 1, 1200);
        assertThat(energy.energy()).isZero();
        assertThat(energy.background(0)).isCloseTo(200, within(1e-9));
        ShiftEnergy other = new ShiftEnergy(at -> (Math.floorDiv(at, 8 * HOUR) + 1) * 8 * HOUR);
        SpanTest.copy(energy, other);
        assertThat(other.background(3)).isEqualTo(energy.background(3));
    }
}
