package kz.qalqan.telemetry;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is measured, with the one unit it has inside Qalqan. The codes are fixed (contract 3), the units are UCUM.
 *
 * <p>A {@code double} never travels without its quantity; other units are converted once, in ingest.
 */
public enum Quantity {
    CH4("ch4", "%", Kind.GAS),
    CO("co", "[ppm]", Kind.GAS),
    CO2("co2", "%", Kind.GAS),
    O2("o2", "%", Kind.GAS),
    H2S("h2s", "[ppm]", Kind.GAS),
    NO("no", "[ppm]", Kind.GAS),
    NO2("no2", "[ppm]", Kind.GAS),
    SO2("so2", "[ppm]", Kind.GAS),
    H2("h2", "%", Kind.GAS),
    NH3("nh3", "[ppm]", Kind.GAS),

    AIR_VELOCITY("air-velocity", "m/s", Kind.AIR),
    AIR_TEMPERATURE("air-temperature", "Cel", Kind.AIR),
    HUMIDITY("humidity", "%", Kind.AIR),
    WET_BULB("wet-bulb", "Cel", Kind.AIR),
    GLOBE_TEMPERATURE("globe-temperature", "Cel", Kind.AIR),
    /** Barometric pressure. */
    PRESSURE("pressure", "hPa", Kind.AIR),
    FAN_RUNNING("fan-running", "1", Kind.STATE),
    FAN_DEPRESSION("fan-depression", "Pa", Kind.AIR),

    DUST("dust", "mg/m3", Kind.EXPOSURE),
    /** A-weighted equivalent sound level. */
    NOISE("noise", "dB[SPL]", Kind.EXPOSURE),
    HAND_ARM_VIBRATION("hand-arm-vibration", "m/s2", Kind.EXPOSURE),
    WHOLE_BODY_VIBRATION("whole-body-vibration", "m/s2", Kind.EXPOSURE),
    ILLUMINANCE("illuminance", "lx", Kind.EXPOSURE),
    DOSE_RATE("dose-rate", "uSv/h", Kind.EXPOSURE),
    RADON("radon", "Bq/m3", Kind.EXPOSURE),

    /** Peak particle velocity. */
    PPV("ppv", "mm/s", Kind.ROCK),
    SEISMIC_ENERGY("seismic-energy", "J", Kind.ROCK),
    SEISMIC_MAGNITUDE("seismic-magnitude", "1", Kind.ROCK),
    SEISMIC_X("seismic-x", "m", Kind.ROCK),
    SEISMIC_Y("seismic-y", "m", Kind.ROCK),
    SEISMIC_Z("seismic-z", "m", Kind.ROCK),
    ROOF_DISPLACEMENT("roof-displacement", "mm", Kind.ROCK),
    SUPPORT_PRESSURE("support-pressure", "MPa", Kind.ROCK),

    POWER_ON("power-on", "1", Kind.STATE),
    DOOR_OPEN("door-open", "1", Kind.STATE),
    SMOKE("smoke", "1", Kind.STATE),
    BELT_RUNNING("belt-running", "1", Kind.STATE),
    PEOPLE_COUNT("people-count", "1", Kind.STATE),

    PIPE_CH4("pipe-ch4", "%", Kind.DEGASSING),
    PIPE_O2("pipe-o2", "%", Kind.DEGASSING),
    PIPE_VACUUM("pipe-vacuum", "kPa", Kind.DEGASSING),
    PIPE_FLOW("pipe-flow", "m3/min", Kind.DEGASSING),
    PIPE_TEMPERATURE("pipe-temperature", "Cel", Kind.DEGASSING),
    PUMP_RUNNING("pump-running", "1", Kind.STATE),
    GAS_CONTENT("gas-content", "m3/t", Kind.DEGASSING);

    /** The engineer's field a quantity belongs to. */
    public enum Kind {
        /** Mine gas in the air people breathe. */
        GAS,
        /** Ventilation and climate. */
        AIR,
        /** Occupational hygiene. */
        EXPOSURE,
        /** Rock mass. */
        ROCK,
        /** On and off, open and closed, counts. */
        STATE,
        /** Methane drainage. */
        DEGASSING
    }

    private static final Map<String, Quantity> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Quantity::code, Function.identity()));

    private final String code;
    private final String unit;
    private final Kind kind;

    Quantity(String code, String unit, Kind kind) {
        this.code = code;
        this.unit = unit;
        this.kind = kind;
    }

    /**
     * The quantity with this code.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Quantity of(String code) {
        Quantity found = BY_CODE.get(code);
        if (found == null) {
            throw new IllegalArgumentException("unknown quantity '" + code + "'");
        }
        return found;
    }

    /** Whether a quantity with this code exists. */
    public static boolean known(String code) {
        return BY_CODE.containsKey(code);
    }

    /** The name on the wire. */
    public String code() {
        return code;
    }

    /** The canonical unit, UCUM. */
    public String unit() {
        return unit;
    }

    public Kind kind() {
        return kind;
    }
}
