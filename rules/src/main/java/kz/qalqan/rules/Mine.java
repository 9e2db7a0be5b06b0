package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Panel;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * The site as the engine sees it: plan, limits and the state of every sensor, in the order of the plan.
 *
 * <p>Threads: the judgement thread only.
 */
final class Mine {
    private static final int NAMES_MAX = 50;
    private static final int SAMPLES_EACH = 20;

    private final Plan plan;
    private final Site site;
    private final LimitBook limits;
    private final Preset preset;
    private final Own own;
    private final Map<String, Statement> statements;
    private final List<String> order;
    private final List<SensorState> sensors = new ArrayList<>();
    private final List<SensorState> counted;
    private final Map<SensorId, SensorState> byId = new HashMap<>();

    /** Broker links that are not up, by name, with the reason. */
    final Map<String, String> linksDown = new TreeMap<>();

    /** Who the plan does not know and sends gas, by the last part of the finding's key. */
    final Map<String, UnknownSources.Source> unknown = new TreeMap<>();

    private final Map<String, Map<Quantity, SensorState>> firstInZone = new HashMap<>();
    /** What is known of findings that are about no reading, by their keys. */
    final Map<FindingKey, Map<String, String>> notes = new TreeMap<>();

    private final Map<String, SensorState> leads = new HashMap<>();
    private final Map<Sensor, Map<String, List<String>>> limitsElsewhere = new HashMap<>();

    Mine(RulesConfig config, Plan plan, String siteName, Own own, ChangeLog changes) {
        Site found = plan.sites().get(siteName);
        if (found == null) {
            throw new IllegalArgumentException("the plan has no site '" + siteName + "': it has "
                    + plan.sites().keySet());
        }
        this.plan = plan;
        this.site = found;
        this.own = own;
        this.statements = own.statements();
        this.order = List.copyOf(statements.keySet());
        this.preset = Preset.named(found.preset().isEmpty() ? config.preset() : found.preset())
                .with(own.rows());
        this.limits = new LimitBook(preset, statements, found);
        changes.replay(limits);
        Map<String, Set<String>> upwind = new HashMap<>();
        for (Sensor sensor : found.sensors()) {
            Zone zone = found.zones().get(sensor.zone());
            SensorState state = new SensorState(
                    sensor,
                    zone == null ? sensor.zone() : zone.section(),
                    upwind.computeIfAbsent(sensor.zone(), z -> Airflow.upwind(found, z)));
            state.limits(limits.of(sensor));
            sensors.add(state);
            byId.put(sensor.id(), state);
            firstInZone
                    .computeIfAbsent(sensor.zone(), z -> new EnumMap<>(Quantity.class))
                    .putIfAbsent(sensor.quantity(), state);
        }
        sensors.stream().filter(state -> state.place.isTripping()).forEach(this::lead);
        sensors.forEach(this::lead);
        sensors.forEach(
                state -> state.lead = leads.getOrDefault(state.sensor.id().device(), state));
        UpwindAir air = new UpwindAir(found, sensors);
        sensors.forEach(state -> Signals.bind(state, this, air));
        counted = sensors.stream().filter(state -> !state.counts.isEmpty()).toList();
    }

    /** For its device stands the first that switches power off, else the first. */
    private void lead(SensorState state) {
        leads.putIfAbsent(state.sensor.id().device(), state);
    }

    /** Who measures another quantity of the same air: the same device, else the first in its zone. */
    @Nullable
    SensorState mate(SensorState state, Quantity quantity) {
        SensorState own =
                byId.get(new SensorId(state.sensor.site(), state.sensor.id().device(), quantity));
        return own == null ? firstIn(state.sensor.zone(), quantity) : own;
    }

    /** The first sensor of a zone for a quantity. */
    @Nullable
    SensorState firstIn(String zone, Quantity quantity) {
        return firstInZone.getOrDefault(zone, Map.of()).get(quantity);
    }

    /** A state for what a snapshot says of a sensor that the plan no longer has. */
    SensorState stranger() {
        Sensor any = sensors.get(0).sensor;
        return new SensorState(any, any.zone(), Set.of());
    }

    /** Sensors whose readings are events that are counted. */
    List<SensorState> counted() {
        return counted;
    }

    /** The sensor that stands for its device; null when the plan has no such device. */
    @Nullable
    SensorState lead(String device) {
        return leads.get(device);
    }

