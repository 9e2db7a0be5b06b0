package kz.qalqan.rules;

import static kz.qalqan.telemetry.LinkChange.State.DOWN;
import static kz.qalqan.telemetry.LinkChange.State.DRAINING;
import static kz.qalqan.telemetry.LinkChange.State.UP;
import static kz.qalqan.telemetry.Quality.Mark.CLOCK_ABSURD;
import static kz.qalqan.telemetry.Quality.Mark.CLOCK_CORRECTED;
import static kz.qalqan.telemetry.Quality.Mark.FAULT;
import static kz.qalqan.telemetry.Quality.Mark.LATE;
import static kz.qalqan.telemetry.Quality.Mark.PLACE_MISMATCH;
import static kz.qalqan.telemetry.Quality.Mark.RETAINED;
import static kz.qalqan.telemetry.Quality.Mark.UNSTAMPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.ServiceStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrustRulesTest {
    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    private Finding newest() {
        return mine.findings().get(mine.findings().size() - 1);
    }

    @Test
    void aSafetySensorIsSilentAfterThirtySeconds() {
        mine.reading("GA-2/ch4", 0.1).after(Duration.ofSeconds(29)).expectNothing();
        mine.after(Duration.ofSeconds(1)).expect("raised no-data GA-2:ch4");
        assertThat(newest().subject().priority()).isEqualTo(Priority.HIGH);
        mine.reading("GA-2/ch4", 0.1).expect("returned no-data GA-2:ch4");
    }

    @Test
    void aSlowSensorIsSilentOnlyAfterMoreThanThreeOfItsPeriods() {
        mine.reading("GA-4/ch4", 0.1).after(Duration.ofMinutes(1)).expectNothing();
        mine.after(Duration.ofSeconds(1)).expect("raised no-data GA-4:ch4");
    }

    @Test
    void aSilentSensorThatSwitchesPowerOffCountsAsTripped() {
        mine.reading("GA-1/ch4", 0.1).after(Duration.ofSeconds(30)).expect("raised no-data GA-1:ch4");
        assertThat(newest().subject().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(newest().subject().text().en()).contains("counts as tripped");
    }

    @Test
    void aSensorThatIsNoSafetySensorMayBeSilent() {
        mine.reading("DG-1/pipe-ch4", 40).after(Duration.ofMinutes(5)).expectOf("no-data");
        assertThat(mine.engine().view().trust().get(mine.id("DG-1/pipe-ch4"))).isEqualTo(Trust.SILENT);
    }

    @Test
    void aZoneWhoseSafetySensorsAreAllSilentIsOneLostLink() {
        mine.reading("GA-2/ch4", 0.1).reading("AV-1/air-velocity", 1).forget();
        mine.after(Duration.ofSeconds(30))
                .expect(
                        "raised link-lost vent-1",
                        "raised no-data AV-1:air-velocity by link-lost",
                        "raised no-data GA-2:ch4 by link-lost");
        assertThat(mine.findings().get(0).evidence().facts()).containsEntry("silent", "GA-2/ch4, AV-1/air-velocity");
        mine.restarts()
                .reading("GA-2/ch4", 0.1)
                .expect("returned link-lost vent-1", "changed no-data AV-1:air-velocity", "returned no-data GA-2:ch4");
    }

    @Test
    void whoNeverSpokeIsOneGroupedFindingAndNoSilence() {
        mine.reading("GA-1/ch4", 0.1).forget();
        mine.after(Duration.ofMinutes(2)).expectOf("not-commissioned", "raised not-commissioned _site");
        assertThat(newest().evidence().facts()).containsEntry("never-seen-count", "12");
        assertThat(newest().subject().priority()).isEqualTo(Priority.LOW);
    }

    @Test
    void aSlowSensorIsMissedOnlyAfterMoreThanThreeOfItsPeriods() {
        mine.after(Duration.ofMinutes(3)).forget();
        assertThat(newest().evidence().facts().get("never-seen")).doesNotContain("SM-1");
        mine.after(Duration.ofHours(3)).forget();
        for (SensorId id : mine.plan().sensors().keySet()) {
            mine.reading(id.device() + "/" + id.quantity().code(), 21);
        }
        mine.expectOf("not-commissioned", "returned not-commissioned _site");
    }

    @Test
    void anOpenFindingOfASilentSensorStaysAndIsStale() {
        mine.reading("GA-2/ch4", 1.2).forget();
        mine.after(Duration.ofSeconds(30))
                .expect(
                        "raised no-data GA-2:ch4",
                        "changed ch4-limit GA-2:ch4 stale",
                        "changed ch4-pre-alarm GA-2:ch4 by ch4-limit stale");
        mine.after(Duration.ofHours(1)).expectOf("ch4-limit");
    }

    @Test
    void silenceIsNotCountedWhileTheLinkIsDownOrDrains() {
        mine.reading("GA-1/ch4", 0.1).forget();
        mine.link(DOWN).after(Duration.ofSeconds(9)).expectNothing();
        mine.after(Duration.ofSeconds(1)).expect("raised link-lost _site");
        assertThat(newest().subject().priority()).isEqualTo(Priority.CRITICAL);
        mine.after(Duration.ofMinutes(5)).expectNothing();
        mine.link(DRAINING).after(Duration.ofMinutes(5)).expectNothing();
        mine.link(UP).expect("returned link-lost _site");
        mine.after(Duration.ofSeconds(29)).expectNothing();
        mine.after(Duration.ofSeconds(1)).expect("raised no-data GA-1:ch4");
    }

    @Test
    void theOpenAlertSaysWhyTheLinkIsDownNow() {
        mine.link(DOWN, "broker-absent: no broker answers")
                .after(Duration.ofSeconds(10))
                .expect("raised link-lost _site");
        assertThat(newest().evidence().facts()).containsEntry("link-mqtt", "broker-absent: no broker answers");
        mine.link(DOWN, "broker-absent: no broker answers").expectNothing();
        mine.link(DOWN, "credentials-refused: wrong password").expect("changed link-lost _site");
        assertThat(newest().evidence().facts()).containsEntry("link-mqtt", "credentials-refused: wrong password");
        mine.link(UP).expect("returned link-lost _site");
    }

    @Test
    void aLinkThatIsBackWithinTenSecondsIsNotLost() {
        mine.link(DOWN)
                .after(Duration.ofSeconds(9))
                .link(DRAINING)
                .after(Duration.ofMinutes(1))
                .expectNothing();
        mine.link(UP).expectNothing();
    }

    @Test
    void delaysStandStillWhileTheLinkIsDown() {
        mine.keeps("AV-1/air-velocity", 0.2, Duration.ofSeconds(100));
        mine.link(DOWN).after(Duration.ofMinutes(5)).link(UP).forget();
        mine.keeps("AV-1/air-velocity", 0.2, Duration.ofSeconds(21)).expectNothing();
        mine.reading("AV-1/air-velocity", 0.2).expect("raised air-velocity-low AV-1:air-velocity");
    }

    @Test
    void theTimeTheServiceWasAwayIsNoSilence() {
        mine.reading("GA-1/ch4", 0.1).withoutTicks();
        mine.after(Duration.ofMinutes(10))
                .apply(new ServiceStart("b", "e", "p", "z"))
                .expectNothing();
    }

    @Test
    void aFaultDistrustsTheSensorUntilAMinuteAfterTheLast() {
        mine.reading("GA-2/ch4", 250, FAULT).expect("raised out-of-physics GA-2:ch4");
        assertThat(newest().subject().priority()).isEqualTo(Priority.MEDIUM);
        assertThat(mine.engine().view().trust().get(mine.id("GA-2/ch4"))).isEqualTo(Trust.FAULTY);
        mine.keeps("GA-2/ch4", 0.1, Duration.ofMinutes(1)).expectNothing();
        mine.reading("GA-2/ch4", 0.1).expect("returned out-of-physics GA-2:ch4");
    }

    @Test
    void aFaultySwitchingOffSensorCountsAsTripped() {
        mine.reading("GA-1/ch4", 250, FAULT).expect("raised out-of-physics GA-1:ch4");
        assertThat(newest().subject().priority()).isEqualTo(Priority.CRITICAL);
    }

    @Test
    void aStampAYearAheadIsJudgedNowAndTheSensorDistrusted() {
        mine.reading("GA-2/ch4", 1.2, mine.now(), CLOCK_CORRECTED, CLOCK_ABSURD)
                .expect(
                        "raised clock-skew GA-2:ch4",
                        "raised ch4-limit GA-2:ch4 stale",
                        "raised ch4-pre-alarm GA-2:ch4 by ch4-limit stale");
        assertThat(newest().measuredAt()).isEqualTo(mine.now());
    }

    @Test
    void aStampAMinuteAheadIsARecordOnly() {
        mine.reading("GA-2/ch4", 0.2, mine.now(), CLOCK_CORRECTED).expect("raised clock-skew GA-2:ch4");
        assertThat(newest().subject().priority()).isEqualTo(Priority.LOW);
        assertThat(mine.engine().view().trust().get(mine.id("GA-2/ch4"))).isEqualTo(Trust.CLOCK_CORRECTED);
    }

    @Test
    void aSensorThatSpeaksForAnotherZoneIsJudgedByTheStricterPlace() {
        mine.reading("GA-2/ch4", 0.6).expectNothing();
        mine.reading("GA-2/ch4", 0.6, PLACE_MISMATCH)
                .expect("raised place-mismatch GA-2:ch4", "raised ch4-intake GA-2:ch4");
        mine.keeps("GA-2/ch4", 0.6, Duration.ofSeconds(61))
                .expect("returned place-mismatch GA-2:ch4", "returned ch4-intake GA-2:ch4");
    }

    @Test
    void lateReadingsOverALimitAreOneOccurrencePerKeyAndChangeNothingLive() {
        mine.reading("GA-1/ch4", 0.4).forget();
        for (int i = 0; i < 5; i++) {
            mine.reading("GA-1/ch4", 1.2 + i / 100.0, mine.now().minus(Duration.ofSeconds(100 - i)), LATE);
        }
        mine.expect("late_occurrence ch4-limit GA-1:ch4", "late_occurrence ch4-pre-alarm GA-1:ch4 by ch4-limit");
        assertThat(mine.findings().get(0).measuredAt()).isEqualTo(mine.now().minus(Duration.ofSeconds(100)));
        mine.reading("GA-1/ch4", 0.4, mine.now().minus(Duration.ofMinutes(1)), LATE)
                .expectNothing();
        mine.reading("GA-1/ch4", 1.2, mine.now().minus(Duration.ofSeconds(50)), LATE)
                .expectOf("ch4-limit", "late_occurrence ch4-limit GA-1:ch4");
        mine.after(Duration.ofSeconds(1)).reading("GA-1/ch4", 1.0).expectOf("ch4-limit", "raised ch4-limit GA-1:ch4");
    }

    @Test
    void aRetainedValueWithoutATimeNeverPassesForFresh() {
        mine.reading("GA-1/ch4", 1.2, RETAINED, UNSTAMPED)
                .expect("late_occurrence ch4-limit GA-1:ch4", "late_occurrence ch4-pre-alarm GA-1:ch4 by ch4-limit");
        assertThat(mine.engine().view().trust().get(mine.id("GA-1/ch4"))).isEqualTo(Trust.LATE);
    }

    @Test
    void aLateReadingNeitherReturnsALiveFindingNorBreaksSilence() {
        mine.reading("GA-1/ch4", 1.2).forget();
        mine.after(Duration.ofSeconds(15)).reading("GA-1/ch4", 0.1, mine.now().minus(Duration.ofSeconds(40)), LATE);
        mine.after(Duration.ofSeconds(15)).expectOf("no-data", "raised no-data GA-1:ch4");
    }
}
