package kz.qalqan.rules;

import static kz.qalqan.telemetry.Quality.Mark.CLOCK_CORRECTED;
import static kz.qalqan.telemetry.Quality.Mark.IDENTITY_CLASH;
import static kz.qalqan.telemetry.Quality.Mark.LATE;
import static kz.qalqan.telemetry.Quantity.CH4;
import static kz.qalqan.telemetry.Quantity.O2;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readings of which it is not sure whose they are, from where, or whether their sender lives. */
class DoubtTest {
    private static final String GATEWAYS = Plans.SMALL
            .replace("{id: GA-1, zone", "{id: GA-1, via: gw-1, zone")
            .replace("{id: GA-2, zone", "{id: GA-2, via: gw-1, zone");

    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    private static Finding newest(Timeline mine) {
        return mine.findings().get(mine.findings().size() - 1);
    }

    @Test
    void aMisplacedReadingIsJudgedByBothZonesAndByNoThird() {
        mine.misplaced("GA-2/ch4", 0.74, "wing").expectOf("place-mismatch", "raised place-mismatch GA-2:ch4");
        mine.misplaced("GA-2/ch4", 0.75, "wing").expectOf("ch4-return", "raised ch4-return GA-2:ch4");
        mine.misplaced("GA-5/ch4", 0.74, "face-1").expectOf("ch4-return");
        mine.misplaced("GA-5/ch4", 0.75, "face-1").expectOf("ch4-return", "raised ch4-return GA-5:ch4");
    }

    @Test
    void aZoneThePlanDoesNotHaveIsAsStrictAsTheStrictestOfTheSite() {
        mine.misplaced("GA-2/ch4", 0.5, "nowhere")
                .expect("raised place-mismatch GA-2:ch4", "raised ch4-intake GA-2:ch4");
    }

    @Test
    void anAlertOfTheOtherZoneOutlivesARestartAndEndsWhenItsReadingsStop() {
        mine.misplaced("GA-2/ch4", 0.6, "intake-1").forget();
        mine.restarts().misplaced("GA-2/ch4", 0.6, "intake-1").expectNothing();
        mine.keeps("GA-2/ch4", 0.6, Duration.ofSeconds(61)).expectOf("ch4-intake", "returned ch4-intake GA-2:ch4");
    }

    @Test
    void aLateMisplacedReadingIsJudgedByBothZonesToo() {
        mine.misplaced("GA-2/ch4", 0.6, "intake-1", LATE).expectOf("ch4-intake", "late_occurrence ch4-intake GA-2:ch4");
    }

