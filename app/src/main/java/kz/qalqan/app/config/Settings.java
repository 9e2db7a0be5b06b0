package kz.qalqan.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import kz.qalqan.plan.YamlDocument;
import kz.qalqan.plan.YamlValue;

/**
 * Settings by their dotted path: the environment over the file. {@code http.port} is overridden by
 * {@code QALQAN_HTTP_PORT}; a secret also by the content of the file named in {@code QALQAN_…_FILE}.
 *
 * <p>Threads: one.
 */
final class Settings {
    private static final String PREFIX = "QALQAN_";

    private final YamlDocument document;
    private final Map<String, String> environment;
    private final List<String> known = new ArrayList<>();

    Settings(YamlDocument document, Map<String, String> environment) {
        this.document = document;
        this.environment = environment;
    }

    /** The text of a setting, or {@code missing}. */
    String text(String path, String missing) {
        return read(path, missing, text -> text);
    }

    /** A whole number within bounds. */
    int whole(String path, int missing, int min, int max) {
        return read(path, missing, text -> {
            int value = number(text, min, max);
            if (value < min || value > max) {
                throw notAllowed(text, min, max);
            }
            return value;
        });
    }

    /** One of a few words. */
    String word(String path, String missing, List<String> allowed) {
        return read(path, missing, text -> {
            if (!allowed.contains(text)) {
                throw new IllegalArgumentException("'" + text + "': allowed are " + String.join(", ", allowed));
            }
            return text;
        });
    }

    /** True or false. */
    boolean flag(String path, boolean missing) {
        return Boolean.parseBoolean(word(path, Boolean.toString(missing), List.of("true", "false")));
    }

    /** A secret: also from the file that {@code QALQAN_…_FILE} names, without its last line break. */
    String secret(String path) {
        return secret(find(path), path);
    }

    /** A secret inside a list, which the environment knows by another path. */
    String secret(YamlValue value, String path) {
        String variable = variable(path) + "_FILE";
        String file = environment.get(variable);
        if (file == null) {
            return Objects.requireNonNullElseGet(environment.get(variable(path)), () -> value.text(""));
        }
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException e) {
            document.fault(0, "environment " + variable, "the file '" + file + "' cannot be read: " + e);
            return "";
        }
    }

    /** Reads a setting; a refusal names the key or the variable, the line, the value and what is allowed. */
    <T> T read(String path, T missing, Function<String, T> parse) {
        YamlValue value = find(path);
        String override = environment.get(variable(path));
        if (override == null) {
            return value.convert(missing, parse);
        }
        try {
            return parse.apply(override);
        } catch (IllegalArgumentException e) {
            document.fault(0, "environment " + variable(path), String.valueOf(e.getMessage()));
            return missing;
        }
    }

    /** The value in the file, possibly missing. */
    YamlValue find(String path) {
        known.add(path);
        YamlValue value = document.root();
        for (String key : path.split("\\.", -1)) {
            value = value.get(key);
        }
        return value;
    }

    /** Notes a fault for every key of the file that nobody asked for. */
    void refuseUnknownKeys() {
        refuseUnknownKeys(document.root(), "");
    }

    private void refuseUnknownKeys(YamlValue mapping, String prefix) {
        List<String> allowed = known.stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .toList();
        mapping.only(allowed.toArray(String[]::new));
        for (String key : allowed) {
            String below = prefix + key + ".";
            if (known.stream().anyMatch(path -> path.startsWith(below))) {
                refuseUnknownKeys(mapping.get(key), below);
            }
        }
    }

    static String variable(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static int number(String text, int min, int max) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw notAllowed(text, min, max);
        }
    }

    private static IllegalArgumentException notAllowed(String text, int min, int max) {
        return new IllegalArgumentException("'" + text + "': allowed is a whole number from " + min + " to " + max);
    }
}
