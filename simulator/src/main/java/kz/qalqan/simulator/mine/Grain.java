package kz.qalqan.simulator.mine;

import kz.qalqan.telemetry.Quantity;

/**
 * How finely an instrument shows a quantity and how much it trembles.
 *
 * @param digits decimal places of the display
 * @param tremble deviation of a single value, in the canonical unit
 */
record Grain(int digits, double tremble) {
    /** The usual instrument for a quantity. */
    static Grain of(Quantity quantity) {
        return switch (quantity) {
            case CH4, NO2, H2 -> new Grain(2, 0.006);
            case O2, CO2 -> new Grain(2, 0.012);
            case CO, NO, H2S, SO2, NH3 -> new Grain(1, 0.12);
            case AIR_VELOCITY -> new Grain(2, 0.02);
            case AIR_TEMPERATURE, WET_BULB, GLOBE_TEMPERATURE, PIPE_TEMPERATURE -> new Grain(1, 0.06);
            case HUMIDITY, PIPE_CH4, PIPE_O2 -> new Grain(1, 0.15);
            case PRESSURE -> new Grain(1, 0.06);
            case FAN_DEPRESSION -> new Grain(0, 8);
            case DUST -> new Grain(1, 0.15);
            case NOISE -> new Grain(1, 0.8);
            case HAND_ARM_VIBRATION, WHOLE_BODY_VIBRATION -> new Grain(2, 0.03);
            case ILLUMINANCE, RADON -> new Grain(0, 2);
            case DOSE_RATE, GAS_CONTENT, SEISMIC_MAGNITUDE -> new Grain(2, 0.005);
            case PPV -> new Grain(3, 0);
            case SEISMIC_ENERGY -> new Grain(0, 0);
            case SEISMIC_X, SEISMIC_Y, SEISMIC_Z -> new Grain(1, 0);
            case ROOF_DISPLACEMENT, SUPPORT_PRESSURE -> new Grain(1, 0.05);
            case PIPE_VACUUM, PIPE_FLOW -> new Grain(1, 0.12);
            case FAN_RUNNING, POWER_ON, DOOR_OPEN, SMOKE, BELT_RUNNING, PEOPLE_COUNT, PUMP_RUNNING -> new Grain(0, 0);
        };
    }
}