    @Test
    void ofTwoDevicesUnderOneNameTheWorseValueStands() {
        mine.reading("GA-1/ch4", 0.1).reading("GA-1/o2", 20.9).forget();
        mine.reading("GA-1/co", 1, IDENTITY_CLASH).expect("raised identity-clash GA-1:ch4");
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.IDENTITY_CLASH);
        assertThat(mine.trust("GA-1/o2")).isEqualTo(Trust.IDENTITY_CLASH);
        mine.reading("GA-1/ch4", 1.1, IDENTITY_CLASH).forget();
        for (int i = 0; i < 90; i++) {
            mine.after(Duration.ofSeconds(1)).reading("GA-1/ch4", 0.1, IDENTITY_CLASH);
            mine.expectOf("ch4-limit");
        }
        mine.declare(Declaration.Type.RESTORE, "GA-1/ch4").expectOf("ch4-cut");
        mine.keeps("GA-1/ch4", 0.1, Duration.ofSeconds(61))
                .expectOf("identity-clash", "returned identity-clash GA-1:ch4");
        mine.keeps("GA-1/ch4", 0.1, Duration.ofSeconds(61)).expectOf("ch4-limit", "returned ch4-limit GA-1:ch4");
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void aDeviceThatSaysItIsOfflineIsShownSoUntilItSpeaks() {
        mine.reading("GA-1/ch4", 0.1).status("GA-1", false);
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.OFFLINE);
        assertThat(mine.trust("GA-1/co")).isEqualTo(Trust.OFFLINE);
        mine.restarts();
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.OFFLINE);
        mine.reading("GA-1/ch4", 0.1);
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.TRUSTED);
        mine.status("GA-1", false).status("GA-1", true).status("stranger", false);
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.TRUSTED);
    }

    @Test
    void aSensorWhoseReadingsAreOldOrWhoseClockIsAheadIsShownSo() {
        mine.reading("GA-1/ch4", 0.1, LATE);
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.LATE);
        mine.restarts().reading("GA-1/ch4", 0.1, CLOCK_CORRECTED);
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.CLOCK_CORRECTED);
        assertThat(Trust.CLOCK_CORRECTED.relied()).isTrue();
    }

    @Test
    void aSilentGatewayIsOneLostLinkAtOnceAndNoSensorSoundsFirst() {
        try (Timeline behind = Timeline.of(GATEWAYS)) {
            behind.reading("AV-1/air-velocity", 2).reading("GA-1/ch4", 0.1).reading("GA-1/co", 1);
            behind.after(Duration.ofSeconds(2)).reading("GA-1/o2", 20.9);
            behind.after(Duration.ofSeconds(2)).reading("GA-2/ch4", 0.1).forget();
            for (int i = 0; i < 25; i++) {
                behind.after(Duration.ofSeconds(1))
                        .reading("AV-1/air-velocity", 2)
                        .expectNothing();
            }
            behind.after(Duration.ofSeconds(1))
                    .expect(
                            "raised link-lost gw-1",
                            "raised no-data GA-1:ch4 by link-lost",
                            "raised no-data GA-1:co by link-lost");
            assertThat(behind.findings().get(0).evidence().facts())
                    .containsEntry("silent", "GA-1/ch4, GA-1/co, GA-1/o2, GA-2/ch4");
            behind.restarts()
                    .reading("AV-1/air-velocity", 2)
                    .after(Duration.ofSeconds(4))
                    .expect("raised no-data GA-1:o2 by link-lost", "raised no-data GA-2:ch4 by link-lost");
            behind.reading("GA-2/ch4", 0.1).expectOf("link-lost", "raised link-lost face-1", "returned link-lost gw-1");
        }
    }

    @Test
    void aSensorThatFailsAloneIsNoLostLink() {
        mine.reading("GA-2/ch4", 0.1).forget();
        mine.keeps("AV-1/air-velocity", 2, Duration.ofSeconds(40)).after(Duration.ofSeconds(1));
        mine.expectOf("link-lost");
    }

    @Test
    void gasOfAnUnknownDeviceBeyondTheStrictestLimitIsAnAlert() {
        mine.unknown("GA-99", CH4, 0.49).expectNothing();
        mine.unknown("GA-99", CH4, 0.5).expect("raised unknown-gas GA-99:ch4");
        Finding raised = newest(mine);
        assertThat(raised.subject().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(raised.subject().zone()).isEqualTo("face-1");
        assertThat(raised.subject().text().en()).endsWith(": GA-99 ch4");
        assertThat(raised.value()).isEqualTo(new Finding.Measured(0.5, 0.5, "%"));
        assertThat(raised.measuredAt()).isEqualTo(mine.now());
        assertThat(raised.evidence().facts())
                .containsEntry("device", "GA-99")
                .containsEntry("topic", "mine/m/face-1/GA-99/telemetry");
        mine.unknown("GA-99", CH4, 2.5).expectNothing();
        mine.restarts().after(Duration.ofSeconds(299)).expectNothing();
        mine.after(Duration.ofSeconds(1)).expect("returned unknown-gas GA-99:ch4");
        assertThat(newest(mine).value().value()).isEqualTo(2.5);
        mine.unknown("GA-99", O2, 15).expect("raised unknown-gas GA-99:o2");
    }

    @Test
    void gasOfAnUnknownDeviceEndsWhenThePlanHasIt() {
        mine.unknown("GA-99", CH4, 1.5).forget();
        String onboarded = Plans.SMALL.replace("id: GA-2,", "id: GA-99,");
        String hash = PlanReader.parse(onboarded, "test.yml").hash();
        mine.apply(new PlanInForce(hash, onboarded)).expectOf("unknown-gas", "returned unknown-gas GA-99:ch4");
        mine.unknown("GA-99", CH4, 1.5).expectOf("unknown-gas");
    }

    @Test
    void strangersThatCallThemselvesAnythingGetANameAndThoseBeyondTheHundredthShareOne() {
        mine.unknown("#/+ ё:\u0000", CH4, 1.5);
        assertThat(newest(mine).key().place()).matches("x[A-Za-z0-9_-]+-[0-9a-f]{8}:ch4");
        for (int i = 1; i < UnknownSources.SOURCES_MAX; i++) {
            mine.unknown("N-" + i, CH4, 1.5);
        }
        mine.forget().unknown("one-more", CH4, 1.5).expect("raised unknown-gas _site");
        mine.unknown("another", CH4, 1.6).unknown("N-1", CH4, 1.6).expectNothing();
    }
}
