package kz.qalqan.simulator.mine;

import kz.qalqan.telemetry.Quantity;

/** What nobody has to answer for, with room to the limits of domain 8. */
final class Calm {
    private Calm() {}

    static boolean holds(Quantity quantity, double value) {
        return switch (quantity) {
            case CO -> value < 12;
            case CO2 -> value < 0.4;
            case O2 -> value > 20.5;
            case H2 -> value < 0.2;
            case NO, NO2 -> value < 1.6;
            case SO2, H2S -> value < 2;
            case AIR_VELOCITY -> value > 0.3;
            case FAN_RUNNING, POWER_ON, PUMP_RUNNING -> value == 1;
            case DOOR_OPEN -> value == 0;
            case PIPE_CH4 -> value > 40;
            case PIPE_O2 -> value < 5;
            case PIPE_VACUUM -> value > 15;
            case SEISMIC_ENERGY -> value < 5e4;
            case SEISMIC_MAGNITUDE -> value < 0.5;
            case PPV -> value < 5;
            case NOISE -> value < 95;
            case DUST -> value < 12;
            default -> true;
        };
    }
}
