package kz.qalqan.app.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.simulator.grade.Grade;
import kz.qalqan.simulator.grade.Grade.Verdict;
import kz.qalqan.simulator.grade.GradeReport;
import kz.qalqan.simulator.mine.Scenario;
import kz.qalqan.simulator.mine.Scenarios;
import kz.qalqan.telemetry.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each scenario against the rules and the alert book that are shipped: what is true is raised, and nothing else. */
final class GradeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "karaganda-1, quiet-shift, 1",
        "zhezkazgan-1, quiet-shift, 1",
        "karaganda-1, face-methane-rise, 1",
        "karaganda-1, face-methane-rise, 4711",
        "karaganda-1, belt-fire, 1",
        "karaganda-1, blast-and-clearance, 2",
        "karaganda-1, calibration-day, 3",
        "karaganda-1, drainage-failure, 4",
        "karaganda-1, heading-fan-stop, 5",
        "karaganda-1, main-fan-stop, 6",
        "karaganda-1, outburst, 7",
        "karaganda-1, rockburst-and-aftershocks, 8",
        "karaganda-1, silent-sensor, 9",
        "karaganda-1, stuck-sensor, 10",
        "zhezkazgan-1, panel-blast-and-fan-off, 11",
    })
    void nothingIsMissedNothingFalseNothingRepeated(String site, String scenario, long seed) {
        Grade grade = grade(PlanReader.shipped(site), Scenarios.of(scenario), seed);

        assertThat(grade.faults())
                .as("seed " + seed + "\n" + GradeReport.table(grade))
                .isEmpty();
        assertThat(grade.perfect()).isTrue();
        assertThat(grade.readings().sent()).isPositive();
        assertThat(grade.count(Verdict.CAUGHT))
                .isEqualTo(Scenarios.of(scenario).truth().required().size());
    }

    @Test
    void rulesOfAnotherKindOfMineAreCaughtByTheGrade() {
        Plan ore = PlanReader.parse(
                PlanReader.shipped("karaganda-1")
                        .text()
                        .replace("preset: kz-default", "preset: kz-ore")
                        .replaceAll("(?m)^.*rule: drainage-efficiency.*\\R", ""),
                "ore.yml");
        Grade grade = grade(ore, Scenarios.of(Scenarios.FACE_METHANE_RISE), 1);

        assertThat(grade.perfect()).isFalse();
        assertThat(grade.faults())
                .filteredOn(line -> line.verdict() == Verdict.MISSED)
                .extracting(Grade.Line::rule)
                .contains("ch4-limit", "ch4-pre-alarm");
    }

    @Test
    void limitMovedDownIsCaughtByTheGrade() {
        Grade grade = grade(moved("ch4-limit", "site", "0.3"), Scenarios.of(Scenarios.QUIET_SHIFT), 1);

        assertThat(grade.faults()).isNotEmpty().extracting(Grade.Line::verdict).containsOnly(Verdict.FALSE);
    }

    private Grade grade(Plan plan, Scenario scenario, long seed) {
        try (VirtualService service = new VirtualService(plan, dir)) {
            return service.play(scenario, seed);
        }
    }

    /** The model coal mine with one limit of the whole site moved. */
    private static Plan moved(String rule, String scope, String value) {
        String text = PlanReader.shipped("karaganda-1").text();
        String limit = "    limits:\n      - {rule: %s, level: alarm, scope: %s, value: %s, reason: a broken rule}\n"
                .formatted(rule, scope, value);
        return PlanReader.parse(text.replaceFirst("    limits:\n", limit), "moved.yml");
    }
}
