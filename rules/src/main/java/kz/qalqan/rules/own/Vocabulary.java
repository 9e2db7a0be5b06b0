package kz.qalqan.rules.own;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kz.qalqan.rules.facts.Ahead;
import kz.qalqan.rules.facts.Blasted;
import kz.qalqan.rules.facts.Blind;
import kz.qalqan.rules.facts.Calibrating;
import kz.qalqan.rules.facts.Clashing;
import kz.qalqan.rules.facts.CutHeld;
import kz.qalqan.rules.facts.DarkGateway;
import kz.qalqan.rules.facts.DarkZone;
import kz.qalqan.rules.facts.Exceeded;
import kz.qalqan.rules.facts.FarAhead;
import kz.qalqan.rules.facts.Faulty;
import kz.qalqan.rules.facts.Fumes;
import kz.qalqan.rules.facts.Happening;
import kz.qalqan.rules.facts.Lost;
import kz.qalqan.rules.facts.Misplaced;
import kz.qalqan.rules.facts.Over;
import kz.qalqan.rules.facts.OverRecently;
import kz.qalqan.rules.facts.PortableOver;
import kz.qalqan.rules.facts.Silent;
import kz.qalqan.telemetry.SensorId;

/**
 * The facts own rules may ask about, and what each says of itself. Findings are not among them: a rule over findings
 * could feed on itself.
 *
 * <p>Threads: immutable.
 */
final class Vocabulary {
    /** Kinds of what a fact says of itself. */
    enum Type {
        TEXT,
        TEXTS,
        FLAG,
        SENSOR
    }

    private static final List<Class<?>> FACTS = List.of(
            Ahead.class,
            Blasted.class,
            Blind.class,
            Calibrating.class,
            Clashing.class,
            CutHeld.class,
            DarkGateway.class,
            DarkZone.class,
            Exceeded.class,
            FarAhead.class,
            Faulty.class,
            Fumes.class,
            Happening.class,
            Lost.class,
            Misplaced.class,
            Over.class,
            OverRecently.class,
            PortableOver.class,
            Silent.class);

    /** Properties of each fact by its name. */
    static final Map<String, Map<String, Type>> PROPERTIES = properties();

    private Vocabulary() {}

    /** Whether own rules may ask about a fact. */
    static boolean knows(Object fact) {
        return FACTS.contains(fact.getClass());
    }

    /** Names of the classes, for the head of what is compiled. */
    static List<String> classes() {
        return FACTS.stream().map(Class::getName).toList();
    }

    private static Map<String, Map<String, Type>> properties() {
        Map<String, Map<String, Type>> found = new TreeMap<>();
        for (Class<?> fact : FACTS) {
            Map<String, Type> own = new TreeMap<>();
            for (Method method : fact.getMethods()) {
                String name = property(method);
                if (!name.isEmpty()) {
                    own.put(name, type(method));
                }
            }
            found.put(fact.getSimpleName(), Map.copyOf(own));
        }
        return found;
    }

    private static String property(Method method) {
        String name = method.getName();
        List<String> prefixes = new ArrayList<>(List.of("get", "is"));
        boolean own = method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class;
        return prefixes.stream()
                .filter(prefix -> own && name.startsWith(prefix) && name.length() > prefix.length())
                .map(prefix ->
                        Character.toLowerCase(name.charAt(prefix.length())) + name.substring(prefix.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static Type type(Method method) {
        Class<?> returned = method.getReturnType();
        if (returned == String.class) {
            return Type.TEXT;
        }
        if (returned == boolean.class) {
            return Type.FLAG;
        }
        if (returned == Set.class) {
            return Type.TEXTS;
        }
        if (returned == SensorId.class) {
            return Type.SENSOR;
        }
        throw new IllegalStateException(method + " returns what no own rule can ask about");
    }
}
