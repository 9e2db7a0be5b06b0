package kz.qalqan.rules.own;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Texts;
import org.jspecify.annotations.Nullable;

/** Makes a rule of its annotations: {@code @finding}, {@code @says}, {@code @action}, {@code @limit}. */
final class RuleData {
    private static final int TEXT_MAX = 300;
    private static final Duration DELAY_MAX = Duration.ofHours(1);
    private static final Duration SPAN_MIN = Duration.ofMinutes(1);
    private static final Duration SPAN_MAX = Duration.ofHours(24);
    private static final List<String> FIGURES = List.of("value", "mean", "slope", "rise", "fall", "range");
    private static final Map<String, Set<String>> KEYS = Map.of(
            "finding", Set.of("id", "level", "priority", "ends", "at"),
            "says", Set.of("en", "ru", "kk"),
            "action", Set.of("en", "ru", "kk"),
            "limit",
                    Set.of(
                            "level",
                            "quantity",
                            "places",
                            "above",
                            "below",
                            "deadBand",
                            "onDelay",
                            "offDelay",
                            "of",
                            "span",
                            "source"));

    private final Token name;
    private final List<RuleReader.Annotation> annotations;

    RuleData(Token name, List<RuleReader.Annotation> annotations) {
        this.name = name;
        this.annotations = annotations;
    }

    OwnRule rule(String file, List<Token> when) {
        annotations.forEach(RuleData::known);
        Map<String, Token> finding = merged("finding");
        String id = Names.id(required(finding, "finding", "id"));
        Token level = finding.get("level");
        OwnRule.OwnFinding found = new OwnRule.OwnFinding(
                id,
                level == null ? "alarm" : Names.level(level),
                word(required(finding, "finding", "priority"), List.of(Priority.values())),
                hold(finding.get("ends")),
                required(finding, "finding", "at").text(),
                texts("says"),
                texts("action"));
        List<OwnLimit> limits = new ArrayList<>();
        for (RuleReader.Annotation annotation : annotations) {
            if (annotation.name().equals("limit")) {
                limits.add(limit(id, annotation));
            }
        }
        List<OwnRule.Word> words = when.stream()
                .map(token -> new OwnRule.Word(token.source(), token.line()))
                .toList();
        OwnRule rule = new OwnRule(name.text(), file, name.line(), found, limits, words);
        new WhenCheck(rule, new ArrayList<>(when)).check();
        return rule;
    }

    private static void known(RuleReader.Annotation annotation) {
        Set<String> keys = KEYS.get(annotation.name());
        if (keys == null) {
            throw new Refused(
                    annotation.line(), "@" + annotation.name() + ": allowed are @finding, @says, @action and @limit");
        }
        for (Map.Entry<String, Token> value : annotation.values().entrySet()) {
            if (!keys.contains(value.getKey())) {
                throw new Refused(
                        value.getValue().line(),
                        "@" + annotation.name() + " has no '" + value.getKey() + "': allowed are "
                                + String.join(", ", new TreeSet<>(keys)));
            }
        }
    }

    /** All annotations of a name together: a table writes each in a column of its own. */
    private Map<String, Token> merged(String annotation) {
        Map<String, Token> all = new TreeMap<>();
        for (RuleReader.Annotation one : annotations) {
            if (one.name().equals(annotation)) {
                one.values().forEach((key, value) -> {
                    if (all.put(key, value) != null) {
                        throw new Refused(value.line(), "@" + annotation + " says " + key + " twice");
                    }
                });
            }
        }
        return all;
    }

    private Token required(Map<String, Token> values, String annotation, String key) {
        Token value = values.get(key);
        if (value == null) {
            throw new Refused(name.line(), "rule '" + name.text() + "' needs @" + annotation + "( " + key + " = … )");
        }
        return value;
    }

