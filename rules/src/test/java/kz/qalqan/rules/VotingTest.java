package kz.qalqan.rules;

import static kz.qalqan.telemetry.Quality.Mark.CLOCK_ABSURD;
import static kz.qalqan.telemetry.Quality.Mark.CLOCK_CORRECTED;
import static kz.qalqan.telemetry.Quality.Mark.FAULT;
import static kz.qalqan.telemetry.Quality.Mark.IDENTITY_CLASH;
import static kz.qalqan.telemetry.Quality.Mark.LATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which way a sensor fails that cannot be relied on: towards safety (design 6, "Trust first"). */
class VotingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Timeline mine = Timeline.of(Plans.TRENDS);

    @AfterEach
    void close() {
        mine.close();
    }

    /** Why a sensor is distrusted, and how a test brings that about. */
    enum Doubt {
        SILENT("no-data") {
            @Override
            void upon(Timeline mine, String sensor) {
                mine.after(Duration.ofSeconds(31));
            }
        },
        FAULTY("out-of-physics") {
            @Override
            void upon(Timeline mine, String sensor) {
                mine.reading(sensor, Double.NaN, FAULT);
            }
        },
        CLOCK("clock-skew") {
            @Override
            void upon(Timeline mine, String sensor) {
                mine.reading(sensor, 0.2, mine.now(), CLOCK_CORRECTED, CLOCK_ABSURD);
            }
        },
        CLASH("identity-clash") {
            @Override
            void upon(Timeline mine, String sensor) {
                mine.reading(sensor, 0.2, IDENTITY_CLASH);
            }
        };

        private final String rule;

        Doubt(String rule) {
            this.rule = rule;
        }

        abstract void upon(Timeline mine, String sensor);
    }

    @ParameterizedTest
    @EnumSource
    void aDistrustedSwitchingOffSensorCountsAsTripped(Doubt doubt) {
        mine.reading("GA-9/ch4", 0.2).forget();
        doubt.upon(mine, "GA-9/ch4");
        assertThat(mine.findings().stream().filter(f -> f.key().rule().equals(doubt.rule)))
                .singleElement()
                .satisfies(f -> assertThat(f.subject().priority()).isEqualTo(Priority.CRITICAL))
                .satisfies(f -> assertThat(f.evidence().facts()).containsEntry("level", "tripped"));
    }

    @Test
    void itsPowerMustBeOffFiveSecondsLater() {
        mine.reading("BR-1/power-on", 1).reading("GA-9/ch4", 0.2).reading("GA-9/ch4", Double.NaN, FAULT);
        mine.after(Duration.ofSeconds(4)).expectOf("power-not-cut");
        mine.restarts().after(SECOND).expectOf("power-not-cut", "raised power-not-cut BR-1:power-on");
        mine.reading("BR-1/power-on", 0).expectOf("power-not-cut", "returned power-not-cut BR-1:power-on");
    }

    @Test
    void powerThatIsOffAlreadyIsNotSaid() {
        mine.reading("BR-1/power-on", 0).reading("GA-9/ch4", 0.2).reading("GA-9/ch4", Double.NaN, FAULT);
        mine.after(Duration.ofSeconds(10)).expectOf("power-not-cut");
    }

    @ParameterizedTest
    @EnumSource
    void inGasVotingADistrustedSensorCountsAsOverWhileANeighbourIs(Doubt doubt) {
        mine.reading("GA-2/ch4", 0.2).forget();
        doubt.upon(mine, "GA-2/ch4");
        mine.forget().reading("GA-1/ch4", 0.99).expectOf("ch4-general-gassing");
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-general-gassing", "raised ch4-general-gassing section-1");
        mine.reading("GA-1/ch4", 0.99).expectOf("ch4-general-gassing", "returned ch4-general-gassing section-1");
    }

    @ParameterizedTest
    @EnumSource
    void anOpenAlertOfADistrustedSensorStaysOpenAndStale(Doubt doubt) {
        mine.reading("GA-2/ch4", 1.1).reading("GA-2/ch4", 0.2).forget();
        doubt.upon(mine, "GA-2/ch4");
        mine.expectOf("ch4-limit", "changed ch4-limit GA-2:ch4 stale");
        mine.restarts().after(Duration.ofMinutes(5)).expectOf("ch4-limit");
        mine.reading("GA-2/ch4", 0.2, mine.now().minusSeconds(100), LATE).expectOf("ch4-limit");
    }

    @Test
    void aFaultySensorsGoodValuesClearNothingUntilItIsTrustedAgain() {
        mine.reading("GA-2/ch4", 1.1).reading("GA-2/ch4", 0.2);
        mine.keeps("GA-2/ch4", 0.2, Duration.ofSeconds(50))
                .reading("GA-2/ch4", Double.NaN, FAULT)
                .forget();
        mine.keeps("GA-2/ch4", 0.2, Duration.ofSeconds(61))
                .expectOf("out-of-physics", "returned out-of-physics GA-2:ch4");
        mine.keeps("GA-2/ch4", 0.2, Duration.ofSeconds(59)).expectOf("ch4-limit");
        mine.keeps("GA-2/ch4", 0.2, Duration.ofSeconds(2)).expectOf("ch4-limit", "returned ch4-limit GA-2:ch4");
    }

    @Test
    void noDataNeitherRaisesNorClearsAThreshold() {
        mine.reading("GA-2/ch4", 0.95).forget();
        mine.after(Duration.ofHours(1)).expectOf("ch4-limit");
        mine.reading("GA-2/ch4", 1.0).forget();
        mine.after(Duration.ofHours(1)).expectOf("ch4-limit", "changed ch4-limit GA-2:ch4 stale");
    }

    @Test
    void whereNoneOfASectionCanBeReliedOnItsGassingCannotBeJudged() {
        mine.reading("GA-1/ch4", 0.2).reading("GA-2/ch4", 0.2).forget();
        mine.reading("GA-1/ch4", Double.NaN, FAULT).expectOf("cannot-judge");
        mine.reading("GA-2/ch4", Double.NaN, FAULT).expectOf("cannot-judge", "raised cannot-judge section-1");
        assertThat(mine.lastFindings())
                .anySatisfy(f -> assertThat(f.subject().priority()).isEqualTo(Priority.HIGH));
        mine.restarts().reading("GA-3/ch4", 0.2).expectOf("cannot-judge", "returned cannot-judge section-1");
    }

    @Test
    void oneSensorIsNoVote() {
        mine.reading("GA-5/ch4", 0.2).reading("GA-5/ch4", Double.NaN, FAULT).expectOf("cannot-judge");
    }

    @Test
    void sensorsBehindALostLinkAreSpokenForByIt() {
        mine.reading("GA-1/ch4", 0.2).reading("GA-3/ch4", 0.2).forget();
        mine.after(Duration.ofSeconds(31)).expectOf("cannot-judge");
    }

    @Test
    void aStoppedMainFanWithoutAnyMethaneSensorCannotBeJudged() {
        mine.reading("GA-1/ch4", 0.2).reading("GA-1/ch4", Double.NaN, FAULT).forget();
        mine.keeps("FN-1/fan-running", 0, Duration.ofSeconds(60)).expectOf("cannot-judge");
        mine.reading("FN-1/fan-running", 0).expectOf("cannot-judge", "raised cannot-judge fan");
        mine.reading("GA-2/ch4", 0.2).expectOf("cannot-judge", "returned cannot-judge fan");
    }

    @Test
    void powerOfWhichNobodyKnowsIsSaidWhenItMustBeOff() {
        mine.reading("BR-1/power-on", 0).after(Duration.ofSeconds(31)).forget();
        mine.keeps("GA-9/ch4", 1.5, Duration.ofSeconds(5)).expectOf("cannot-judge");
        mine.reading("GA-9/ch4", 1.5).expectOf("cannot-judge", "raised cannot-judge BR-1:power-on");
        mine.restarts().reading("BR-1/power-on", 0).expectOf("cannot-judge", "returned cannot-judge BR-1:power-on");
    }

    @Test
    void fumesOfWhichNobodyKnowsKeepTheEntryDeniedAndThatIsSaid() {
        mine.declareZone(Declaration.Type.BLAST, "face-1");
        mine.reading("GA-1/co", 5).after(Duration.ofMinutes(31)).expectOf("cannot-judge", "raised cannot-judge face-1");
        mine.restarts().after(Duration.ofMinutes(1)).expectOf("cannot-judge");
        mine.keeps("GA-1/co", 5, Duration.ofSeconds(20)).expectOf("cannot-judge", "returned cannot-judge face-1");
    }
}
