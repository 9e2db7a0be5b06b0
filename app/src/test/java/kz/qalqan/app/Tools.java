package kz.qalqan.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Outside tools a test needs: absent, the test is skipped by name, unless {@code QALQAN_REQUIRE} demands the tool. */
final class Tools {
    private Tools() {}

    /** The path of a program, or the test is skipped (or fails, where it is required). */
    static Path require(String program) {
        Optional<Path> found = Arrays.stream(
                        String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        List<String> required = List.of(
                Optional.ofNullable(System.getenv("QALQAN_REQUIRE")).orElse("").split(",", -1));
        if (found.isEmpty() && required.contains(program)) {
            throw new AssertionError("QALQAN_REQUIRE demands " + program + ", which is not on the PATH");
        }
        if (found.isEmpty()) {
            System.out.println("skipped: " + program + " is not on the PATH");
        }
        Assumptions.assumeTrue(found.isPresent(), program + " is not on the PATH");
        return found.orElseThrow();
    }

    /** The folder of public data with known answers, or the test is skipped. */
    static Path data(String folder) {
        String configured = System.getenv("QALQAN_TEST_DATA");
        List<Path> places = configured != null
                ? List.of(Path.of(configured))
                : List.of(Path.of("../shared/data"), Path.of("../../shared/data"), Path.of("../../../shared/data"));
        Optional<Path> found = places.stream()
                .map(place -> place.resolve(folder))
                .filter(Files::isDirectory)
                .findFirst();
        if (found.isEmpty()) {
            System.out.println("skipped: no data folder " + folder + "; set QALQAN_TEST_DATA");
        }
        Assumptions.assumeTrue(found.isPresent(), "no data folder " + folder);
        return found.orElseThrow();
    }
}
