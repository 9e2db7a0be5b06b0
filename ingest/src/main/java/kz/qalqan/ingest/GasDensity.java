package kz.qalqan.ingest;

import kz.qalqan.telemetry.Quantity;

/**
 * Mass of a gas in air as its share: an ideal gas at 25 °C and 101.325 kPa (ADR 33).
 *
 * <p>Molar masses in g/mol from the abridged standard atomic weights of IUPAC (2021).
 */
final class GasDensity {
    /** R · 298.15 K / 101,325 Pa, in litres. */
    static final double LITRES_PER_MOLE = 8.314_462_618 * 298.15 / 101_325 * 1_000;

    private GasDensity() {}

    /** Parts per million of one milligram in a cubic metre. */
    static double ppmOfMilligram(Quantity gas) {
        return LITRES_PER_MOLE / molarMass(gas);
    }

    /** Whether there is one gas to weigh. */
    static boolean isGas(Quantity quantity) {
        return molarMass(quantity) > 0;
    }

    private static double molarMass(Quantity gas) {
        return switch (gas) {
            case CH4, PIPE_CH4 -> 16.043;
            case CO -> 28.010;
            case CO2 -> 44.009;
            case O2, PIPE_O2 -> 31.998;
            case H2S -> 34.076;
            case NO -> 30.006;
            case NO2 -> 46.005;
            case SO2 -> 64.058;
            case H2 -> 2.016;
            case NH3 -> 17.031;
            default -> 0;
        };
    }
}
