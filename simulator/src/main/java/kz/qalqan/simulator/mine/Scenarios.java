package kz.qalqan.simulator.mine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The scenarios that come with the program, each a file with its truth. */
public final class Scenarios {
    /** Nothing happens: nothing may alert but {@link Truth#OF_THE_SHIFT}. Plays at any site. */
    public static final String QUIET_SHIFT = "quiet-shift";
    /** An air door stands open, the air of a longwall slows, its methane rises. Plays at the model coal mine. */
    public static final String FACE_METHANE_RISE = "face-methane-rise";

    private static final List<String> NAMES = List.of(
            "belt-fire",
            "blast-and-clearance",
            "calibration-day",
            "drainage-failure",
            FACE_METHANE_RISE,
            "heading-fan-stop",
            "main-fan-stop",
            "outburst",
            "panel-blast-and-fan-off",
            QUIET_SHIFT,
            "rockburst-and-aftershocks",
            "silent-sensor",
            "stuck-sensor");

    private static final ConcurrentMap<String, Scenario> READ = new ConcurrentHashMap<>();

    private Scenarios() {}

    /** Their names, alphabetical. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The scenario of a name.
     *
     * @throws IllegalArgumentException naming what there is
     */
    public static Scenario of(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("unknown scenario '" + name + "': there are " + names());
        }
        return READ.computeIfAbsent(name, Scenarios::read);
    }

    private static Scenario read(String name) {
        String file = name + ".yml";
        try (InputStream in = Scenarios.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("scenario file " + file + " is missing in this build");
            }
            return ScenarioReader.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException("scenario file " + file + " cannot be read", e);
        }
    }
}
