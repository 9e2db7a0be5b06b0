package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What falls due: wells, calibrations, starts of panels; and what only a plan can limit (domain rows 33, 45, 8b). The
 * mine's day begins at 19:00 UTC.
 */
class DutyRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String WELL = "DG-1/pipe-ch4";

    private final Timeline mine = Timeline.of(Plans.DUTIES).withoutTicks();

    @AfterEach
    void close() {
        mine.close();
    }

    /** Time passes with a tick each minute. */
    private DutyRulesTest waits(Duration time) {
        for (long i = 0; i < time.toMinutes(); i++) {
            mine.passes(MINUTE).apply(new Tick());
        }
        return this;
    }

    /** The service is away until then. */
    private Timeline away(String until) {
        mine.forget().passes(Duration.between(mine.now(), Instant.parse(until)));
        return mine.apply(new Tick());
    }

    private Finding last(String rule) {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals(rule))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aWellThatNobodyReadForMoreThanADayIsSaid() {
        mine.reading(WELL, 50);
        waits(DAY);
        mine.expectOf("well-reading-missing");
        waits(MINUTE);
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4 stale");
        assertThat(last("well-reading-missing").value().value())
                .isGreaterThan(24)
                .isLessThan(24.1);
        assertThat(last("well-reading-missing").evidence().facts())
                .containsEntry("newest-reading", "2026-11-21T08:00:00Z");
        mine.reading(WELL, 50).expectOf("well-reading-missing", "returned well-reading-missing DG-1:pipe-ch4 stale");
        waits(DAY);
        mine.expectOf("well-reading-missing");
        waits(MINUTE);
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4 stale");
    }

    @Test
    void aWellThatNeverSpokeIsWaitedForFromTheBeginning() {
        waits(DAY.plus(MINUTE));
        mine.expectOf("well-reading-missing");
        waits(Duration.ofMinutes(2));
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4");
    }

    @Test
    void aLateReadingOfAWellIsAReading() {
        mine.reading(WELL, 50);
        waits(DAY.plus(MINUTE));
        mine.forget().reading(WELL, 50, mine.now().minus(Duration.ofHours(20)), Mark.LATE);
        waits(MINUTE);
        mine.expectOf("well-reading-missing", "returned well-reading-missing DG-1:pipe-ch4 stale");
        waits(Duration.ofHours(3));
        mine.expectOf("well-reading-missing");
        waits(Duration.ofHours(1));
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4 stale");
    }

    @Test
    void whileTheLinkIsDownAWellMaySpeakYetAndTwoMinutesAfter() {
        mine.reading(WELL, 50);
        waits(Duration.ofHours(23));
        mine.link(LinkChange.State.DOWN);
        waits(Duration.ofHours(2));
        mine.link(LinkChange.State.UP);
        waits(MINUTE);
        mine.expectOf("well-reading-missing");
        waits(MINUTE);
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4 stale");
    }

    @Test
    void aRestartInTheMiddleOfADayOfWaitingChangesNothing() {
        mine.reading(WELL, 50);
        waits(Duration.ofHours(12));
        mine.restarts();
        waits(Duration.ofHours(12));
        mine.restarts().expectOf("well-reading-missing");
        waits(MINUTE);
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4 stale");
        mine.restarts();
        waits(Duration.ofMinutes(5));
        mine.expectOf("well-reading-missing");
    }

    @Test
    void aStricterTimeForWellsHoldsAtOnce() {
        mine.reading(WELL, 50);
        waits(Duration.ofHours(13));
        mine.forget().change("well-reading-missing:alarm:location:wells", 12.0);
        waits(MINUTE);
        mine.expectOf("well-reading-missing", "raised well-reading-missing DG-1:pipe-ch4 stale");
        assertThat(last("well-reading-missing").evidence().limitVersion()).isEqualTo(2);
    }

    @Test
    void aCalibrationIsOverdueWhenItsDayIsOverInTheMine() {
        away("2026-11-22T18:59:59Z").expectOf("calibration-overdue");
        away("2026-11-22T19:00:00Z")
                .expectOf(
                        "calibration-overdue",
                        "raised calibration-overdue GA-2:pressure",
                        "raised calibration-overdue GA-4:ch4",
                        "raised calibration-overdue GA-7:ch4");
        assertThat(last("calibration-overdue").subject().priority().word()).isEqualTo("low");
        assertThat(last("calibration-overdue").evidence().facts())
                .containsEntry("calibration-due", "2026-11-22")
                .containsEntry("source", "S134");
    }

    @Test
    void aWeekLaterItIsGraver() {
        away("2026-11-22T19:00:00Z");
        mine.restarts();
        away("2026-11-29T18:59:59Z").expectOf("calibration-overdue");
        mine.restarts();
        away("2026-11-29T19:00:00Z")
                .expectOf(
                        "calibration-overdue",
                        "changed calibration-overdue GA-2:pressure",
                        "changed calibration-overdue GA-4:ch4",
                        "changed calibration-overdue GA-7:ch4");
        assertThat(last("calibration-overdue").subject().priority().word()).isEqualTo("medium");
    }

    @Test
    void aDeclaredCalibrationMovesTheDayOnByTheInterval() {
        away("2026-11-22T20:00:00Z");
        mine.declare(Declaration.Type.CALIBRATION_DONE, "GA-4/ch4")
                .expectOf(
                        "calibration-overdue",
                        "raised calibration-overdue GA-2:pressure",
                        "raised calibration-overdue GA-4:ch4",
                        "raised calibration-overdue GA-7:ch4",
                        "returned calibration-overdue GA-4:ch4");
        mine.declare(Declaration.Type.CALIBRATION_DONE, "GA-2/pressure")
                .expectOf("calibration-overdue", "returned calibration-overdue GA-2:pressure");
        mine.restarts();
        away("2026-12-24T18:59:59Z");
        mine.forget();
        away("2026-12-24T19:00:00Z").expectOf("calibration-overdue", "raised calibration-overdue GA-4:ch4");
        assertThat(last("calibration-overdue").evidence().facts()).containsEntry("calibration-due", "2026-12-24");
    }

    @Test
    void aCalibrationDeclaredEarlyNeverMovesTheDayBack() {
        mine.declare(Declaration.Type.CALIBRATION_DONE, "GA-7/ch4");
        away("2026-12-21T00:00:00Z")
                .expectOf(
                        "calibration-overdue",
                        "raised calibration-overdue GA-2:pressure",
                        "raised calibration-overdue GA-4:ch4");
        away("2026-12-22T19:00:00Z").expectOf("calibration-overdue", "raised calibration-overdue GA-7:ch4");
    }

    @Test
    void oxygenIsCalibratedEveryShift() {
        mine.declare(Declaration.Type.CALIBRATION_DONE, "GA-2/o2").forget();
        mine.at("14:59:59").apply(new Tick()).expectOf("calibration-overdue");
        mine.at("15:00:00").apply(new Tick()).expectOf("calibration-overdue", "raised calibration-overdue GA-2:o2");
        mine.declare(Declaration.Type.CALIBRATION_DONE, "GA-2/o2")
                .expectOf("calibration-overdue", "returned calibration-overdue GA-2:o2");
    }

    @Test
    void aPanelThatStartsBeforeItsDrainageTimeIsOverIsUnprepared() {
        away("2026-11-22T18:59:59Z").expectOf("panel-start-unprepared");
        away("2026-11-22T19:00:00Z").expectOf("panel-start-unprepared", "raised panel-start-unprepared face-1");
        assertThat(last("panel-start-unprepared").evidence().facts())
                .containsEntry("level", "drainage-time")
                .containsEntry("panel-start", "2026-11-23")
                .containsEntry("drained-since", "2026-10-01")
                .containsEntry("drainage-days", "60")
                .containsEntry("drained-from", "2026-11-30");
        mine.restarts();
        away("2026-11-29T18:59:59Z").expectOf("panel-start-unprepared");
        away("2026-11-29T19:00:00Z").expectOf("panel-start-unprepared", "returned panel-start-unprepared face-1");
    }

    @Test
    void aPanelThatStartsWithMoreGasThanItsTargetIsUnpreparedUntilItHasLess() {
        mine.reading("DG-3/gas-content", 9.2)
                .expectOf("residual-gas-content", "raised residual-gas-content DG-3:gas-content");
        away("2026-11-29T19:00:00Z").expectOf("panel-start-unprepared", "raised panel-start-unprepared face-1");
        assertThat(last("panel-start-unprepared").evidence().facts())
                .containsEntry("level", "gas-content")
                .containsEntry("gas-content", "9.2 m3/t")
                .containsEntry("target", "9.0 m3/t");
        mine.restarts();
        mine.reading("DG-3/gas-content", 8.4)
                .expectOf("panel-start-unprepared", "returned panel-start-unprepared face-1");
    }

    @Test
    void airIsTooFastOnlyAboveThePlansMaximumAndAfterTwoMinutes() {
        assertThat(mine.engine().view().limits().stream().filter(l -> l.rule().equals("air-velocity-high")))
                .singleElement()
                .satisfies(limit -> assertThat(limit.scope()).isEqualTo("zone:vent-1"));
        mine.keeps("AV-1/air-velocity", 4.0, Duration.ofMinutes(3)).expectOf("air-velocity-high");
        mine.keeps("AV-1/air-velocity", 4.1, Duration.ofMinutes(2)).expectOf("air-velocity-high");
        mine.restarts()
                .reading("AV-1/air-velocity", 4.1)
                .expectOf("air-velocity-high", "raised air-velocity-high AV-1:air-velocity");
        assertThat(last("air-velocity-high").subject().priority().word()).isEqualTo("low");
    }

    @Test
    void aLimitThatOnlyThePlanCanSayNeedsAValue() {
        assertThatThrownBy(
                        () -> Timeline.of(Plans.DUTIES.replace("value: 4, reason: dust", "on-delay: 5s, reason: dust")))
                .hasMessageContaining("air-velocity-high")
                .hasMessageContaining("needs a value");
    }

    @Test
    void drainageBelowItsPlanForThreeWholeDaysIsSaid() {
        drains(10, "2026-11-24T18:59:00Z");
        mine.expectOf("drainage-efficiency");
        mine.restarts();
        drains(10, "2026-11-24T19:01:00Z");
        mine.expectOf("drainage-efficiency", "raised drainage-efficiency DG-2:pipe-flow");
        assertThat(last("drainage-efficiency").value().value()).isBetween(32.2, 32.3);
        assertThat(last("drainage-efficiency").evidence().facts()).containsEntry("drained", "4.0 m3/min");
        drains(30, "2026-11-25T19:02:00Z");
        mine.expectOf("drainage-efficiency", "returned drainage-efficiency DG-2:pipe-flow");
    }

    @Test
    void oneGoodDayIsEnoughAndADayOfGapsCountsNot() {
        drains(10, "2026-11-23T19:00:00Z");
        drains(30, "2026-11-24T19:00:00Z");
        drains(10, "2026-11-24T19:05:00Z");
        mine.expectOf("drainage-efficiency");
        drains(10, "2026-11-25T19:00:00Z");
        away("2026-11-26T04:00:00Z");
        drains(10, "2026-11-29T19:05:00Z");
        mine.expectOf("drainage-efficiency", "raised drainage-efficiency DG-2:pipe-flow");
        assertThat(last("drainage-efficiency").at()).isEqualTo(Instant.parse("2026-11-29T19:00:00Z"));
    }

    /** All that efficiency is worked out of, each minute. */
    private void drains(double flow, String until) {
        while (mine.now().isBefore(Instant.parse(until))) {
            mine.reading("AV-2/air-velocity", 5)
                    .reading("GA-5/ch4", 0.2)
                    .reading("DG-2/pipe-ch4", 40)
                    .reading("DG-2/pipe-flow", flow)
                    .passes(MINUTE);
        }
    }

    @Test
    void efficiencyThatCannotBeReckonedIsRefusedWithItsReason() {
        assertThatThrownBy(() -> Timeline.of(Plans.DUTIES.replace("cross-section: 14,", "")))
                .hasMessageContaining("drainage-efficiency")
                .hasMessageContaining("cross-section");
    }
}
