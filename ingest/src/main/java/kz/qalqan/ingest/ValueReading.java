package kz.qalqan.ingest;

import java.util.Locale;
import java.util.Map;
import kz.qalqan.ingest.RawValue.Word;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Sensor;

/**
 * Reads single numbers by the rules of the door: a value of an imported past gets the unit and the marks it would have
 * got from the broker.
 *
 * <p>Threads: one.
 */
public final class ValueReading {
    private static final Map<String, Quality> WORDS = Map.of(
            "over-range", Quality.of(Mark.OVER_RANGE),
            "under-range", Quality.of(Mark.UNDER_RANGE),
            "late", Quality.of(Mark.LATE),
            "clock-corrected", Quality.of(Mark.CLOCK_CORRECTED),
            "conflict", Quality.of(Mark.CONFLICT),
            "place-mismatch", Quality.of(Mark.PLACE_MISMATCH),
            "fault", Quality.of(Mark.FAULT));

    private final Units units = new Units();

    /**
     * A value in the canonical unit and how far it can be trusted.
     *
     * @param value the value; NaN for a fault without one
     * @param quality its marks
     */
    public record Value(double value, Quality quality) {}

    /**
     * Converts and marks a number.
     *
     * @param unit UCUM; empty for the sensor's own
     * @param word for its quality, as the wire or {@link Quality#word} has it; empty for none
     * @throws IllegalArgumentException when unit or word is unknown
     */
    public Value of(Sensor sensor, double number, String unit, String word) {
        String written = unit.isEmpty() ? sensor.unit() : unit;
        Units.Conversion conversion = units.conversion(written, sensor.quantity())
                .orElseThrow(() -> new IllegalArgumentException("unit '" + written + "' of "
                        + sensor.quantity().code() + " does not convert to "
                        + sensor.quantity().unit()));
        double value = conversion.apply(number);
        Quality said = WORDS.get(word);
        Quality judged = Marks.ofValue(value, number, sensor, said == null ? word(word) : Word.GOOD);
        return new Value(
                Double.isFinite(value) ? value : Double.NaN,
                said == null ? judged : new Quality(judged.bits() | said.bits()));
    }

    private static Word word(String word) {
        try {
            return word.isEmpty() ? Word.GOOD : Word.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "quality '" + word + "': allowed are good, uncertain, historical, bad and " + WORDS.keySet(), e);
        }
    }
}
