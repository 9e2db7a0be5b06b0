package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import kz.qalqan.telemetry.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private final Units units = new Units();

    @ParameterizedTest
    @CsvSource({
        "CH4, [ppm], 13000, 1.3",
        "CH4, ppm, 10000, 1",
        "CH4, [ppb], 20000000, 2",
        "CO, %, 0.0017, 17",
        "PRESSURE, kPa, 101.3, 1013",
        "PRESSURE, Pa, 101300, 1013",
        "PRESSURE, mbar, 1013, 1013",
        "AIR_TEMPERATURE, K, 300.15, 27",
        "AIR_TEMPERATURE, [degF], 212, 100",
        "AIR_TEMPERATURE, °C, 21, 21",
        "AIR_VELOCITY, cm/s, 25, 0.25",
        "PIPE_FLOW, m3/h, 60, 1",
        "DUST, ug/m3, 4000, 4",
        "DOSE_RATE, mSv/h, 1, 1000",
        "SEISMIC_ENERGY, kJ, 10, 10000",
        "NOISE, dB[SPL], 80, 80"
    })
    void convertsToTheQuantitysOwnUnit(Quantity quantity, String unit, double from, double to) {
        double converted = units.conversion(unit, quantity).orElseThrow().apply(from);

        assertThat(converted).isCloseTo(to, org.assertj.core.data.Offset.offset(1e-9 * Math.abs(to)));
    }

    @Test
    void limitInPpmIsExactlyTheLimitInPercent() {
        Units.Conversion ppm = units.conversion("[ppm]", Quantity.CH4).orElseThrow();

        for (int hundredths = 1; hundredths <= 10_000; hundredths++) {
            assertThat(ppm.apply(hundredths * 100.0)).isEqualTo(hundredths / 100.0);
        }
    }

    @ParameterizedTest
    @EnumSource(Quantity.class)
    void everyQuantityTakesItsOwnUnit(Quantity quantity) {
        assertThat(units.conversion(quantity.unit(), quantity)).contains(Units.Conversion.IDENTITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mg/m3",
                "Cel",
                "",
                " ",
                "foo",
                "((((((((",
                "%%",
                "é",
                "\u0000",
                "[",
                "1/0",
                "10^99999999",
                "?",
                "dB[SPL]"
            })
    void unitThatDoesNotMeasureGasIsUnknown(String unit) {
        assertThat(units.conversion(unit, Quantity.CH4)).isEmpty();
    }
}
