package kz.qalqan.web.calls;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.qalqan.rules.Bypass;
import kz.qalqan.rules.EngineView;
import kz.qalqan.telemetry.ControlLog;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Sensor;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Site;
import kz.qalqan.web.accounts.Role;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.tuning.Written;
import org.jspecify.annotations.Nullable;

/** What people declare about the mine. */
public final class DeclarationCalls {
    /** What an operator may declare; the rest is an engineer's. */
    static final Set<Declaration.Type> OPERATORS =
            EnumSet.of(Declaration.Type.BLAST, Declaration.Type.PORTABLE_READING, Declaration.Type.RESTORE);

    private static final Set<Declaration.Type> ABOUT_A_SENSOR = EnumSet.of(
            Declaration.Type.BYPASS,
            Declaration.Type.CALIBRATION_START,
            Declaration.Type.CALIBRATION_DONE,
            Declaration.Type.BUMP_TEST);
    private static final Set<String> NAMED = Set.of("type", "site", "zone", "sensor", "until");

    private final Supplier<Plan> plan;
    private final Supplier<Map<String, EngineView>> engines;
    private final ControlLog control;
    private final InstantSource clock;

    /** Calls that write into the journal. */
    public DeclarationCalls(
            Supplier<Plan> plan, Supplier<Map<String, EngineView>> engines, ControlLog control, InstantSource clock) {
        this.plan = plan;
        this.engines = engines;
        this.control = control;
        this.clock = clock;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of("declare", this::declare);
    }

    private Answer declare(Question question) {
        Declaration.Type type = Declaration.Type.of(question.text("type"));
        Role needed = OPERATORS.contains(type) ? Role.OPERATOR : Role.ENGINEER;
        if (!question.asker().may(EnumSet.of(needed, Role.ENGINEER))) {
            throw Refusal.forbidden("'" + type.word() + "' is declared by an engineer");
        }
        Declaration declaration = type == Declaration.Type.BYPASS ? bypass(question) : declaration(question, type);
        return Answer.ok(Json.object(
                "position", Written.position(control.write(declaration.site(), declaration)), "type", type.word()));
    }

    private Declaration declaration(Question question, Declaration.Type type) {
        JsonObject body = question.body();
        Plan now = plan.get();
        String sensorId = question.text("sensor");
        Sensor sensor = sensorId.isEmpty() ? null : Asked.sensor(now, "#/sensor", sensorId);
        Site site = siteOf(question);
        String zone = question.text("zone");
        if (!zone.isEmpty() && !site.zones().containsKey(zone)) {
            throw Refusal.senseless("#/zone", "site '" + site.id() + "' has no zone '" + zone + "'");
        }
        if (sensor == null && (zone.isEmpty() || ABOUT_A_SENSOR.contains(type))) {
            throw Refusal.senseless(
                    ABOUT_A_SENSOR.contains(type) ? "#/sensor" : "#/zone", "'" + type.word() + "' says no place");
        }
        Instant until = until(question);
        if (type == Declaration.Type.PORTABLE_READING && !body.containsKey("value")) {
            throw Refusal.senseless("#/value", "a portable reading needs its value");
        }
        return new Declaration(
                type,
                site.id(),
                zone.isEmpty() ? null : zone,
                sensor == null ? null : sensor.id(),
                until,
                question.asker().name(),
                details(body));
    }

    /** A bypass, where the preset of its site permits it. */
    private Declaration bypass(Question question) {
        Site site = siteOf(question);
        EngineView engine = engines.get().get(site.id());
        Bypass rule = engine == null ? null : engine.bypass();
        if (engine == null || rule == null) {
            throw Refusal.conflict(
                    "no detector is bypassed by software under the preset of site '" + site.id() + "' (domain 8b)", "");
        }
        Declaration declaration = declaration(question, Declaration.Type.BYPASS);
        SensorId sensor = declaration.sensor();
        if (sensor == null || sensor.quantity() != Quantity.CH4) {
            throw Refusal.senseless("#/sensor", "preset " + engine.preset() + " permits it for methane detectors only");
        }
        Instant latest = clock.instant().plus(rule.longest());
        Instant until = declaration.until();
        if (until == null || until.isAfter(latest)) {
            throw Refusal.senseless(
                    "#/until",
                    "a bypass ends within " + rule.longest().toMinutes() + " min: by " + latest + " at the latest");
        }
        double portable = portable(declaration);
        if (!(portable < rule.below())) {
            throw Refusal.conflict(
                    "a portable meter reads " + portable + " % methane; a bypass is permitted below " + rule.below()
                            + " %",
                    "");
        }
        return declaration;
    }

    private static double portable(Declaration declaration) {
        String value = declaration.details().getOrDefault("value", "");
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw Refusal.senseless("#/value", "a bypass needs the methane a portable meter reads, in percent");
        }
    }

    /** The site of the sensor asked about, else the one named. */
    private Site siteOf(Question question) {
        String sensor = question.text("sensor");
        return sensor.isEmpty()
                ? Asked.site(plan.get(), question.text("site"))
                : Asked.site(
                        plan.get(), Asked.sensor(plan.get(), "#/sensor", sensor).site());
    }

    private @Nullable Instant until(Question question) {
        Instant until = question.bodyTime("until").orElse(null);
        if (until != null && !until.isAfter(clock.instant())) {
            throw Refusal.senseless("#/until", "it would have ended already");
        }
        return until;
    }

    private static Map<String, String> details(JsonObject body) {
        Map<String, String> details = new LinkedHashMap<>();
        body.forEach(member -> {
            if (!NAMED.contains(member.getKey()) && member.getValue() != null) {
                details.put(member.getKey(), String.valueOf(member.getValue()));
            }
        });
        return details;
    }
}
