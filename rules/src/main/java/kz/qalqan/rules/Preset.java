package kz.qalqan.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * The limits a kind of mine starts from: data, with the source of every number. None is the law of a country.
 *
 * <p>Threads: immutable.
 *
 * @param name its name
 * @param version its version
 * @param rows its limits
 * @param calibration how often sensors are calibrated
 * @param bypass when a detector may be bypassed; null when never
 */
record Preset(
        String name,
        String version,
        List<Row> rows,
        Calibration calibration,
        @Nullable Bypass bypass) {

    /** Presets shipped. */
    static final List<String> SHIPPED =
            List.of("kz-default", "kz-ore", "rf-coal", "us-coal", "us-metal", "queensland", "china-coal");

    /**
     * How often sensors are calibrated where the plan does not say (domain row 45).
     *
     * @param gasDays days a gas sensor may go without
     * @param oxygenShifts shifts an oxygen sensor may go without
     * @param graveDays days overdue that make it graver
     * @param source source id of the numbers
     */
    record Calibration(int gasDays, int oxygenShifts, int graveDays, String source) {}

    /**
     * One limit for several kinds of place.
     *
     * @param locations where it holds; empty for everywhere
     * @param numbers value, end and delays
     */
    record Row(
            String rule,
            String level,
            Set<LocationType> locations,
            Quantity quantity,
            Bound bound,
            Limit.Numbers numbers,
            String source,
            boolean auxiliary,
            boolean place,
            boolean momentary,
            @Nullable Quantity plus,
            Measure of) {

        boolean holdsAt(LocationType location) {
            return locations.isEmpty() || locations.contains(location);
        }

        /** Whether the preset has no number of its own, so that it holds only where the plan sets one. */
        boolean setByPlan() {
            return Double.isInfinite(numbers.value());
        }

        String scopeAt(LocationType location) {
            return locations.isEmpty() ? "site" : "location:" + location.word();
        }
    }

    /**
     * The preset of this name.
     *
     * @throws IllegalArgumentException naming what is allowed
     */
    static Preset named(String name) {
        if (!SHIPPED.contains(name)) {
            throw new IllegalArgumentException("preset '" + name + "': allowed are " + SHIPPED);
        }
        JsonNode file = Resources.json("presets/" + name + ".json");
        List<Row> rows = new ArrayList<>();
        file.path("limits").forEach(node -> rows.add(row(node)));
        Preset base = file.has("base") ? named(file.path("base").asText()) : null;
        if (base != null) {
            rows.addAll(0, inherited(base, file.path("without"), rows));
        }
        return new Preset(
                name,
                file.path("version").asText(),
                List.copyOf(rows),
                base == null || file.has("calibration") ? calibration(file.path("calibration")) : base.calibration(),
                file.has("bypass") ? bypass(file.path("bypass")) : null);
    }

    private static Calibration calibration(JsonNode node) {
        return new Calibration(
                node.path("gas-days").asInt(),
                node.path("oxygen-shifts").asInt(),
                node.path("grave-days").asInt(),
                node.path("source").asText());
    }

    private static Bypass bypass(JsonNode node) {
        return new Bypass(
                Duration.ofMinutes(node.path("minutes").asLong()),
                node.path("portable-below").asDouble(),
                node.path("source").asText());
    }

    /** The preset with limits of the mine's own rules behind its own. */
    Preset with(List<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more);
        return more.isEmpty() ? this : new Preset(name, version, List.copyOf(all), calibration, bypass);
    }

    /** What a preset keeps of the one it is based on: all it neither says otherwise nor leaves out. */
    private static List<Row> inherited(Preset base, JsonNode without, List<Row> own) {
        Set<String> said = new HashSet<>();
        own.forEach(row -> said.add(Statement.name(row.rule(), row.level())));
        Set<String> left = new HashSet<>();
        without.forEach(rule -> left.add(rule.asText()));
        return base.rows().stream()
                .filter(row -> !said.contains(Statement.name(row.rule(), row.level())) && !left.contains(row.rule()))
                .toList();
    }

    private static Row row(JsonNode node) {
        Set<LocationType> locations = EnumSet.noneOf(LocationType.class);
        node.path("locations").forEach(word -> locations.add(LocationType.of(word.asText())));
        Bound bound = Bound.valueOf(node.path("bound").asText().toUpperCase(Locale.ROOT));
        return new Row(
                node.path("rule").asText(),
                node.path("level").asText(),
                locations,
                Quantity.of(node.path("quantity").asText()),
                bound,
                new Limit.Numbers(
                        node.has("value") ? node.path("value").asDouble() : bound.never(),
                        node.path("dead-band").asDouble(),
                        node.has("off") ? node.path("off").asDouble() : null,
                        Duration.ofSeconds(node.path("on-delay").asLong()),
                        Duration.ofSeconds(node.path("off-delay").asLong())),
                node.path("source").asText(),
                node.path("auxiliary").asBoolean(),
                node.path("place").asBoolean(),
                node.path("momentary").asBoolean(),
                node.has("plus") ? Quantity.of(node.path("plus").asText()) : null,
                Measure.of(node));
    }
}
