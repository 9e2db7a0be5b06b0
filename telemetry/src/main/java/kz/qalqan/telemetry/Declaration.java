package kz.qalqan.telemetry;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person declared about the mine (contract 5, {@code POST /declarations}).
 *
 * @param type what is declared
 * @param site name of the site
 * @param zone the zone it concerns; null when it concerns one sensor
 * @param sensor the sensor it concerns; null when it concerns a zone
 * @param until when it ends by itself; null when it is a moment
 * @param by account of who declared it
 * @param details further fields as they came, for example {@code value} of a portable reading, {@code note}
 */
public record Declaration(
        Type type,
        String site,
        @Nullable String zone,
        @Nullable SensorId sensor,
        @Nullable Instant until,
        String by,
        Map<String, String> details)
        implements ControlEntry {

    /** Kinds of declaration. Stored by name: append only. */
    public enum Type {
        BLAST,
        BYPASS,
        CALIBRATION_START,
        CALIBRATION_DONE,
        PORTABLE_READING,
        /** Power may be given back after a cut: unlocks. */
        RESTORE,
        /** A head was tested after over-range: unlocks. */
        BUMP_TEST;

        /** The name on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * The type with this name on the wire.
         *
         * @throws IllegalArgumentException listing what is allowed
         */
        public static Type of(String word) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("declaration type '" + word + "': allowed are "
                            + Arrays.stream(values()).map(Type::word).toList()));
        }
    }

    public Declaration {
        details = Map.copyOf(details);
    }

    @Override
    public void visit(Visitor visitor) {
        visitor.declaration(this);
    }
}
