package kz.qalqan.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One value of a {@link YamlDocument}, possibly missing. Readers of a wrong value note a fault and answer with a
 * stand-in, so that reading goes on; {@link YamlDocument#finish()} refuses the document afterwards.
 *
 * <p>Threads: one.
 */
public final class YamlValue {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final YamlDocument document;
    private final @Nullable Node node;
    private final int parentLine;
    private final String path;

    YamlValue(YamlDocument document, @Nullable Node node, int parentLine, String path) {
        this.document = document;
        this.node = node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL) ? null : node;
        this.parentLine = parentLine;
        this.path = path;
    }

    /** Whether the document has this value. */
    public boolean present() {
        return node != null;
    }

    /** Line of the value, or of what should hold it. */
    public int line() {
        return node == null ? parentLine : YamlDocument.line(node.getStartMark());
    }

    /** Path of the value, for messages. */
    public String path() {
        return path;
    }

    /** Notes a fault of this value. */
    public void fault(String message) {
        document.fault(line(), path, message);
    }

    /** The value under a key; missing when there is none or this is no mapping. */
    public YamlValue get(String key) {
        return new YamlValue(document, entries().get(key), line(), path.isEmpty() ? key : path + "." + key);
    }

    /** The value under a key, which must be there. */
    public YamlValue require(String key) {
        YamlValue value = get(key);
        if (!value.present()) {
            value.fault("is missing");
        }
        return value;
    }

    /** Notes a fault for each key that is not among the known ones. */
    public YamlValue only(String... known) {
        Set<String> names = Set.of(known);
        for (String key : entries().keySet()) {
            if (!names.contains(key)) {
                get(key).fault("unknown key; allowed are " + String.join(", ", known));
            }
        }
        return this;
    }

    /** The keys of a mapping, in order; empty when missing. */
    public List<String> keys() {
        return List.copyOf(entries().keySet());
    }

    /** The values of a list; empty when missing. */
    public List<YamlValue> list() {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            fault("must be a list");
            return List.of();
        }
        List<YamlValue> values = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            values.add(new YamlValue(document, item, line(), path + "[" + values.size() + "]"));
        }
        return values;
    }

    /** The text of a scalar, or {@code missing} when there is no value. */
    public String text(String missing) {
        if (node == null) {
            return missing;
        }
        if (!(node instanceof ScalarNode scalar)) {
            fault("must be a single value");
            return missing;
        }
        return scalar.getValue();
    }

    /** The text of a scalar that was required. */
    public String text() {
        return text("");
    }

    /** A finite number, or {@code missing}. */
    public double number(double missing) {
        return read(missing, "a number", text -> {
            double value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("not finite");
            }
            return value;
        });
    }

    /** A whole number, or {@code missing}. */
    public int whole(int missing) {
        return read(missing, "a whole number", Integer::parseInt);
    }

    /** {@code true} or {@code false}, or {@code missing}. */
    public boolean flag(boolean missing) {
        return read(missing, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        });
    }

    /** A day such as 2027-01-31, or null. */
    public @Nullable LocalDate day() {
        return node == null ? null : read(LocalDate.EPOCH, "a day such as 2027-01-31", LocalDate::parse);
    }

    /** A duration such as 500ms, 5s, 1m, 1h or 7d, or {@code missing}. */
    public Duration duration(Duration missing) {
        return read(missing, "a duration such as 500ms, 5s, 1m, 1h, 7d", YamlValue::parseDuration);
    }

    /** What {@code parse} makes of the text; a refusal becomes a fault with the value and what is allowed. */
    public <T> T read(T missing, String allowed, Function<String, T> parse) {
        if (node == null) {
            return missing;
        }
        String text = text("");
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            fault("'" + text + "' is not " + allowed);
            return missing;
        }
    }

    /** What {@code parse} makes of the text; its own message becomes the fault. */
    public <T> T convert(T missing, Function<String, T> parse) {
        if (node == null) {
            return missing;
        }
        try {
            return parse.apply(text(""));
        } catch (IllegalArgumentException | DateTimeException e) {
            fault(String.valueOf(e.getMessage()));
            return missing;
        }
    }

    /**
     * Reads a duration such as 500ms, 5s, 1m, 1h or 7d.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration such as 500ms, 5s, 1m, 1h, 7d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node == null) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            fault("must be a mapping of keys to values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                fault("has a key that is no text");
            } else if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
                document.fault(YamlDocument.line(key.getStartMark()), path + "." + key.getValue(), "stands twice");
            }
        }
        return entries;
    }
}
