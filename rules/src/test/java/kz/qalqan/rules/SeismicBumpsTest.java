package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import org.junit.jupiter.api.Test;

/**
 * A real coal mine, 1,800 shifts of eight hours, each with the number of its bumps, their energy and the greatest of
 * them; the counts expected were found independently of this engine.
 */
class SeismicBumpsTest {
    private static final Duration SHIFT = Duration.ofHours(8);
    /** A sign of life when the findings of the shift before have ended. */
    private static final Duration ALIVE = Duration.ofMinutes(6);

    private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");
    private static final String SM = "SM-1/seismic-energy";
    private static final String PLAN =
            Plans.oneSensor("""
                      - {rule: seismic-large-event, level: alarm, scope: site, value: 10000, reason: the data's own}
                """).replace("""
            ["02:00", "08:00", "14:00", "20:00"]""", """
            ["06:00", "14:00", "22:00"]""").replace("""
            quantity: ch4, range: [0, 5], valid: [-0.2, 100], sample-period: 30s, role: alarming""", """
            quantity: seismic-energy, range: [0, 1e9], valid: [0, 1e12], sample-period: 1h""").replace("GA-1", "SM-1");

    /** One shift: the hazard others stated for the next one, and whether a bump above 10⁴ J came in it. */
    private record Row(List<String> cells) {
        boolean stated(int column) {
            return !cells.get(column).equals("a");
        }

        boolean hazardous() {
            return cells.get(18).equals("1");
        }

        int bumps() {
            return Integer.parseInt(cells.get(8));
        }

        double energy() {
            return Double.parseDouble(cells.get(16));
        }

        double greatest() {
            return Double.parseDouble(cells.get(17));
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(SharedData.file("seismic-bumps/seismic-bumps.rows-0001-1800.arff")).stream()
                .filter(line -> line.matches("[abcd],.*"))
                .map(line -> new Row(List.of(line.split(",", -1))))
                .toList();
    }

    private static List<Integer> confusion(List<Row> rows, Predicate<Row> warned) {
        List<Integer> counts = new ArrayList<>(List.of(0, 0, 0, 0));
        rows.forEach(row -> {
            int cell = (warned.test(row) ? 0 : 2) + (warned.test(row) == row.hazardous() ? 0 : 1);
            counts.set(cell, counts.get(cell) + 1);
        });
        return counts;
    }

    @Test
    void theDataIsReadAsItsOwnersCountIt() throws IOException {
        List<Row> rows = rows();
        assertThat(rows).hasSize(1800);
        assertThat(confusion(rows, row -> row.stated(0)))
                .as("TP FP TN FN of seismic")
                .containsExactly(77, 459, 1197, 67);
        assertThat(confusion(rows, row -> row.stated(1)))
                .as("of seismoacoustic")
                .containsExactly(58, 668, 988, 86);
        assertThat(confusion(rows, row -> row.stated(7))).as("of ghazard").containsExactly(10, 128, 1528, 134);
    }

    @Test
    void everyShiftWithALargeBumpIsSaidAndEveryShiftThatOutdoesItsPast() throws IOException {
        List<Row> rows = rows();
        try (Timeline mine = Timeline.of(PLAN).withoutTicks()) {
            mine.passes(Duration.between(mine.now(), START.minusSeconds(60)))
                    .reading(SM, 0)
                    .passes(Duration.ofMinutes(1));
            for (Row row : rows) {
                shift(mine, row);
            }
            Set<Integer> large = shifts(mine, "seismic-large-event");
            Set<Integer> expected = new TreeSet<>();
            for (int i = 1; i < rows.size(); i++) {
                if (rows.get(i - 1).hazardous()) {
                    expected.add(i);
                }
            }
            assertThat(large)
                    .as("the class of a shift says what the next one has")
                    .isEqualTo(expected)
                    .hasSize(144);
            Set<Integer> standing = shifts(mine, "seismic-energy");
            assertThat(standing).hasSize(48).contains(36, 139, 160, 161, 176).doesNotContain(37, 162);
            assertThat(standing.stream().filter(i -> rows.get(i).hazardous()))
                    .as("a hazard is rated, never predicted: 6 of 144 hazardous shifts follow")
                    .hasSize(6);
        }
    }

    private static void shift(Timeline mine, Row row) {
        Instant end = mine.now().plus(SHIFT);
        mine.passes(ALIVE).reading(SM, 0).passes(ALIVE.negated());
        Duration each = SHIFT.dividedBy(row.bumps() + 1);
        for (int i = 0; i < row.bumps(); i++) {
            mine.passes(each);
            mine.reading(SM, i == 0 ? row.greatest() : (row.energy() - row.greatest()) / (row.bumps() - 1));
        }
        mine.passes(Duration.between(mine.now(), end).minusMinutes(1)).reading(SM, 0);
        mine.passes(Duration.ofMinutes(1)).reading(SM, 0);
    }

    /** Shifts in which a rule said something. */
    private static Set<Integer> shifts(Timeline mine, String rule) {
        Set<Integer> found = new TreeSet<>();
        for (Finding finding : mine.findings()) {
            if (finding.key().rule().equals(rule) && finding.change() == Change.RAISED) {
                found.add((int) Duration.between(START, finding.at()).dividedBy(SHIFT));
            }
        }
        return found;
    }
}
