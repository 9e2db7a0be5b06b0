package kz.qalqan.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What of a sensor a limit is compared with: its value, or a number worked out of it.
 *
 * <p>Threads: immutable.
 *
 * @param kind how it is worked out
 * @param span over which time; zero where the kind has none
 * @param resolution step of the ambient memory, in the quantity's unit; zero where the kind has none
 * @param least value of the sensor below which the limit is not reached whatever the number; −∞ where there is none
 * @param deviations standard deviations above its mean up to which something is background; zero where the kind has
 *     none
 */
public record Measure(Kind kind, Duration span, double resolution, double least, double deviations) {

    /** How the number is worked out. */
    public enum Kind {
        /** The value as it is. */
        VALUE(""),
        /** Ground motion as it is at the excavation's skin: nine times what the network measures (domain row 36). */
        AT_SKIN(""),
        /** Arithmetic mean of the span. */
        MEAN(""),
        /** Slope of the line through the span, a minute. */
        SLOPE("/min"),
        /** The newest value above the least of the span. */
        RISE(""),
        /** The newest value below the greatest of the span. */
        FALL(""),
        /** Distance between the extremes of the span. */
        RANGE(""),
        /** The value above the place's ambient. */
        ABOVE_AMBIENT(""),
        /** The value as a share of the place's ambient, percent. */
        SHARE_OF_AMBIENT("%"),
        /** How far the greatest of the span stays below what the air up-wind brought at least through the same span. */
        BELOW_UPWIND(""),
        /** How much faster the newer half of the span rises than the older half, an hour. */
        SPEED_UP("/h"),
        /** Mean of the newest tenth of the span over the mean of all of it. */
        STA_LTA("1"),
        /** Events of the last hour where they stand out from the week's background. */
        EVENTS_STANDING_OUT("/h"),
        /** Energy of the running shift where it stands out from the shifts before. */
        ENERGY_STANDING_OUT("J"),
        /** How far the b-value fell. */
        B_VALUE_FALL("1"),
        /** Events of the last hour while the rock is not calm after a blast or a large event, else 0. */
        AFTERSHOCKS("/h"),
        /** Sound of the shift, energy mean on eight hours. */
        SHIFT_ENERGY(""),
        /** Vibration of the shift, root mean square on eight hours. */
        SHIFT_SQUARE(""),
        /** Concentration of the shift as a multiple of the hygienic limit of those who work in the zone. */
        SHIFT_OF_MAC("1"),
        /** Index of wet bulb and globe, mean of the span (domain 2.4). */
        HEAT_INDEX(""),
        /** Hours since the newest reading. */
        HOURS_UNREAD("h"),
        /** Share of the methane that is drained and not ventilated, the greatest mean of the last three days. */
        DRAINAGE_EFFICIENCY("%"),
        /** Graham's ratio of the sample. */
        GRAHAM("1"),
        /** Jones and Trickett's ratio of the sample. */
        JONES_TRICKETT("1"),
        /** 1 where the sample can explode, else 0. */
        EXPLOSIVE("1");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'of' is '" + word + "': allowed are "
                            + Arrays.stream(values()).map(Kind::word).toList()));
        }
    }

    /** The value as it is. */
    static final Measure PLAIN = new Measure(Kind.VALUE, Duration.ZERO, 0, Double.NEGATIVE_INFINITY, 0);

    /** Whether a single value is compared. */
    boolean single() {
        return kind == Kind.VALUE || kind == Kind.AT_SKIN;
    }

    static Measure of(JsonNode row) {
        if (!row.has("of")) {
            return PLAIN;
        }
        return new Measure(
                Kind.of(row.path("of").asText()),
                Duration.ofSeconds(row.path("span").asLong()),
                row.path("resolution").asDouble(),
                row.has("while") ? row.path("while").asDouble() : Double.NEGATIVE_INFINITY,
                row.path("deviations").asDouble());
    }

    /** Unit of the number, where the sensor's own is {@code own}. */
    String unit(String own) {
        boolean counts = kind == Kind.EVENTS_STANDING_OUT || kind == Kind.AFTERSHOCKS;
        return kind.unit.startsWith("/") && !counts ? own + kind.unit : kind.unit.isEmpty() ? own : kind.unit;
    }
}
