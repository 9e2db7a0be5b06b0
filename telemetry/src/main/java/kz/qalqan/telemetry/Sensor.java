package kz.qalqan.telemetry;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One quantity of one device, as the plan has it.
 *
 * @param id who measures what
 * @param zone name of the zone it stands in
 * @param location the kind of place, the zone's unless the plan says otherwise (an upper corner inside a face)
 * @param role what hangs on it
 * @param unit UCUM unit of its bare numbers on the wire
 * @param range where it measures properly, in the canonical unit
 * @param valid outside of it a number is a fault and no gas, in the canonical unit; wider than {@code range}
 * @param samplePeriod how often it sends
 * @param care calibration, response time and what it cuts
 * @param faultCodes numbers that mean a fault, as they stand on the wire, in {@code unit}: −1, 999, 32767
 * @param via the gateway its device speaks through; empty when the plan names none
 */
public record Sensor(
        SensorId id,
        String zone,
        LocationType location,
        Role role,
        String unit,
        Bounds range,
        Bounds valid,
        Duration samplePeriod,
        Care care,
        List<Double> faultCodes,
        String via) {

    /** What hangs on a sensor (domain 6.5). */
    public enum Role {
        REGISTERING,
        ALARMING,
        /** Its trip point cuts power: silent or distrusted it counts as tripped. */
        SWITCHING_OFF
    }

    /**
     * Closed bounds.
     *
     * @param min smallest allowed
     * @param max largest allowed
     */
    public record Bounds(double min, double max) {
        public Bounds {
            if (!(min <= max)) {
                throw new IllegalArgumentException("bounds [" + min + ", " + max + "]: min must not exceed max");
            }
        }

        /** Whether {@code value} lies inside; NaN does not. */
        public boolean holds(double value) {
            return value >= min && value <= max;
        }
    }

    /**
     * What the field engineer keeps in mind about a sensor.
     *
     * @param t90 time to 90 % of a step, from its certificate
     * @param calibrationDue the day it must be calibrated by; null when the plan sets none
     * @param cuts breakers it cuts
     * @param metresFromFace distance from the face; null where it makes no sense
     * @param skin measures on the excavation's skin (ground motion)
     * @param ambient what is normal at its place, approved and frozen, in the canonical unit; null where the median of
     *     the past stands for it (domain 8b, rows 15 and 16)
     */
    public record Care(
            Duration t90,
            @Nullable LocalDate calibrationDue,
            List<String> cuts,
            @Nullable Double metresFromFace,
            boolean skin,
            @Nullable Double ambient) {
        public Care {
            cuts = List.copyOf(cuts);
        }

        /** Nothing to keep in mind but the day it must be calibrated by. */
        public static Care due(@Nullable LocalDate calibrationDue) {
            return new Care(Duration.ZERO, calibrationDue, List.of(), null, false, null);
        }
    }

    public Sensor {
        Names.require("zone", zone);
        faultCodes = List.copyOf(faultCodes);
    }

    /** A sensor without fault codes, of a device whose gateway the plan does not name. */
    public Sensor(
            SensorId id,
            String zone,
            LocationType location,
            Role role,
            String unit,
            Bounds range,
            Bounds valid,
            Duration samplePeriod,
            Care care) {
        this(id, zone, location, role, unit, range, valid, samplePeriod, care, List.of(), "");
    }

    /** The same instrument hung up in another place: which limits would hold for it there. */
    public Sensor in(Zone other) {
        return new Sensor(
                id, other.id(), other.location(), role, unit, range, valid, samplePeriod, care, faultCodes, via);
    }

    /** Name of its site. */
    public String site() {
        return id.site();
    }

    /** What it measures. */
    public Quantity quantity() {
        return id.quantity();
    }

    /** Whether people's safety hangs on it, so that its silence alarms: every gas, fan, air and power sensor. */
    public boolean safety() {
        return role != Role.REGISTERING
                || quantity().kind() == Quantity.Kind.GAS
                || quantity() == Quantity.FAN_RUNNING
                || quantity() == Quantity.AIR_VELOCITY;
    }
}
