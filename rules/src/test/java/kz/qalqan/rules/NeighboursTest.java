package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Quality.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sensor that reads less than the air up-wind of it brings: desensitised, covered or moved (domain 6.4). */
class NeighboursTest {
    private static final Duration SECONDS_10 = Duration.ofSeconds(10);

    private final Timeline mine = Timeline.of(Plans.TRENDS).withoutTicks();

    @AfterEach
    void close() {
        mine.close();
    }

    /** GA-1 in the face, GA-2 in the return of its air; both move a little, so that neither is frozen. */
    private void minutes(int minutes, double face, double back) {
        for (int i = 0; i < minutes * 6; i++) {
            mine.reading("GA-1/ch4", face + (i % 2) * 0.001).reading("GA-2/ch4", back - (i % 2) * 0.001);
            mine.passes(SECONDS_10);
        }
    }

    private String[] told() {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals("neighbours-disagree"))
                .map(Timeline::words)
                .toArray(String[]::new);
    }

    @Test
    void lessThanTheAirUpWindBringsForHalfAnHourIsNotBelieved() {
        minutes(22, 0.8, 0.3);
        assertThat(told()).isEmpty();
        minutes(2, 0.8, 0.3);
        assertThat(told()).containsExactly("raised neighbours-disagree GA-2:ch4");
        assertThat(mine.trust("GA-2/ch4")).isEqualTo(Trust.DISAGREEING);
        assertThat(mine.trust("GA-1/ch4")).isEqualTo(Trust.TRUSTED);
        Finding found = mine.findings().stream()
                .filter(f -> f.key().rule().equals("neighbours-disagree"))
                .findFirst()
                .orElseThrow();
        assertThat(found.evidence().facts())
                .containsEntry("up-wind-GA-1", "at least 0.8")
                .containsEntry("own-greatest", "0.3");
        assertThat(found.value().value()).isEqualTo(0.8 * 0.8 - 0.3);
        mine.restarts();
        minutes(20, 0.8, 0.3);
        assertThat(told()).hasSize(1);
        minutes(3, 0.8, 0.7);
        assertThat(told())
                .containsExactly("raised neighbours-disagree GA-2:ch4", "returned neighbours-disagree GA-2:ch4");
    }

    @Test
    void atTheToleranceItIsNotBelievedAndJustInsideItIs() {
        minutes(60, 1.0, 0.602);
        assertThat(told()).isEmpty();
        minutes(60, 1.0, 0.598);
        assertThat(told()).containsExactly("raised neighbours-disagree GA-2:ch4");
    }

    @Test
    void aWaveThatHasNotArrivedIsNoDisagreement() {
        minutes(60, 0.2, 0.2);
        minutes(20, 0.9, 0.2);
        minutes(40, 0.9, 0.9);
        assertThat(told()).isEmpty();
    }

    @Test
    void whatIsNotBelievedCountsAsOverWhileItsNeighbourIs() {
        minutes(30, 0.8, 0.3);
        assertThat(told()).hasSize(1);
        mine.forget().reading("GA-1/ch4", 0.99).expectOf("ch4-general-gassing");
        mine.reading("GA-1/ch4", 1.0).expectOf("ch4-general-gassing", "raised ch4-general-gassing section-1");
    }

    @Test
    void anUpWindSensorThatCannotBeReliedOnProvesNothing() {
        for (int i = 0; i < 360; i++) {
            mine.reading("GA-1/ch4", 0.8, Mark.CLOCK_CORRECTED, Mark.CLOCK_ABSURD)
                    .reading("GA-2/ch4", 0.3);
            mine.passes(SECONDS_10);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void whileTheAirIsReversedTheGraphProvesNothing() {
        for (int i = 0; i < 360; i++) {
            mine.reading("AV-1/air-velocity", -0.5);
            mine.reading("GA-1/ch4", 0.8).reading("GA-2/ch4", 0.3);
            mine.passes(SECONDS_10);
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void noDataIsNoDisagreement() {
        minutes(20, 0.8, 0.3);
        mine.passes(Duration.ofHours(1)).ticks(true).after(SECONDS_10);
        assertThat(told()).isEmpty();
    }
}