    /**
     * What judges a reading for another zone besides the sensor's own limits: that zone's limits where they are
     * stricter.
     *
     * @param zone the zone of the topic; when the plan has none of this name, all zones of the site stand for it
     */
    List<Limit> elsewhere(SensorState state, String zone) {
        List<Limit> stricter = new ArrayList<>();
        for (String id : limitsElsewhere
                .computeIfAbsent(state.sensor, s -> new HashMap<>())
                .computeIfAbsent(site.zones().containsKey(zone) ? zone : "", z -> idsElsewhere(state.sensor, z))) {
            Limit limit = limits.current(id);
            if (limit != null && stricterThanOwn(limit, state)) {
                stricter.add(limit);
            }
        }
        return stricter;
    }

    private List<String> idsElsewhere(Sensor sensor, String name) {
        Zone zone = site.zones().get(name);
        if (zone == null) {
            Limit strictest = limits.strictestPlace(sensor.quantity(), site);
            return strictest == null ? List.of() : List.of(strictest.id());
        }
        return limits.of(sensor.in(zone)).stream()
                .filter(limit -> !limit.use().auxiliary()
                        && limit.use().plus() == null
                        && limit.use().of().single())
                .map(Limit::id)
                .toList();
    }

    /** Of place limits any rule is compared with any other: an intake's 0.5 with a face's 1.0. */
    private static boolean stricterThanOwn(Limit limit, SensorState state) {
        for (Condition condition : state.conditions) {
            Limit own = condition.limit;
            boolean alike = own != null
                    && ((limit.use().place() && own.use().place())
                            || (limit.rule().equals(own.rule()) && limit.level().equals(own.level())));
            if (alike && own != null && !limit.bound().stricter(limit.value(), own.value())) {
                return false;
            }
        }
        return true;
    }

    Plan plan() {
        return plan;
    }

    Own own() {
        return own;
    }

    Site site() {
        return site;
    }

    LimitBook limits() {
        return limits;
    }

    Preset preset() {
        return preset;
    }

    List<SensorState> sensors() {
        return sensors;
    }

    @Nullable
    SensorState find(SensorId id) {
        return byId.get(id);
    }

    /** The gravest of some levels of a rule: statements stand in rising order. */
    Statement gravest(String rule, Collection<String> levels) {
        String name = levels.stream()
                .map(level -> Statement.name(rule, level))
                .max((a, b) -> Integer.compare(order.indexOf(a), order.indexOf(b)))
                .orElseThrow();
        Statement found = statements.get(name);
        if (found == null) {
            throw new IllegalStateException("the rules say '" + name + "', but no statement does");
        }
        return found;
    }

    /** Zone of a finding: the sensor's, or of a section its face, or the whole site. */
    String zoneOf(FindingKey key, @Nullable SensorState sensor) {
        if (sensor != null) {
            return sensor.sensor.zone();
        }
        if (key.place().equals(FindingKey.WHOLE_SITE) || site.zones().containsKey(key.place())) {
            return key.place();
        }
        List<String> behind = sensors.stream()
                .filter(s -> s.place.getVia().equals(key.place()))
                .map(s -> s.sensor.zone())
                .distinct()
                .toList();
        if (!behind.isEmpty()) {
            return behind.size() == 1 ? behind.get(0) : FindingKey.WHOLE_SITE;
        }
        List<Zone> section = site.zones().values().stream()
                .filter(zone -> zone.section().equals(key.place()))
                .toList();
        return section.stream()
                .filter(zone -> zone.location() == LocationType.FACE || zone.location() == LocationType.HEADING)
                .findFirst()
                .or(() -> section.stream().findFirst())
                .map(Zone::id)
                .orElse(FindingKey.WHOLE_SITE);
    }

    /** Facts and readings of a finding that is about no single sensor. */
    List<Evidence.Sample> describe(FindingKey key, Map<String, String> facts) {
        if (key.rule().equals("panel-start-unprepared")) {
            panel(key.place(), facts);
        }
        if (key.rule().equals("not-commissioned")) {
            names(facts, "never-seen", missing());
        }
        if (key.rule().equals("link-lost") && !key.place().equals(FindingKey.WHOLE_SITE)) {
            names(
                    facts,
                    "silent",
                    sensors.stream()
                            .filter(s -> s.sensor.zone().equals(key.place())
                                    || s.place.getVia().equals(key.place()))
                            .filter(s -> s.silent.active || (s.dark && s.place.isSafety()))
                            .toList());
        } else if (key.rule().equals("link-lost")) {
            linksDown.forEach((link, reason) -> facts.put("link-" + link, reason.isEmpty() ? "down" : reason));
        }
        if (key.rule().equals("own-rules")) {
            own.describe(facts);
        }
        List<Evidence.Sample> samples = new ArrayList<>();
        if (key.rule().equals("ch4-general-gassing")) {
            gassing(key.place(), facts, samples);
        }
        if (key.rule().equals("seismic-trigger")) {
            triggered(facts, samples);
        }
        if (key.rule().equals("outburst-signature")) {
            outburst(key.place(), facts, samples);
        }
        return samples;
    }

