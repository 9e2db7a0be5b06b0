package kz.qalqan.history.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was refused: counted, and kept with file, line and reason, so that nothing vanishes.
 *
 * <p>Threads: one.
 */
final class Rejects implements AutoCloseable {
    /** Most lines kept; more are counted. */
    static final long KEPT_MAX = 100_000;
    /** Most names of unknown sensors counted one by one. */
    private static final int UNKNOWN_MAX = 1_000;

    private static final int EXAMPLES_MAX = 5;
    private static final int TEXT_MAX = 500;

    private final Path file;
    private final List<String> examples = new ArrayList<>();
    private final Map<String, Long> unknown = new TreeMap<>();
    private @Nullable BufferedWriter writer;
    private long count;

    Rejects(Path file) {
        this.file = file;
    }

    /** Keeps a line that was refused. */
    void add(Path from, long line, String text, String reason) throws IOException {
        String cut = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "…" : text;
        String kept = from.getFileName() + ":" + line + ": " + reason + ": " + cut.replaceAll("\\p{Cntrl}", "·");
        count++;
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(kept);
        }
        if (count <= KEPT_MAX) {
            BufferedWriter open = writer;
            if (open == null) {
                open = Files.newBufferedWriter(file, UTF_8);
                writer = open;
            }
            open.write(kept);
            open.newLine();
        }
    }

    /** Keeps a line of a sensor nobody knows. */
    void addUnknown(Path from, long line, String text, String sensor) throws IOException {
        if (unknown.containsKey(sensor) || unknown.size() < UNKNOWN_MAX) {
            unknown.merge(sensor, 1L, Long::sum);
        }
        add(from, line, text, "sensor '" + sensor + "' is not in the plan");
    }

    long count() {
        return count;
    }

    Map<String, Long> unknown() {
        return unknown;
    }

    List<String> examples() {
        return examples;
    }

    @Override
    public void close() throws IOException {
        BufferedWriter open = writer;
        if (open != null) {
            open.close();
        }
    }
}