    private Texts texts(String annotation) {
        Map<String, Token> all = merged(annotation);
        List<String> texts = new ArrayList<>();
        for (String language : List.of("en", "ru", "kk")) {
            Token text = required(all, annotation, language);
            if (text.text().isBlank() || text.text().length() > TEXT_MAX) {
                throw new Refused(
                        text.line(), "@" + annotation + " " + language + " needs 1 to " + TEXT_MAX + " characters");
            }
            texts.add(text.text());
        }
        return new Texts(texts.get(0), texts.get(1), texts.get(2));
    }

    private static Hold hold(@Nullable Token ends) {
        if (ends == null) {
            return Hold.HELD;
        }
        return word(ends, List.of(Hold.HELD, Hold.LATCHED));
    }

    private static <E extends Enum<E>> E word(Token token, List<E> allowed) {
        return allowed.stream()
                .filter(one -> lower(one).equals(token.text()))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        token.line(),
                        token.shown() + ": allowed are "
                                + String.join(
                                        ", ",
                                        allowed.stream().map(RuleData::lower).toList())));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private OwnLimit limit(String rule, RuleReader.Annotation annotation) {
        Map<String, Token> values = annotation.values();
        Token above = values.get("above");
        Token below = values.get("below");
        Token number = above == null ? below : above;
        if (number == null || (above != null && below != null)) {
            throw new Refused(annotation.line(), "@limit needs one of above = number, below = number");
        }
        Token of = values.get("of");
        Duration span = duration(values.get("span"), SPAN_MIN, SPAN_MAX);
        String figure = of == null ? "value" : of.text();
        if (!FIGURES.contains(figure) || figure.equals("value") != span.isZero()) {
            throw new Refused(
                    annotation.line(),
                    "@limit of = \"" + figure + "\": allowed are value, which has no span, and "
                            + String.join(", ", FIGURES.subList(1, FIGURES.size())) + ", which need one");
        }
        Token source = values.get("source");
        double deadBand = values.get("deadBand") == null ? 0 : number(values.get("deadBand"));
        if (deadBand < 0) {
            throw new Refused(annotation.line(), "@limit deadBand must be 0 or more");
        }
        return new OwnLimit(
                rule,
                Names.level(required(values, "limit", "level")),
                quantity(required(values, "limit", "quantity")),
                places(values.get("places")),
                above != null,
                number(number),
                deadBand,
                duration(values.get("onDelay"), Duration.ZERO, DELAY_MAX),
                duration(values.get("offDelay"), Duration.ZERO, DELAY_MAX),
                figure,
                span,
                source == null ? "the mine's own" : source.text(),
                annotation.line());
    }

    private static Quantity quantity(Token token) {
        try {
            return Quantity.of(token.text());
        } catch (IllegalArgumentException e) {
            throw new Refused(token.line(), String.valueOf(e.getMessage()));
        }
    }

    private static Set<LocationType> places(@Nullable Token token) {
        Set<LocationType> places = EnumSet.noneOf(LocationType.class);
        if (token != null) {
            for (String word : token.text().split(",", -1)) {
                try {
                    places.add(LocationType.of(word.strip()));
                } catch (IllegalArgumentException e) {
                    throw new Refused(token.line(), String.valueOf(e.getMessage()));
                }
            }
        }
        return places;
    }

    private static double number(Token token) {
        try {
            double value = Double.parseDouble(token.text());
            if (token.is(Token.Kind.NUMBER) && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, as every other thing that is no number
        }
        throw new Refused(token.line(), token.shown() + " is no number; decimals are written with a point");
    }

    private static Duration duration(@Nullable Token token, Duration least, Duration most) {
        if (token == null) {
            return Duration.ZERO;
        }
        Duration found = Duration.ofDays(-1);
        String[] parts = token.text().strip().split(" +", -1);
        if (parts.length == 2 && parts[0].matches("[0-9]{1,6}")) {
            long count = Long.parseLong(parts[0]);
            found = switch (parts[1]) {
                case "s" -> Duration.ofSeconds(count);
                case "min" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> found;
            };
        }
        if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
            throw new Refused(
                    token.line(),
                    token.shown() + ": allowed is a time such as \"90 s\", \"5 min\", \"1 h\", from "
                            + least.toSeconds() + " s to " + most.toSeconds() + " s");
        }
        return found;
    }
}
