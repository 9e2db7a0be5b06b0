package kz.qalqan.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.telemetry.LimitOverride;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * All limits of a site: the preset, the plan's own values over it, the journaled changes over both.
 *
 * <p>The most specific value of the plan wins (sensor, zone, location, site), then the preset's for the location. A
 * value of the plan that passes the preset's ceiling is refused when the book is opened.
 *
 * <p>Threads: the judgement thread only.
 */
final class LimitBook {
    private static final LimitPolicy POLICY = new LimitPolicy();

    private final Preset preset;
    private final Map<String, Statement> statements;
    private final Map<String, List<Limit>> versions = new LinkedHashMap<>();
    private final Map<String, LimitOverride> overrides = new LinkedHashMap<>();
    private final Map<Quantity, List<String>> anywhere = new EnumMap<>(Quantity.class);
    private final Map<Quantity, Optional<Limit>> strictestPlaces = new EnumMap<>(Quantity.class);

    LimitBook(Preset preset, Map<String, Statement> statements, Site site) {
        this.preset = preset;
        this.statements = statements;
        preset.rows().stream().filter(row -> !row.setByPlan()).forEach(this::spread);
        site.limits().forEach(override -> override(override, site));
    }

    private void spread(Preset.Row row) {
        if (row.locations().isEmpty()) {
            put(fromPreset(row, "site"));
            return;
        }
        row.locations().forEach(location -> put(fromPreset(row, "location:" + location.word())));
    }

    private Limit fromPreset(Preset.Row row, String scope) {
        return new Limit(
                Statement.name(row.rule(), row.level()) + ":" + scope,
                row.rule(),
                row.level(),
                scope,
                row.quantity(),
                row.bound(),
                row.numbers(),
                use(row, row.numbers().value()),
                new Limit.Version(1, "preset " + preset.name(), 0, Instant.EPOCH, ""));
    }

    private Limit.Use use(Preset.Row row, double ceiling) {
        Statement said = statement(row.rule(), row.auxiliary() ? "alarm" : row.level());
        return new Limit.Use(
                said.priority(),
                said.hold(),
                said.text(),
                said.action(),
                row.source(),
                ceiling,
                row.auxiliary(),
                row.place(),
                row.momentary(),
                row.plus(),
                row.of());
    }

    Statement statement(String rule, String level) {
        Statement found = statements.get(Statement.name(rule, level));
        if (found == null && Own.owns(rule)) {
            return Statement.former(rule, level);
        }
        if (found == null) {
            throw new IllegalStateException("no statement for " + Statement.name(rule, level));
        }
        return found;
    }

    private void override(LimitOverride over, Site site) {
        String id = Statement.name(over.rule(), over.level()) + ":" + over.scope();
        Preset.Row row = rowFor(over, site);
        double ceiling = ceiling(over, site, row);
        Limit.Numbers base = row.numbers();
        Double value = over.value();
        if (value != null && row.bound().stricter(ceiling, value)) {
            throw new IllegalArgumentException("limit '" + id + "' of the plan: " + value + " "
                    + row.quantity().unit() + " passes the ceiling of preset " + preset.name() + ", " + ceiling);
        }
        if (value == null && row.setByPlan()) {
            throw new IllegalArgumentException(
                    "limit '" + id + "' of the plan: it needs a value, because preset " + preset.name() + " has none");
        }
        boolean ownDeadBand = over.deadBand() != null && over.off() == null;
        Limit.Numbers numbers = new Limit.Numbers(
                value == null ? ceiling : value,
                over.deadBand() == null ? base.deadBand() : over.deadBand(),
                over.off() != null || ownDeadBand ? over.off() : base.end(),
                over.onDelaySeconds() == null ? base.onDelay() : Duration.ofSeconds(over.onDelaySeconds()),
                over.offDelaySeconds() == null ? base.offDelay() : Duration.ofSeconds(over.offDelaySeconds()));
        overrides.put(id, over);
        versions.remove(id);
        put(new Limit(
                id,
                over.rule(),
                over.level(),
                over.scope(),
                row.quantity(),
                row.bound(),
                numbers,
                use(row, row.setByPlan() ? Double.NaN : ceiling),
                new Limit.Version(1, "plan", 0, Instant.EPOCH, over.reason())));
    }

