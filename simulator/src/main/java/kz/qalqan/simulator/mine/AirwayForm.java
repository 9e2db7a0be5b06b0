package kz.qalqan.simulator.mine;

import kz.qalqan.telemetry.LocationType;

/**
 * What the air of a kind of place is like. Typical numbers of a middling mine, chosen and not measured.
 *
 * @param weight share of its parent's air, and its own air where it has no parent, cubic metres a second
 * @param area cross-section, square metres
 * @param plug volume passed unmixed, cubic metres
 * @param cell volume well mixed around the sensors, cubic metres
 * @param tail volume passed unmixed from there to the zone's end, cubic metres
 * @param rise methane its make adds at nominal flow in a coal mine, percent
 */
record AirwayForm(double weight, double area, double plug, double cell, double tail, double rise) {
    private static final AirwayForm OTHER = new AirwayForm(6, 12, 60, 60, 10, 0.01);

    /** The form of a kind of place. */
    static AirwayForm of(LocationType location) {
        return switch (location) {
            case INTAKE -> new AirwayForm(24, 11, 60, 60, 10, 0.025);
            case FACE -> new AirwayForm(24, 9, 8, 24, 10, 0.34);
            case SECTION_RETURN -> new AirwayForm(18, 11, 160, 60, 250, 0.01);
            case GOAF_DRIFT -> new AirwayForm(6, 5, 90, 40, 60, 0.02);
            case HEADING -> new AirwayForm(7, 11, 60, 60, 10, 0.30);
            case MINE_RETURN -> new AirwayForm(60, 14, 250, 1500, 10, 0.02);
            case BELT -> new AirwayForm(14, 11, 100, 100, 10, 0.08);
            case SEALED -> new AirwayForm(0.5, 1, 5, 10, 10, 0.25);
            case DEGASSING_STATION -> new AirwayForm(2, 4, 5, 60, 10, 0.12);
            case WELLS -> new AirwayForm(50, 50, 50, 100, 10, 0.03);
            case PANEL -> new AirwayForm(14, 16, 150, 200, 10, 0.01);
            case RAMP -> new AirwayForm(42, 18, 200, 200, 10, 0.01);
            case HAULAGE -> new AirwayForm(20, 16, 200, 200, 10, 0.01);
            case CRUSHER -> new AirwayForm(20, 20, 50, 200, 10, 0.01);
            case WORKSHOP -> new AirwayForm(8, 14, 50, 200, 10, 0.01);
            case CHARGING -> new AirwayForm(3, 6, 20, 60, 10, 0.02);
            case SUBSTATION -> new AirwayForm(3, 6, 20, 60, 10, 0.02);
            case MAIN_FAN -> new AirwayForm(60, 14, 50, 200, 10, 0);
            default -> OTHER;
        };
    }
}