    /** How a panel was to be prepared, and what its coal holds. */
    private void panel(String zone, Map<String, String> facts) {
        Zone found = site.zones().get(zone);
        Panel panel = found == null ? null : found.panel();
        if (panel == null) {
            return;
        }
        facts.put("panel-start", panel.start().toString());
        facts.put("drained-since", panel.drainedSince().toString());
        facts.put("drainage-days", Integer.toString(panel.drainageDays()));
        facts.put("drained-from", panel.drainedFrom().toString());
        String device = panel.gasContent();
        SensorState gas = device == null ? null : byId.get(new SensorId(site.id(), device, Quantity.GAS_CONTENT));
        Condition target = gas == null ? null : gas.condition("residual-gas-content", "alarm");
        Limit limit = target == null ? null : target.limit;
        if (gas != null && limit != null) {
            facts.put("gas-content", gas.value + " " + limit.unit());
            facts.put("target", limit.value() + " " + limit.unit());
        }
    }

    private void gassing(String section, Map<String, String> facts, List<Evidence.Sample> samples) {
        for (SensorState state : sensors) {
            Condition recently = state.overRecently;
            boolean over = recently != null && recently.active;
            if (!state.place.getSection().equals(section) || !(over || state.blind.active)) {
                continue;
            }
            String how = over
                    ? "over: " + state.value + " " + state.sensor.quantity().unit()
                    : "";
            facts.put(
                    "sensor-" + state.sensor.id().device(),
                    state.blind.active ? state.trust().word() + " " + how : how);
            if (samples.size() + SAMPLES_EACH <= Evidence.READINGS_MAX) {
                samples.addAll(state.ring.newest(state.sensor.id(), SAMPLES_EACH));
            }
        }
    }

    /** Which stations hear the event, and how clearly. */
    private void triggered(Map<String, String> facts, List<Evidence.Sample> samples) {
        for (SensorState state : sensors) {
            Condition on = state.condition("seismic-trigger", "on");
            if (on != null && on.active) {
                facts.put("sensor-" + state.sensor.id().device(), Double.toString(on.compared(state.value)));
                if (samples.size() + SAMPLES_EACH <= Evidence.READINGS_MAX) {
                    samples.addAll(state.ring.newest(state.sensor.id(), SAMPLES_EACH));
                }
            }
        }
    }

    /** Which sensors of the section were lost, and where methane rises down-wind of them. */
    private void outburst(String section, Map<String, String> facts, List<Evidence.Sample> samples) {
        Set<String> zones = new TreeSet<>();
        for (SensorState state : sensors) {
            Condition lost = state.lost;
            if (lost != null && lost.active && state.place.getSection().equals(section)) {
                zones.add(state.sensor.zone());
                facts.put("lost-" + state.sensor.id().device(), state.trust().word());
            }
        }
        for (SensorState state : sensors) {
            Condition rising = state.condition("outburst-signature", "rising");
            if (rising != null && rising.active && !Collections.disjoint(zones, state.place.getUpwind())) {
                facts.put(
                        "rising-" + state.sensor.id().device(),
                        rising.compared(state.value) + " "
                                + state.sensor.quantity().unit() + " up");
                if (samples.size() + SAMPLES_EACH <= Evidence.READINGS_MAX) {
                    samples.addAll(state.ring.newest(state.sensor.id(), SAMPLES_EACH));
                }
            }
        }
    }

    /** Which sensors make a stopped main fan a reason to leave the mine. */
    void methane(Map<String, String> facts) {
        for (SensorState state : sensors) {
            Condition methane = state.condition("main-fan-stopped", "methane");
            if (methane != null && methane.active) {
                facts.put(
                        "sensor-" + state.sensor.id().device(),
                        state.value + " " + state.sensor.quantity().unit());
            }
        }
    }

    /** Sensors of the plan that never spoke and should have by now, in the plan's order. */
    List<SensorState> missing() {
        return sensors.stream().filter(s -> s.missing).toList();
    }

    private static void names(Map<String, String> facts, String what, List<SensorState> states) {
        facts.put(what + "-count", Integer.toString(states.size()));
        facts.put(
                what,
                String.join(
                        ", ",
                        states.stream()
                                .limit(NAMES_MAX)
                                .map(s -> s.sensor.id().device() + "/"
                                        + s.sensor.quantity().code())
                                .toList()));
    }

    /** Sensors a declaration concerns. */
    List<SensorState> concerned(@Nullable String zone, @Nullable SensorId sensor) {
        return sensors.stream()
                .filter(s -> Objects.equals(s.sensor.id(), sensor) || Objects.equals(s.sensor.zone(), zone))
                .toList();
    }
}
