package kz.qalqan.simulator.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import kz.qalqan.telemetry.LocationType;
import org.junit.jupiter.api.Test;

/** The physics of one zone against its closed forms. */
final class AirwayTest {
    private static final AirwayForm FORM = new AirwayForm(10, 10, 50, 80, 20, 0.5);

    private final Airway air = new Airway(Mines.zone("z", LocationType.FACE), FORM, new Noise(1));

    @Test
    void steadyMethaneIsWhatComesInPlusMakeOverFlow() {
        run(600, 12, 0.1, 0.06);

        assertThat(air.methane(1)).isCloseTo(0.1 + 100 * 0.06 / 12, within(1e-9));
        assertThat(air.outlet()).isCloseTo(0.6, within(1e-9));
    }

    @Test
    void halfTheAirDoublesTheRise() {
        run(600, 12, 0.1, 0.06);
        double before = air.methane(1) - 0.1;
        run(600, 6, 0.1, 0.06);

        assertThat(air.methane(1) - 0.1).isCloseTo(2 * before, within(1e-9));
    }

    @Test
    void methaneClearsExponentiallyWithVolumeOverFlow() {
        run(600, 8, 0, 0.08);
        double start = air.methane(1);
        run(25, 8, 0, 0);

        assertThat(start).isCloseTo(1.0, within(1e-9));
        assertThat(air.methane(1)).isCloseTo(StrictMath.exp(-25 * 8 / FORM.cell()), within(1e-9));
    }

    @Test
    void resultDoesNotDependOnTheStepLength() {
        Airway coarse = new Airway(Mines.zone("z", LocationType.FACE), FORM, new Noise(1));
        for (int i = 0; i < 15; i++) {
            coarse.step(2, 8, 0, 0.05);
        }
        run(30, 8, 0, 0.05);

        assertThat(air.methane(1)).isCloseTo(coarse.methane(1), within(1e-12));
    }

    @Test
    void standingAirGathersAllThatIsMade() {
        run(100, 0, 0, 0.004);

        assertThat(air.methane(1)).isCloseTo(100 * 0.004 * 100 / FORM.cell(), within(1e-9));
    }

    @Test
    void gasInACornerIsThickerThanTheMean() {
        run(600, 12, 0.1, 0.06);

        assertThat(air.methane(1.1)).isCloseTo(0.1 + 1.1 * 0.5, within(1e-9));
        assertThat(air.methane(0)).isCloseTo(0.1, within(1e-9));
    }

    @Test
    void methaneArrivesWhenTheVolumeBeforeItHasPassed() {
        Plug plug = new Plug(100, 0);
        double before = 0;
        for (int i = 0; i < 10; i++) {
            before = Math.max(before, plug.push(10, 1));
        }

        assertThat(before).isZero();
        assertThat(plug.push(10, 1)).isEqualTo(1);
    }

    @Test
    void slowerAirArrivesLater() {
        assertThat(arrival(10)).isEqualTo(10);
        assertThat(arrival(2.5)).isEqualTo(40);
    }

    @Test
    void plugLosesNoMethane() {
        Plug plug = new Plug(37, 0.2);
        double in = 37 * 0.2;
        double out = 0;
        for (int i = 0; i < 500; i++) {
            double volume = 0.1 + (i * 7 % 11);
            double percent = i < 250 ? (i % 13) / 10.0 : 0;
            in += volume * percent;
            out += volume * plug.push(volume, percent);
        }

        assertThat(out).isCloseTo(in, within(1e-9));
    }

    @Test
    void airThatStandsMovesNothing() {
        Plug plug = new Plug(10, 0.3);

        assertThat(plug.push(0, 5)).isEqualTo(0.3);
    }

    private static int arrival(double flow) {
        Plug plug = new Plug(100, 0);
        int seconds = 0;
        while (plug.push(flow, 1) < 1) {
            seconds++;
        }
        return seconds;
    }

    private void run(double seconds, double flow, double upstream, double make) {
        for (int i = 0; i < seconds * 4; i++) {
            air.step(0.25, flow, upstream, make);
        }
    }
}
