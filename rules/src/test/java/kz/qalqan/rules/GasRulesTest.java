package kz.qalqan.rules;

import static kz.qalqan.telemetry.Declaration.Type.BUMP_TEST;
import static kz.qalqan.telemetry.Declaration.Type.RESTORE;
import static kz.qalqan.telemetry.Quality.Mark.FAULT;
import static kz.qalqan.telemetry.Quality.Mark.OVER_RANGE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GasRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    @Test
    void theLimitIsReachedAtItAndNotJustBelow() {
        mine.reading("GA-1/ch4", Math.nextDown(1.0)).expectOf("ch4-limit");
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-limit", "raised ch4-limit GA-1:ch4");
    }

    @Test
    void insideTheDeadBandTheLimitStaysAndTheOffDelayStartsAnew() {
        mine.reading("GA-1/ch4", 1.0).forget();
        mine.keeps("GA-1/ch4", 0.89, Duration.ofSeconds(59));
        mine.reading("GA-1/ch4", 0.9).forget();
        mine.after(Duration.ofSeconds(1)).keeps("GA-1/ch4", 0.89, MINUTE).expectOf("ch4-limit");
        mine.reading("GA-1/ch4", 0.89).expectOf("ch4-limit", "returned ch4-limit GA-1:ch4");
    }

    @Test
    void theOffDelayEndsExactlyAtItsEndAndNotASecondBefore() {
        mine.reading("GA-1/ch4", 1.0).forget();
        mine.keeps("GA-1/ch4", 0.5, MINUTE).expectOf("ch4-limit");
        mine.reading("GA-1/ch4", 0.5).expectOf("ch4-limit", "returned ch4-limit GA-1:ch4");
    }

    @Test
    void timeWithoutDataCountsToNoDelay() {
        mine.reading("GA-1/ch4", 1.0);
        mine.keeps("GA-1/ch4", 0.5, Duration.ofSeconds(30)).forget();
        mine.after(Duration.ofMinutes(10)).expectOf("ch4-limit", "changed ch4-limit GA-1:ch4 stale");
        mine.reading("GA-1/ch4", 0.5).expectOf("ch4-limit", "changed ch4-limit GA-1:ch4");
        mine.after(Duration.ofSeconds(1))
                .keeps("GA-1/ch4", 0.5, Duration.ofSeconds(28))
                .expectOf("ch4-limit");
        mine.after(Duration.ofSeconds(2)).reading("GA-1/ch4", 0.5).expectOf("ch4-limit", "returned ch4-limit GA-1:ch4");
    }

    @Test
    void everyPlaceHasItsOwnLimit() {
        mine.reading("GA-4/ch4", 0.5).expectOf("ch4-intake", "raised ch4-intake GA-4:ch4");
        mine.reading("GA-5/ch4", 0.75).expectOf("ch4-return", "raised ch4-return GA-5:ch4");
        mine.reading("GA-6/ch4", 1.0).expectOf("station-methane", "raised station-methane GA-6:ch4");
        mine.reading("GA-3/ch4", 1.99).expect("raised ch4-pre-alarm GA-3:ch4");
        mine.reading("GA-3/ch4", 2.0)
                .expect(
                        "raised ch4-local-accumulation GA-3:ch4",
                        "changed ch4-pre-alarm GA-3:ch4 by ch4-local-accumulation");
    }

    @Test
    void theReturnEndsOnlyAfterItsLongerDelay() {
        mine.reading("GA-5/ch4", 0.75).forget();
        mine.keeps("GA-5/ch4", 0.69, Duration.ofMinutes(2)).expectOf("ch4-return");
        mine.reading("GA-5/ch4", 0.69).expectOf("ch4-return", "returned ch4-return GA-5:ch4");
    }

    @Test
    void atTheWithdrawalLevelEveryLowerStepIsSpokenFor() {
        mine.reading("GA-1/ch4", 2.0)
                .expect(
                        "raised ch4-pre-alarm GA-1:ch4 by ch4-withdraw",
                        "raised ch4-limit GA-1:ch4 by ch4-withdraw",
                        "raised ch4-cut GA-1:ch4 by ch4-withdraw",
                        "raised ch4-withdraw GA-1:ch4");
    }

    @Test
    void aCutIsNotReleasedAboveItsRestoreLevelAndSaysSo() {
        mine.reading("GA-1/ch4", 1.5).forget();
        mine.reading("GA-1/ch4", 1.0).expectNothing();
        mine.declare(RESTORE, "GA-1/ch4").expect("changed ch4-cut GA-1:ch4");
        Finding refused = mine.lastFindings().get(0);
        assertThat(refused.evidence().facts())
                .containsEntry("refused", "1.0 % is not below the restore level of 1.0")
                .containsEntry("declared", "restore by operator");
        mine.reading("GA-1/ch4", 0.99).expectOf("ch4-cut", "returned ch4-cut GA-1:ch4");
        mine.declare(RESTORE, "GA-1/ch4").expectOf("ch4-cut", "released ch4-cut GA-1:ch4");
    }

    @Test
    void aCutIsNotReleasedWhileItsSensorIsSilentOrFaulty() {
        mine.reading("GA-1/ch4", 1.5).reading("GA-1/ch4", 0.4).forget();
        mine.reading("GA-1/ch4", Double.NaN, FAULT).forget();
        mine.declare(RESTORE, "GA-1/ch4").expect("changed ch4-cut GA-1:ch4");
        mine.after(Duration.ofSeconds(31)).forget();
        mine.declare(RESTORE, "GA-1/ch4").expect("changed ch4-cut GA-1:ch4");
    }

    @Test
    void aLockedCutIsRaisedAgainWhenMethaneComesBack() {
        mine.reading("GA-1/ch4", 1.5).reading("GA-1/ch4", 0.4).forget();
        mine.reading("GA-1/ch4", 1.5).expectOf("ch4-cut", "raised ch4-cut GA-1:ch4");
    }

    @Test
    void anOverRangeReadingIsExplosiveAndStaysUntilABumpTest() {
        mine.reading("GA-1/ch4", 4.2, OVER_RANGE).expectOf("ch4-over-range", "raised ch4-over-range GA-1:ch4");
        mine.declare(BUMP_TEST, "GA-1/ch4").expect("changed ch4-over-range GA-1:ch4");
        mine.keeps("GA-1/ch4", 0.4, Duration.ofSeconds(61))
                .expectOf("ch4-over-range", "returned ch4-over-range GA-1:ch4");
        mine.declare(RESTORE, "GA-3/ch4").expectNothing();
        mine.declare(BUMP_TEST, "GA-1/ch4")
                .expect(
                        "released ch4-over-range GA-1:ch4",
                        "changed ch4-withdraw GA-1:ch4",
                        "changed ch4-cut GA-1:ch4 by ch4-withdraw",
                        "changed ch4-limit GA-1:ch4 by ch4-withdraw",
                        "changed ch4-pre-alarm GA-1:ch4 by ch4-withdraw");
    }

    @Test
    void untilItsBumpTestASensorThatWasBeyondItsRangeClearsNothing() {
        mine.reading("GA-2/ch4", 5.5, OVER_RANGE).forget();
        mine.keeps("GA-2/ch4", 0.2, Duration.ofMinutes(3))
                .expectOf("ch4-limit", "changed ch4-limit GA-2:ch4 by ch4-withdraw stale");
        assertThat(mine.trust("GA-2/ch4")).isEqualTo(Trust.OVER_RANGED);
        mine.declare(RESTORE, "GA-2/ch4").expectOf("ch4-cut", "changed ch4-cut GA-2:ch4 by ch4-withdraw stale");
        mine.restarts().keeps("GA-2/ch4", 0.2, Duration.ofMinutes(3)).expectOf("ch4-limit");
        mine.declare(BUMP_TEST, "GA-2/ch4").forget();
        assertThat(mine.trust("GA-2/ch4")).isEqualTo(Trust.TRUSTED);
        mine.keeps("GA-2/ch4", 0.2, Duration.ofSeconds(60)).expectOf("ch4-limit");
        mine.reading("GA-2/ch4", 0.2).expectOf("ch4-limit", "returned ch4-limit GA-2:ch4");
        mine.declare(RESTORE, "GA-2/ch4").expectOf("ch4-cut", "released ch4-cut GA-2:ch4");
    }

    @Test
    void oneSensorOverAndAnotherThatAwaitsItsBumpTestAreGeneralGassing() {
        mine.reading("GA-2/ch4", 5.5, OVER_RANGE);
        mine.keeps("GA-2/ch4", 0.2, Duration.ofSeconds(400)).forget();
        mine.reading("GA-1/ch4", 0.99).expectOf("ch4-general-gassing");
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-general-gassing", "raised ch4-general-gassing section-1");
    }

    @Test
    void twoSensorsOfOneSectionOverTheLimitWithinFiveMinutesAreGeneralGassing() {
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-general-gassing");
        mine.keeps("GA-1/ch4", 0.3, Duration.ofSeconds(299)).expectOf("ch4-general-gassing");
        mine.reading("GA-2/ch4", 1.0).expectOf("ch4-general-gassing", "raised ch4-general-gassing section-1");
        assertThat(mine.findings().get(mine.findings().size() - 1).evidence().readings())
                .isNotEmpty();
    }

    @Test
    void gassingStaysWhileAnyTwoOfThreeSensorsCount() {
        mine.reading("GA-1/ch4", 1.0)
                .reading("GA-2/ch4", 1.0)
                .reading("GA-3/ch4", 2.0)
                .forget();
        mine.keeps("GA-1/ch4", 0.3, Duration.ofMinutes(4));
        mine.reading("GA-2/ch4", 1.0).reading("GA-3/ch4", 2.0).forget();
        mine.after(Duration.ofSeconds(1))
                .keeps("GA-1/ch4", 0.3, Duration.ofMinutes(2))
                .expectOf("ch4-general-gassing");
    }

    @Test
    void theEvidenceOfALongGassingKeepsToItsBounds() {
        for (int i = 0; i < 80; i++) {
            mine.reading("GA-1/ch4", 1.5).reading("GA-3/ch4", 2.5).after(Duration.ofSeconds(1));
        }
        mine.reading("GA-2/ch4", 1.5);
        for (Finding finding : mine.findings()) {
            assertThat(finding.evidence().readings()).hasSizeLessThanOrEqualTo(60);
            assertThat(finding.evidence().toString().length()).isLessThan(16 * 1024);
        }
    }

    @Test
    void afterFiveMinutesTheFirstSensorNoLongerCounts() {
        mine.reading("GA-1/ch4", 1.0);
        mine.keeps("GA-1/ch4", 0.3, Duration.ofSeconds(301)).forget();
        mine.reading("GA-2/ch4", 1.0).expectOf("ch4-general-gassing");
    }

    @Test
    void sensorsOfDifferentSectionsAreNoGeneralGassing() {
        mine.reading("GA-1/ch4", 1.0).reading("GA-5/ch4", 1.0).expectOf("ch4-general-gassing");
    }

    @Test
    void aSilentSensorCountsWhileItsNeighbourIsOver() {
        mine.reading("GA-2/ch4", 0.2).forget();
        mine.after(Duration.ofSeconds(31)).expectOf("ch4-general-gassing");
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-general-gassing", "raised ch4-general-gassing section-1");
        mine.reading("GA-1/ch4", 0.99).expectOf("ch4-general-gassing", "returned ch4-general-gassing section-1");
    }

    @Test
    void aFaultIsNeverJudgedAsGas() {
        mine.reading("GA-1/ch4", 250, FAULT).expect("raised out-of-physics GA-1:ch4");
        mine.reading("GA-1/ch4", -50, FAULT).expectNothing();
    }

    @Test
    void carbonMonoxideHasALimitAndAHighLevel() {
        mine.reading("GA-1/co", 16.9).expectNothing();
        mine.reading("GA-1/co", 17).expect("raised co-limit GA-1:co");
        mine.reading("GA-1/co", 50).expect("raised co-high GA-1:co");
        mine.keeps("GA-1/co", 10, Duration.ofMinutes(5)).expect("returned co-limit GA-1:co");
        mine.reading("GA-1/co", 10).expect("returned co-high GA-1:co");
    }

    @Test
    void lowOxygenIsOneFindingWhosePriorityMoves() {
        mine.reading("GA-1/o2", 20.5).expectNothing();
        mine.reading("GA-1/o2", 20.49).expect("raised o2-low GA-1:o2");
        assertThat(mine.lastFindings().get(0).subject().priority()).isEqualTo(Priority.MEDIUM);
        mine.reading("GA-1/o2", 19.9).expect("changed o2-low GA-1:o2");
        assertThat(mine.lastFindings().get(0).subject().priority()).isEqualTo(Priority.HIGH);
        mine.reading("GA-1/o2", 18.9).expect("changed o2-low GA-1:o2");
        assertThat(mine.lastFindings().get(0).subject().priority()).isEqualTo(Priority.CRITICAL);
        mine.keeps("GA-1/o2", 20.9, MINUTE).expectNothing();
        mine.reading("GA-1/o2", 20.9).expectOf("o2-low", "returned o2-low GA-1:o2");
    }
}
