package kz.qalqan.simulator.mine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.simulator.mine.Scenario.Step;
import kz.qalqan.simulator.mine.Truth.Expected;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Quantity;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads a scenario from YAML; what it does not know, it refuses with the file and the place.
 *
 * <p>Times are {@code mm:ss} or {@code h:mm:ss} since the start of a telling.
 */
public final class ScenarioReader {
    private static final Set<String> TOP = Set.of("scenario", "about", "period", "quiet-from", "steps", "must", "may");
    private static final Set<String> STEP = Set.of("at", "phase", "do");
    private static final Set<String> EFFECT = Set.of("effect", "at", "what", "amount");
    private static final Set<String> ALERT = Set.of("rule", "place", "from", "to");

    private final String file;

    private ScenarioReader(String file) {
        this.file = file;
    }

    /**
     * Reads a scenario.
     *
     * @param file its name, for faults
     * @throws IllegalArgumentException naming the file, the place and what is wrong
     */
    public static Scenario parse(String yaml, String file) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            return new ScenarioReader(file).scenario(new Load(settings).loadFromString(yaml));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is no YAML: " + e.getMessage(), e);
        }
    }

    private Scenario scenario(@Nullable Object document) {
        Map<?, ?> root = map(document, "the scenario", TOP);
        String name = text(root, "scenario", "the scenario");
        List<Step> steps = new ArrayList<>();
        for (Object step : list(root.get("steps"), "steps")) {
            steps.add(step(step, "step " + (steps.size() + 1)));
        }
        List<Expected> expected = new ArrayList<>();
        alerts(root.get("must"), "must", true, expected);
        alerts(root.get("may"), "may", false, expected);
        expected.sort(Comparator.comparing(Expected::earliest));
        Truth truth = new Truth(name, expected, time(root, "quiet-from", "the scenario"));
        Duration period = time(root, "period", "the scenario");
        for (Step step : steps) {
            if (step.at().compareTo(period) >= 0) {
                throw fault("step at " + step.at(), "must begin before the period's end, " + period);
            }
        }
        return new Scenario(name, period, steps, truth);
    }

    private Step step(@Nullable Object node, String where) {
        Map<?, ?> step = map(node, where, STEP);
        List<Effect> effects = new ArrayList<>();
        for (Object effect : list(step.get("do"), where)) {
            effects.add(effect(effect, where + ", effect " + (effects.size() + 1)));
        }
        return new Step(time(step, "at", where), text(step, "phase", where), effects);
    }

    private Effect effect(@Nullable Object node, String where) {
        Map<?, ?> effect = map(node, where, EFFECT);
        String what = effect.containsKey("what") ? text(effect, "what", where) : "";
        Object amount = effect.containsKey("amount") ? effect.get("amount") : Integer.valueOf(0);
        if (!(amount instanceof Number number)) {
            throw fault(where, "amount '" + amount + "' is no number");
        }
        try {
            Effect.Kind kind = Effect.Kind.of(text(effect, "effect", where));
            known(kind, what);
            return new Effect(kind, text(effect, "at", where), what, number.doubleValue());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ", " + where + ": " + e.getMessage(), e);
        }
    }

    private static void known(Effect.Kind kind, String what) {
        switch (kind) {
            case RELEASE, PUFF, TEST_GAS -> Quantity.of(what);
            case DECLARE -> Declaration.Type.of(what);
            default -> {
                if (!what.isEmpty()) {
                    throw new IllegalArgumentException(
                            "effect " + kind.word() + " takes no 'what', it has '" + what + "'");
                }
            }
        }
    }

    private void alerts(@Nullable Object node, String where, boolean required, List<Expected> into) {
        for (Object item : list(node, where)) {
            Map<?, ?> alert = map(item, where, ALERT);
            Duration from = time(alert, "from", where);
            Duration to = time(alert, "to", where);
            if (to.compareTo(from) < 0) {
                throw fault(where, "'to' " + to + " lies before 'from' " + from);
            }
            into.add(new Expected(text(alert, "rule", where), text(alert, "place", where), from, to, required));
        }
    }

    private Map<?, ?> map(@Nullable Object node, String where, Set<String> allowed) {
        if (!(node instanceof Map<?, ?> map)) {
            throw fault(where, "a map with " + allowed + " is expected, there is " + node);
        }
        for (Object key : map.keySet()) {
            if (!allowed.contains(String.valueOf(key))) {
                throw fault(where, "'" + key + "' is unknown, allowed are " + allowed);
            }
        }
        return map;
    }

    private List<?> list(@Nullable Object node, String where) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof List<?> list)) {
            throw fault(where, "a list is expected, there is " + node);
        }
        return list;
    }

    private String text(Map<?, ?> map, String key, String where) {
        Object value = map.get(key);
        if (!(value instanceof String text) || text.isBlank()) {
            throw fault(where, "'" + key + "' must be a text, it is " + value);
        }
        return text;
    }

    private Duration time(Map<?, ?> map, String key, String where) {
        String text = text(map, key, where);
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3 || !text.matches("[0-9]+(:[0-5][0-9])+(\\.[0-9]{1,3})?")) {
            throw fault(where, "'" + key + "' is '" + text + "', allowed is mm:ss or h:mm:ss");
        }
        double seconds = 0;
        for (String part : parts) {
            seconds = seconds * 60 + Double.parseDouble(part);
        }
        return Duration.ofMillis((long) (seconds * 1000));
    }

    private IllegalArgumentException fault(String where, String what) {
        return new IllegalArgumentException(file + ", " + where + ": " + what);
    }
}
