package kz.qalqan.telemetry;

import java.util.Arrays;
import java.util.Locale;

/** What kind of place a zone is: limits belong to it, not to the sensor (domain 3.1, 8a.1). */
public enum LocationType {
    /** Air going in. */
    INTAKE,
    /** Longwall or other working face. */
    FACE,
    /** Blind heading. */
    HEADING,
    /** Return air of one section. */
    SECTION_RETURN,
    /** Return air of a wing or of the mine. */
    MINE_RETURN,
    /** Drift along or behind the goaf. */
    GOAF_DRIFT,
    /** Roof cavity, machine, upper corner. */
    LOCAL_ACCUMULATION,
    /** Bleeder air. */
    BLEEDER,
    BELT,
    HAULAGE,
    /** Ore mining panel or stope. */
    PANEL,
    RAMP,
    CRUSHER,
    WORKSHOP,
    /** Battery charging chamber. */
    CHARGING,
    SUBSTATION,
    MAIN_FAN,
    /** Vacuum pump station of the methane drainage. */
    DEGASSING_STATION,
    /** Drainage wells and their pipes. */
    WELLS,
    /** Gas suction duct. */
    DUCT,
    /** Behind a seal. */
    SEALED,
    SHAFT,
    SURFACE;

    /** The name in a plan: lower case with hyphens. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The type with this name.
     *
     * @throws IllegalArgumentException listing what is allowed
     */
    public static LocationType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("location '" + word + "': allowed are "
                        + Arrays.stream(values()).map(LocationType::word).toList()));
    }
}
