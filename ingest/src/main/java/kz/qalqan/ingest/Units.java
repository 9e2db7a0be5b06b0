package kz.qalqan.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.measure.IncommensurableException;
import javax.measure.MeasurementException;
import javax.measure.Unit;
import javax.measure.UnitConverter;
import javax.measure.format.UnitFormat;
import kz.qalqan.telemetry.Quantity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import systems.uom.ucum.format.UCUMFormat;
import systems.uom.ucum.format.UCUMFormat.Variant;
import systems.uom.ucum.internal.format.TokenMgrError;

/**
 * Converts what came into the one unit a quantity has inside Qalqan. The only class that knows the UCUM library.
 *
 * <p>A conversion is worked out once per unit and quantity. Where the factor is one over a whole number we divide, so
 * that 13,000 ppm is exactly 1.3 % and a limit means the same in both.
 *
 * <p>Threads: the ingest thread only.
 */
final class Units {
    private static final Logger log = LoggerFactory.getLogger(Units.class);

    /** Percent of the lower explosive limit, where the unit says which limit is meant: % CH4 of 1 % LEL. */
    private static final Map<String, Conversion> METHANE_OF_LEL = Map.of(
            "%LEL(4.4)", new Conversion(4.4, 100, 0),
            "%LEL(5)", new Conversion(1, 20, 0),
            "%LEL(5.0)", new Conversion(1, 20, 0));

    private static final Pattern LEL = Pattern.compile(".*(LEL|LFL|НКПР|НКПВ).*", Pattern.CASE_INSENSITIVE);
    private static final int NAME_MAX = 48;

    /** UCUM has it, its library does not. */
    private static final String BEL = "B[SPL]";

    private static final double LINEAR_WITHIN = 1e-9;
    private static final Pattern FORM = Pattern.compile("[!-~]{1,32}");

    private final UnitFormat ucum = UCUMFormat.getInstance(Variant.CASE_SENSITIVE);
    private final Map<Quantity, Map<String, Optional<Conversion>>> known = new HashMap<>();
    private int remembered;

    /**
     * A straight line: {@code value * factor / divisor + offset}.
     *
     * @param factor multiplies
     * @param divisor divides
     * @param offset is added
     */
    record Conversion(double factor, double divisor, double offset) {
        static final Conversion IDENTITY = new Conversion(1, 1, 0);

        double apply(double value) {
            return value * factor / divisor + offset;
        }
    }

    /**
     * How to get from {@code unit} to the quantity's own; empty when the unit is unknown or measures something else.
     */
    Optional<Conversion> conversion(String unit, Quantity quantity) {
        Map<String, Optional<Conversion>> ofQuantity = known.computeIfAbsent(quantity, q -> new HashMap<>());
        Optional<Conversion> found = ofQuantity.get(unit);
        if (found == null) {
            found = workOut(unit, quantity);
            remember(ofQuantity, unit, found);
        }
        return found;
    }

    /** Units come from outside: what is remembered of them is bounded. */
    private void remember(Map<String, Optional<Conversion>> ofQuantity, String unit, Optional<Conversion> found) {
        if (remembered < Limits.UNITS_MAX && unit.length() <= NAME_MAX) {
            ofQuantity.put(unit, found);
            remembered++;
        }
    }

    /** Why a unit was refused, for the people who set up the sender. */
    String trouble(String unit, Quantity quantity) {
        String what = "unit '" + unit + "' of " + quantity.code() + " does not convert to " + quantity.unit();
        if (quantity == Quantity.CH4 && LEL.matcher(unit).matches()) {
            return what + ": which explosive limit? '%LEL(4.4)' by IEC 60079-20-1, '%LEL(5.0)' by older standards";
        }
        return quantity == Quantity.PIPE_FLOW && unit.startsWith("N")
                ? what + ": normal cubic metres need pressure and temperature of the pipe"
                : what;
    }

    private Optional<Conversion> workOut(String unit, Quantity quantity) {
        if (unit.length() > NAME_MAX) {
            return Optional.empty();
        }
        Conversion named = quantity == Quantity.CH4 ? METHANE_OF_LEL.get(unit.replace(" ", "")) : null;
        if (quantity == Quantity.NOISE && unit.equals(BEL)) {
            return Optional.of(new Conversion(10, 1, 0));
        }
        return named != null
                ? Optional.of(named)
                : UnitNames.ucum(unit, quantity).flatMap(code -> byCode(code, quantity));
    }

    private Optional<Conversion> byCode(String code, Quantity quantity) {
        if (!UnitNames.isMassPerVolume(code) || !GasDensity.isGas(quantity)) {
            return between(code, quantity.unit());
        }
        Optional<Conversion> milligrams = between(code, "mg/m3");
        Optional<Conversion> shares = between("[ppm]", quantity.unit());
        if (milligrams.isEmpty() || shares.isEmpty()) {
            return Optional.empty();
        }
        double ppm = milligrams.get().apply(1) * GasDensity.ppmOfMilligram(quantity);
        return Optional.of(
                new Conversion(ppm * shares.get().factor(), shares.get().divisor(), 0));
    }

    private Optional<Conversion> between(String from, String to) {
        if (from.equals(to)) {
            return Optional.of(Conversion.IDENTITY);
        }
        if (!FORM.matcher(from).matches()) {
            return Optional.empty();
        }
        try {
            Unit<?> source = ucum.parse(from);
            Unit<?> target = ucum.parse(to);
            return line(source.getConverterToAny(target));
        } catch (MeasurementException | IncommensurableException | IllegalArgumentException | TokenMgrError e) {
            // A stranger's unit must not end the ingest thread: for odd characters the library throws an Error.
            log.debug("no conversion from '{}' to '{}'", from, to, e);
            return Optional.empty();
        }
    }

    private static Optional<Conversion> line(UnitConverter converter) {
        double offset = converter.convert(0.0);
        double factor = converter.convert(1.0) - offset;
        double expected = 1000 * factor + offset;
        boolean linear = Math.abs(converter.convert(1000.0) - expected) <= LINEAR_WITHIN * Math.abs(expected);
        if (!linear || factor == 0 || !Double.isFinite(factor) || !Double.isFinite(offset)) {
            return Optional.empty();
        }
        double inverse = Math.rint(1 / factor);
        boolean divides = Math.abs(factor) < 1 && Math.abs(1 / factor - inverse) <= LINEAR_WITHIN * Math.abs(inverse);
        return Optional.of(divides ? new Conversion(1, inverse, offset) : new Conversion(whole(factor), 1, offset));
    }

    /** A factor that only misses a whole number by the library's rounding is that number. */
    private static double whole(double factor) {
        double rounded = Math.rint(factor);
        return Math.abs(factor - rounded) <= LINEAR_WITHIN * Math.abs(factor) ? rounded : factor;
    }
}
