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
 */
record Preset(String name, String version, List<Row> rows) {

    /** Presets shipped. */
    static final List<String> SHIPPED =
            List.of("kz-default", "kz-ore", "rf-coal", "us-coal", "us-metal", "queensland", "china-coal");

    /**
     * One limit for several kinds of place.
     *
     * @param locations where it holds; empty for everywhere
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
        if (file.has("base")) {
            rows.addAll(0, inherited(named(file.path("base").asText()), file.path("without"), rows));
        }
        return new Preset(name, file.path("version").asText(), List.copyOf(rows));
    }

    /** The preset with limits of the mine's own rules behind its own. */
    Preset with(List<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more);
        return more.isEmpty() ? this : new Preset(name, version, List.copyOf(all));
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
