package kz.qalqan.rules;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The shared folder of public data: a test that needs a file of it is skipped, by name, where it is absent. */
public final class SharedData {
    private SharedData() {}

    /** A file below {@code shared/data}, or below the folder that {@code QALQAN_DATA} names. */
    public static Path file(String name) {
        String set = System.getenv("QALQAN_DATA");
        Path found = set == null ? null : Path.of(set, name);
        for (Path at = Path.of("").toAbsolutePath(); found == null && at != null; at = at.getParent()) {
            Path here = at.resolve("shared/data").resolve(name);
            found = Files.isReadable(here) ? here : null;
        }
        assumeTrue(found != null && Files.isReadable(found), name + " of the shared data is not here");
        return found == null ? Path.of(name) : found;
    }
}
