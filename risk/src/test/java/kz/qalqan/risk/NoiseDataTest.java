package kz.qalqan.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Ten days of real one-minute levels: our mean of energy gives the levels others computed from them. */
class NoiseDataTest {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    @Test
    void dayEveningAndNightLevelsOfRealNoiseAreThoseKnown() throws IOException {
        List<String> lines = lines();

        assertThat(level(lines, hour -> hour >= 7 && hour < 19)).isCloseTo(51.754, within(0.001));
        assertThat(level(lines, hour -> hour >= 19 && hour < 23)).isCloseTo(50.089, within(0.001));
        assertThat(level(lines, hour -> hour >= 23 || hour < 7)).isCloseTo(49.223, within(0.001));
    }

    private static double level(List<String> lines, IntPredicate hours) {
        double mean = lines.stream()
                .map(line -> line.split(",", -1))
                .filter(f -> hours.test(LocalDateTime.parse(f[0], STAMP).getHour()))
                .mapToDouble(f -> Factor.NOISE.linear(Double.parseDouble(f[1])))
                .average()
                .orElseThrow();
        return Factor.NOISE.value(mean);
    }

    private static List<String> lines() throws IOException {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("QALQAN_TEST_DATA"), "../../shared/data"));
        Path file = List.of(data, Path.of("../../../shared/data")).stream()
                .map(dir -> dir.resolve("noise/laeq-1min.csv"))
                .filter(Files::exists)
                .findFirst()
                .orElse(data.resolve("noise/laeq-1min.csv"));
        assumeTrue(Files.exists(file), "skipped: no noise/laeq-1min.csv in " + data.toAbsolutePath());
        return Files.readAllLines(file).stream().skip(1).toList();
    }
}