    /** The preset's row an override starts from: of the places in its scope, else the first of its rule and level. */
    private Preset.Row rowFor(LimitOverride over, Site site) {
        List<Preset.Row> rows = preset.rows().stream()
                .filter(row -> row.rule().equals(over.rule()) && row.level().equals(over.level()))
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("limit '" + Statement.name(over.rule(), over.level())
                    + "' of the plan: preset " + preset.name() + " has no such rule and level");
        }
        List<LocationType> places = places(over.scope(), site);
        return rows.stream()
                .filter(row -> places.stream().anyMatch(row::holdsAt))
                .findFirst()
                .orElse(rows.get(0));
    }

    /** The strictest value the preset has for any place in the override's scope. */
    private double ceiling(LimitOverride over, Site site, Preset.Row row) {
        List<LocationType> places = places(over.scope(), site);
        return preset.rows().stream()
                .filter(other ->
                        other.rule().equals(over.rule()) && other.level().equals(over.level()))
                .filter(other -> places.stream().anyMatch(other::holdsAt))
                .map(other -> other.numbers().value())
                .reduce(row.numbers().value(), row.bound()::strictest);
    }

    private static List<LocationType> places(String scope, Site site) {
        String name = scope.substring(scope.indexOf(':') + 1);
        if (scope.startsWith("location:")) {
            return List.of(LocationType.of(name));
        }
        return site.sensors().stream()
                .filter(sensor -> covers(scope, sensor))
                .map(Sensor::location)
                .distinct()
                .toList();
    }

    private static boolean covers(String scope, Sensor sensor) {
        return scope.equals("site")
                || scope.equals("zone:" + sensor.zone())
                || scope.equals("location:" + sensor.location().word())
                || scope.equals(sensorScope(sensor));
    }

    private static String sensorScope(Sensor sensor) {
        return "sensor:" + sensor.id().device() + "/" + sensor.quantity().code();
    }

    private void put(Limit limit) {
        versions.put(limit.id(), List.of(limit));
    }

    /** The limit in force with this id, or null. */
    @Nullable
    Limit current(String id) {
        List<Limit> history = versions.get(id);
        return history == null ? null : history.get(history.size() - 1);
    }

    /** All versions of all limits, oldest first, by id. */
    Map<String, List<Limit>> history() {
        return versions;
    }

    /** Judges a change and, when it passes, puts it in force. */
    LimitPolicy.Verdict change(LimitChange change, long position, Instant at) {
        Limit before = current(change.limit());
        LimitPolicy.Verdict verdict = POLICY.judge(before, change);
        if (before != null && verdict.passes()) {
            List<Limit> history = new ArrayList<>(versions.getOrDefault(before.id(), List.of()));
            history.add(before.with(
                    LimitPolicy.applied(before.numbers(), change),
                    new Limit.Version(before.version().number() + 1, change.author(), position, at, change.reason())));
            versions.put(before.id(), List.copyOf(history));
        }
        return verdict;
    }

    /** The limits that judge a sensor, one for each rule and level, in the preset's order. */
    List<Limit> of(Sensor sensor) {
        Map<String, Limit> found = new LinkedHashMap<>();
        for (Preset.Row row : preset.rows()) {
            if (row.quantity() == sensor.quantity()) {
                effective(row, sensor)
                        .forEach(limit -> found.putIfAbsent(Statement.name(limit.rule(), limit.level()), limit));
            }
        }
        return List.copyOf(found.values());
    }

    private List<Limit> effective(Preset.Row row, Sensor sensor) {
        String name = Statement.name(row.rule(), row.level());
        List<String> ids = new ArrayList<>(List.of(name + ":" + sensorScope(sensor)));
        if (row.holdsAt(sensor.location())) {
            ids.add(name + ":zone:" + sensor.zone());
        }
        ids.add(name + ":location:" + sensor.location().word());
        if (row.holdsAt(sensor.location())) {
            ids.add(name + ":site");
        }
        String own = name + ":" + row.scopeAt(sensor.location());
        List<Limit> limits = new ArrayList<>();
        ids.stream().filter(overrides::containsKey).map(this::current).forEach(limit -> addIfPresent(limits, limit));
        if (limits.isEmpty() && row.holdsAt(sensor.location())) {
            addIfPresent(limits, current(own));
        }
        return limits.isEmpty() ? limits : limits.subList(0, 1);
    }

    private static void addIfPresent(List<Limit> limits, @Nullable Limit limit) {
        if (limit != null) {
            limits.add(limit);
        }
    }

    /** The strictest place limit of the site's zones for a sensor that may be elsewhere; null when there is none. */
    @Nullable
    Limit strictestPlace(Quantity quantity, Site site) {
        return strictestPlaces
                .computeIfAbsent(quantity, q -> Optional.ofNullable(findStrictestPlace(q, site)))
                .orElse(null);
    }

    /**
     * The limit that a gas passes first wherever its sender may hang: of the places' limits the strictest, or where a
     * quantity has none, of those that alarm; null when there is none.
     */
    @Nullable
    Limit strictestAnywhere(Quantity quantity, Site site) {
        Limit strictest = null;
        for (String id : anywhere.computeIfAbsent(quantity, q -> findAnywhere(q, site))) {
            Limit limit = current(id);
            if (limit != null && (strictest == null || limit.bound().stricter(limit.value(), strictest.value()))) {
                strictest = limit;
            }
        }
        return strictest;
    }

    private List<String> findAnywhere(Quantity quantity, Site site) {
        Sensor.Bounds any = new Sensor.Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        Map<String, Limit> found = new LinkedHashMap<>();
        for (Zone zone : site.zones().values()) {
            Sensor sensor = new Sensor(
                    new SensorId(site.id(), "unknown", quantity),
                    zone.id(),
                    zone.location(),
                    Sensor.Role.REGISTERING,
                    quantity.unit(),
                    any,
                    any,
                    Duration.ofSeconds(1),
                    Sensor.Care.due(null));
            of(sensor).forEach(limit -> found.put(limit.id(), limit));
        }
        boolean places = found.values().stream().anyMatch(limit -> limit.use().place());
        return found.values().stream()
                .filter(limit -> places ? limit.use().place() : alarms(limit.use()))
                .map(Limit::id)
                .toList();
    }

    private static boolean alarms(Limit.Use use) {
        return !use.auxiliary() && use.plus() == null && use.priority().compareTo(Priority.HIGH) <= 0;
    }

    private @Nullable Limit findStrictestPlace(Quantity quantity, Site site) {
        Limit strictest = null;
        for (Zone zone : site.zones().values()) {
            Limit here = placeAt(quantity, zone.location());
            if (here != null && (strictest == null || here.bound().stricter(here.value(), strictest.value()))) {
                strictest = here;
            }
        }
        return strictest;
    }

    private @Nullable Limit placeAt(Quantity quantity, LocationType location) {
        return preset.rows().stream()
                .filter(row -> row.place() && row.quantity() == quantity && row.holdsAt(location))
                .map(row -> current(Statement.name(row.rule(), row.level()) + ":" + row.scopeAt(location)))
                .findFirst()
                .orElse(null);
    }
}
