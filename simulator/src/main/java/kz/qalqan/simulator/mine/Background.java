package kz.qalqan.simulator.mine;

import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;

/**
 * What a quantity is like where nothing happens: a level, and how far it wanders around it.
 *
 * <p>Every level lies well inside the limits of domain 8; noise and dust lie in classes 2 to 3.2 of domain 2.
 *
 * @param level middle, in the canonical unit
 * @param swing furthest from the middle
 * @param period of the slowest wave, seconds
 */
record Background(double level, double swing, double period) {
    private static final double MINUTES = 60;
    private static final double HOURS = 3600;

    /** The background of a sensor, by what and where it measures. */
    static Background of(Sensor sensor) {
        Quantity quantity = sensor.quantity();
        return switch (quantity.kind()) {
            case GAS -> gas(quantity, sensor.location());
            case AIR -> air(quantity, sensor.location());
            case EXPOSURE -> exposure(quantity, sensor.location());
            case ROCK -> rock(quantity);
            case STATE -> state(quantity);
            case DEGASSING -> degassing(quantity);
        };
    }

    /** The value at a time. */
    double at(double seconds, Noise noise) {
        return level + swing * noise.wander(seconds, period);
    }

    private static Background gas(Quantity quantity, LocationType location) {
        double fumes = fumes(location);
        return switch (quantity) {
            case CO -> new Background(1.2 + 5 * fumes, 0.5 + fumes, 25 * MINUTES);
            case NO2 -> new Background(0.05 + 0.5 * fumes, 0.02 + 0.12 * fumes, 20 * MINUTES);
            case NO -> new Background(0.2 + 0.6 * fumes, 0.1 + 0.2 * fumes, 20 * MINUTES);
            case SO2 -> new Background(0.4, 0.15, 30 * MINUTES);
            case H2S -> new Background(0.5, 0.2, 30 * MINUTES);
            case CO2 -> new Background(0.09 + 0.06 * fumes, 0.02, 40 * MINUTES);
            case H2 -> new Background(0.03, 0.01, 30 * MINUTES);
            case NH3 -> new Background(1, 0.3, 30 * MINUTES);
            case O2 -> new Background(20.9, 0.01, HOURS);
            default -> new Background(0, 0, HOURS);
        };
    }

    /** How much exhaust a place sees: 0 fresh air, 1 a loader's working place. */
    private static double fumes(LocationType location) {
        return switch (location) {
            case PANEL, HAULAGE, RAMP -> 1;
            case WORKSHOP, MINE_RETURN, MAIN_FAN, CRUSHER -> 0.7;
            case BELT, SECTION_RETURN, GOAF_DRIFT, HEADING, SEALED -> 0.35;
            case FACE -> 0.25;
            default -> 0.1;
        };
    }

    private static Background air(Quantity quantity, LocationType location) {
        boolean intake = location == LocationType.INTAKE || location == LocationType.SURFACE;
        return switch (quantity) {
            case AIR_TEMPERATURE -> new Background(intake ? 14 : 21, 0.6, 2 * HOURS);
            case HUMIDITY -> new Background(intake ? 68 : 86, 2, 2 * HOURS);
            case WET_BULB -> new Background(18.5, 0.4, 2 * HOURS);
            case GLOBE_TEMPERATURE -> new Background(21.5, 0.5, 2 * HOURS);
            case PRESSURE -> new Background(location == LocationType.MAIN_FAN ? 951 : 1006, 0.25, 6 * HOURS);
            case FAN_DEPRESSION -> new Background(2350, 40, 30 * MINUTES);
            default -> new Background(1.2, 0.1, 20 * MINUTES);
        };
    }

    private static Background exposure(Quantity quantity, LocationType location) {
        boolean working =
                location == LocationType.FACE || location == LocationType.HEADING || location == LocationType.CRUSHER;
        boolean ore = location == LocationType.PANEL
                || location == LocationType.RAMP
                || location == LocationType.HAULAGE
                || location == LocationType.CRUSHER;
        return switch (quantity) {
            case NOISE -> new Background(working || ore ? 88 : 79, 2.5, 15 * MINUTES);
            case DUST -> new Background(ore ? 2.4 : working ? 7.5 : 3.2, ore ? 0.5 : 0.8, 20 * MINUTES);
            case HAND_ARM_VIBRATION -> new Background(2.2, 0.25, 15 * MINUTES);
            case WHOLE_BODY_VIBRATION -> new Background(0.6, 0.1, 15 * MINUTES);
            case ILLUMINANCE -> new Background(75, 6, HOURS);
            case DOSE_RATE -> new Background(0.16, 0.01, HOURS);
            default -> new Background(110, 15, 3 * HOURS);
        };
    }

    private static Background rock(Quantity quantity) {
        return switch (quantity) {
            case ROOF_DISPLACEMENT -> new Background(12, 0.2, 6 * HOURS);
            case SUPPORT_PRESSURE -> new Background(24, 1.5, 40 * MINUTES);
            default -> new Background(0, 0, HOURS);
        };
    }

    private static Background state(Quantity quantity) {
        return switch (quantity) {
            case FAN_RUNNING, POWER_ON, BELT_RUNNING, PUMP_RUNNING -> new Background(1, 0, HOURS);
            default -> new Background(0, 0, HOURS);
        };
    }

    private static Background degassing(Quantity quantity) {
        return switch (quantity) {
            case PIPE_CH4 -> new Background(48, 3, 2 * HOURS);
            case PIPE_O2 -> new Background(3.5, 0.4, 2 * HOURS);
            case PIPE_VACUUM -> new Background(22, 1, HOURS);
            case PIPE_FLOW -> new Background(14, 1, HOURS);
            case PIPE_TEMPERATURE -> new Background(18, 0.5, 3 * HOURS);
            default -> new Background(7.4, 0.02, 6 * HOURS);
        };
    }
}
