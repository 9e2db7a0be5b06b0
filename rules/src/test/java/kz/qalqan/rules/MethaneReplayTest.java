package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real longwall, 111 hours of 30-second means: the counts were found independently of this engine. */
class MethaneReplayTest {
    private static final String FILE = "shared/data/methane/methane-train.arff";
    private static final int MM116 = 1;

    private static final String INSTANT = """
                  - {rule: ch4-limit, level: alarm, scope: site, dead-band: 0, off-delay: 0s, reason: r}
                  - {rule: ch4-cut, level: alarm, scope: site, %s, off-delay: 0s, reason: r}
                  - {rule: ch4-withdraw, level: alarm, scope: site, dead-band: 0, off-delay: 0s, reason: r}
            """;

    @Test
    void countsTheKnownEpisodesOfEachLevelWithoutDeadBandAndDelays() throws IOException {
        try (Timeline mine = replay("dead-band: 0")) {
            assertThat(raised(mine, "ch4-limit")).isEqualTo(140);
            assertThat(raised(mine, "ch4-cut")).isEqualTo(20);
            assertThat(raised(mine, "ch4-withdraw")).isEqualTo(2);
        }
    }

    @Test
    void countsTheKnownEpisodesOfACutThatEndsBelowItsRestoreLevel() throws IOException {
        try (Timeline mine = replay("off: 1.0, dead-band: 0")) {
            assertThat(raised(mine, "ch4-cut")).isEqualTo(10);
            assertThat(mine.findings().stream().filter(f -> is(f, "ch4-cut", Change.RELEASED)))
                    .isEmpty();
        }
    }

    private static long raised(Timeline mine, String rule) {
        return mine.findings().stream().filter(f -> is(f, rule, Change.RAISED)).count();
    }

    private static boolean is(Finding finding, String rule, Change change) {
        return finding.key().rule().equals(rule) && finding.change() == change;
    }

    private static Timeline replay(String cut) throws IOException {
        Path file = find();
        assumeTrue(file != null, "the methane data of the shared folder is not here");
        Timeline mine = Timeline.of(Plans.oneSensor(INSTANT.formatted(cut))).withoutTicks();
        List<String> lines = file == null ? List.of() : Files.readAllLines(file);
        lines.stream()
                .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                .forEach(line -> mine.after(Duration.ofSeconds(30))
                        .reading("GA-1/ch4", Double.parseDouble(line.split(",", -1)[MM116])));
        return mine;
    }

    private static @Nullable Path find() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isReadable(at.resolve(FILE))) {
                return at.resolve(FILE);
            }
        }
        return null;
    }
}
