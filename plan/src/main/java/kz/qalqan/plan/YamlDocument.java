package kz.qalqan.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A YAML text read value by value, each fault kept with its line, so that a person sees all of them in one go.
 *
 * <p>Threads: one.
 */
public final class YamlDocument {
    /** Largest document, in characters. */
    public static final int LENGTH_MAX = 8 * 1024 * 1024;

    private final String file;
    private final List<Fault> faults = new ArrayList<>();
    private final YamlValue root;

    private YamlDocument(String text, String file) {
        this.file = file;
        this.root = new YamlValue(this, compose(text), 0, "");
    }

    /**
     * Parses a text. A text that is no YAML is a fault too and reads as an empty document.
     *
     * @param file its name in faults
     */
    public static YamlDocument parse(String text, String file) {
        return new YamlDocument(text, file);
    }

    /** The value that holds all others. */
    public YamlValue root() {
        return root;
    }

    /** Notes a fault and goes on. */
    public void fault(int line, String where, String message) {
        faults.add(new Fault(file, line, where, message));
    }

    /**
     * Ends the reading.
     *
     * @throws FaultyDocument when anything was wrong
     */
    public void finish() {
        if (!faults.isEmpty()) {
            throw new FaultyDocument(
                    faults.stream().sorted(Comparator.comparingInt(Fault::line)).toList());
        }
    }

    private @Nullable Node compose(String text) {
        if (text.length() > LENGTH_MAX) {
            fault(0, "", "the document has " + text.length() + " characters, allowed are " + LENGTH_MAX);
            return null;
        }
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(LENGTH_MAX).build();
        try {
            return new Compose(settings).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            fault(line(e.getProblemMark()), "", "no YAML: " + e.getProblem());
            return null;
        } catch (YamlEngineException e) {
            fault(0, "", "no YAML: " + e.getMessage());
            return null;
        }
    }

    static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }
}
