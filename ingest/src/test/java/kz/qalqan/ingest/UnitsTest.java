package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kz.qalqan.telemetry.Quantity;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UnitsTest {
    private final Units units = new Units();

    @ParameterizedTest
    @CsvSource({
        "CH4, [ppm], 13000, 1.3",
        "CH4, ppm, 10000, 1",
        "CH4, % vol, 1.5, 1.5",
        "CH4, % об., 1.5, 1.5",
        "CH4, 1, 0.013, 1.3",
        "CH4, [ppth], 10, 1",
        "CH4, [ppb], 20000000, 2",
        "CH4, %LEL(4.4), 25, 1.1",
        "CH4, %LEL(5.0), 20, 1",
        "CH4, % LEL(5), 30, 1.5",
        "CH4, g/m3, 6.5574, 1",
        "CO, %, 0.0017, 17",
        "CO, mg/m3, 20, 17.47",
        "CO, mg/m³, 20, 17.47",
        "CO, мг/м3, 20, 17.47",
        "NO2, mg/m3, 5, 2.659",
        "NO2, ug/m3, 5000, 2.659",
        "H2S, mg/m3, 10, 7.18",
        "SO2, mg/m3, 10, 3.819",
        "NH3, mg/m3, 20, 28.73",
        "CO2, mg/m3, 9000, 0.5003",
        "H2S, ppb, 5000, 5",
        "O2, %, 20.9, 20.9",
        "HUMIDITY, %RH, 55, 55",
        "HUMIDITY, 1, 0.55, 55",
        "AIR_VELOCITY, cm/s, 25, 0.25",
        "AIR_VELOCITY, ft/min, 100, 0.508",
        "AIR_VELOCITY, fpm, 100, 0.508",
        "AIR_VELOCITY, km/h, 3.6, 1",
        "AIR_VELOCITY, m/min, 15, 0.25",
        "AIR_VELOCITY, м/с, 4, 4",
        "AIR_TEMPERATURE, K, 300.15, 27",
        "AIR_TEMPERATURE, [degF], 212, 100",
        "AIR_TEMPERATURE, °F, 212, 100",
        "AIR_TEMPERATURE, F, 212, 100",
        "AIR_TEMPERATURE, °C, 21, 21",
        "AIR_TEMPERATURE, C, 21, 21",
        "WET_BULB, ℃, 21, 21",
        "GLOBE_TEMPERATURE, °С, 21, 21",
        "PRESSURE, kPa, 101.3, 1013",
        "PRESSURE, Pa, 101300, 1013",
        "PRESSURE, mbar, 1013, 1013",
        "PRESSURE, bar, 1.013, 1013",
        "PRESSURE, mmHg, 760, 1013.25",
        "PRESSURE, мм рт. ст., 760, 1013.25",
        "PRESSURE, inHg, 29.92, 1013.2",
        "PRESSURE, atm, 1, 1013.25",
        "PRESSURE, [psi], 14.7, 1013.5",
        "FAN_DEPRESSION, kPa, 2.4, 2400",
        "FAN_DEPRESSION, mmH2O, 250, 2451.7",
        "FAN_DEPRESSION, inH2O, 10, 2490.9",
        "FAN_DEPRESSION, мм вод. ст., 250, 2451.7",
        "DUST, ug/m3, 4000, 4",
        "DUST, µg/m³, 4000, 4",
        "DUST, g/m3, 0.004, 4",
        "NOISE, dB[SPL], 80, 80",
        "NOISE, dBA, 80, 80",
        "NOISE, dB(A), 80, 80",
        "NOISE, B[SPL], 8, 80",
        "HAND_ARM_VIBRATION, [g], 1, 9.80665",
        "WHOLE_BODY_VIBRATION, g, 0.1, 0.980665",
        "WHOLE_BODY_VIBRATION, mm/s2, 500, 0.5",
        "ILLUMINANCE, lux, 50, 50",
        "ILLUMINANCE, klx, 0.05, 50",
        "DOSE_RATE, mSv/h, 1, 1000",
        "DOSE_RATE, µSv/h, 0.2, 0.2",
        "RADON, kBq/m3, 0.2, 200",
        "RADON, pCi/L, 4, 148",
        "PPV, m/s, 0.05, 50",
        "PPV, in/s, 2, 50.8",
        "SEISMIC_ENERGY, kJ, 10, 10000",
        "SEISMIC_ENERGY, MJ, 0.1, 100000",
        "SEISMIC_X, km, 1.5, 1500",
        "ROOF_DISPLACEMENT, cm, 1.2, 12",
        "ROOF_DISPLACEMENT, in, 1, 25.4",
        "SUPPORT_PRESSURE, bar, 350, 35",
        "SUPPORT_PRESSURE, kgf/cm2, 350, 34.323",
        "SUPPORT_PRESSURE, кгс/см2, 350, 34.323",
        "SUPPORT_PRESSURE, psi, 5000, 34.474",
        "PIPE_CH4, ppm, 400000, 40",
        "PIPE_VACUUM, mmHg, 150, 19.998",
        "PIPE_VACUUM, mbar, 200, 20",
        "PIPE_FLOW, m3/h, 60, 1",
        "PIPE_FLOW, м3/ч, 60, 1",
        "PIPE_FLOW, L/min, 60000, 60",
        "PIPE_FLOW, L/s, 100, 6",
        "PIPE_FLOW, m3/s, 1, 60",
        "PIPE_FLOW, cfm, 100, 2.8317",
        "PIPE_TEMPERATURE, K, 300.15, 27",
        "GAS_CONTENT, mL/g, 9, 9",
        "GAS_CONTENT, м3/т, 9, 9",
        "PEOPLE_COUNT, 1, 3, 3"
    })
    void convertsToTheQuantitysOwnUnit(Quantity quantity, String unit, double from, double to) {
        double converted = units.conversion(unit, quantity).orElseThrow().apply(from);

        assertThat(converted).isCloseTo(to, Percentage.withPercentage(exact(unit) ? 1e-9 : 0.02));
    }

    /** Units whose factor is a defined number; the others are given here in four digits. */
    private static boolean exact(String unit) {
        return !unit.matches(".*(g/m|г/м|Hg|рт|H2O|вод|psi|kgf|кгс|cfm).*");
    }

    /** 25 °C and not 20 °C: at 20 °C ten milligrams of SO2 would stay below its 3.8 ppm (domain 8, rule 21). */
    @ParameterizedTest
    @CsvSource({"CO, 20, 17", "NO2, 5, 2.6", "H2S, 10, 7.1", "SO2, 10, 3.8"})
    void limitInMilligramsIsNeverBelowTheLimitInPpm(Quantity gas, double milligrams, double limitPpm) {
        assertThat(units.conversion("mg/m3", gas).orElseThrow().apply(milligrams))
                .isGreaterThanOrEqualTo(limitPpm);
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
    @CsvSource(
            delimiter = ';',
            value = {
                "CH4; %LEL; which explosive limit? '%LEL(4.4)'",
                "CH4; % LEL; which explosive limit?",
                "CH4; %НКПР; which explosive limit?",
                "CH4; %{LEL}; which explosive limit?",
                "CO; %LEL(4.4); does not convert to [ppm]",
                "CH4; %RH; unit '%RH' of ch4 does not convert to %",
                "CH4; %{vol}; does not convert",
                "CH4; mol/mol; does not convert",
                "CH4; rad; does not convert",
                "CH4; dBA; does not convert",
                "HUMIDITY; [ppm]; does not convert to %",
                "HUMIDITY; g/m3; does not convert to %",
                "DUST; ppm; does not convert to mg/m3",
                "AIR_VELOCITY; m3/s; does not convert to m/s",
                "AIR_TEMPERATURE; A; does not convert to Cel",
                "PIPE_FLOW; Nm3/h; normal cubic metres",
                "NOISE; dB(C); does not convert to dB[SPL]",
                "NOISE; dBm; does not convert to dB[SPL]",
                "FAN_RUNNING; %; does not convert to 1",
                "DOSE_RATE; uSv; does not convert to uSv/h",
                "SEISMIC_ENERGY; 1; does not convert to J"
            })
    void unitThatMeasuresSomethingElseIsRefusedWithTheReason(Quantity quantity, String unit, String why) {
        assertThat(units.conversion(unit, quantity)).isEmpty();
        assertThat(units.trouble(unit, quantity)).contains(why);
    }

    @ParameterizedTest
    @EnumSource(Quantity.class)
    void strangeUnitsAreNoUnitsOfAnything(Quantity quantity) {
        for (String odd : List.of(
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
                "{}",
                "{%}",
                "m{",
                "x".repeat(1_000))) {
            assertThat(units.conversion(odd, quantity)).as(odd).isEmpty();
        }
    }
}
