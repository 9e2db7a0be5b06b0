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

    /** What field devices write and UCUM does not know. */
    private static final Map<String, String> NICKNAMES = Map.of(
            "ppm", "[ppm]",
            "ppb", "[ppb]",
            "vol%", "%",
            "%vol", "%",
            "% vol", "%",
            "°C", "Cel",
            "psi", "[psi]");

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
            found = workOut(NICKNAMES.getOrDefault(unit, unit), quantity.unit());
            remember(ofQuantity, unit, found);
        }
        return found;
    }

    /** Units come from outside: what is remembered of them is bounded. */
    private void remember(Map<String, Optional<Conversion>> ofQuantity, String unit, Optional<Conversion> found) {
        if (remembered < Limits.UNITS_MAX) {
            ofQuantity.put(unit, found);
            remembered++;
        }
    }

    private Optional<Conversion> workOut(String from, String to) {
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
        return Optional.of(divides ? new Conversion(1, inverse, offset) : new Conversion(factor, 1, offset));
    }
}
