package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Quality.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Warnings of a shift: noise, dust, heat, vibration (domain rows 39 to 42). A shift here begins at 09:00 UTC. */
class ExposureRulesTest {
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

    private final Timeline mine = Timeline.of(Plans.PEOPLE).withoutTicks().at("09:00:00");

    @AfterEach
    void close() {
        mine.close();
    }

    /** A value each half a minute. */
    private ExposureRulesTest holds(String sensor, double value, int minutes) {
        for (int i = 0; i < 2 * minutes; i++) {
            mine.reading(sensor, value).passes(HALF_MINUTE);
        }
        return this;
    }

    /** A value each half a minute of two sensors of one device. */
    private void heat(String device, double wet, double globe, int minutes) {
        for (int i = 0; i < 2 * minutes; i++) {
            mine.reading(device + "/globe-temperature", globe)
                    .reading(device + "/wet-bulb", wet)
                    .passes(HALF_MINUTE);
        }
    }

    private Finding last() {
        return mine.findings().get(mine.findings().size() - 1);
    }

    @Test
    void noiseGathersOverTheShiftAndPassesEachClassWhenItsDoseIsThere() {
        holds("EX-1/noise", 90, 48);
        mine.forget().reading("EX-1/noise", 90).expectOf("noise-shift");
        holds("EX-1/noise", 90, 1);
        mine.reading("EX-1/noise", 90).expectOf("noise-shift", "raised noise-shift EX-1:noise");
        assertThat(last().evidence().facts())
                .containsEntry("shift-from", "2026-11-21T09:00:00Z")
                .containsEntry("shift-minutes", "49")
                .containsEntry("shift-mean", "90.0")
                .containsEntry("shift-projected", "false");
        holds("EX-1/noise", 90, 102);
        mine.forget();
        holds("EX-1/noise", 90, 2);
        mine.expectOf("noise-shift", "changed noise-shift EX-1:noise");
        assertThat(last().value().value()).isBetween(85.0, 85.02);
    }

    @Test
    void aClassHoldsItsUpperBound() {
        holds("EX-1/noise", 80, 359);
        mine.reading("EX-1/noise", 80).expectOf("noise-shift");
    }

    @Test
    void loudnessIsAveragedByEnergy() {
        holds("EX-1/noise", 60, 240);
        holds("EX-1/noise", 100, 30);
        mine.forget().reading("EX-1/noise", 60);
        assertThat(mine.findings().stream()
                        .filter(f -> f.key().rule().equals("noise-shift"))
                        .mapToDouble(f -> f.value().value())
                        .max()
                        .orElse(0))
                .as("thirty minutes at 100 dB are 87.96 dB on eight hours")
                .isGreaterThan(85);
    }

    @Test
    void aShiftBeginsWithNothing() {
        holds("EX-1/noise", 100, 60);
        mine.at("14:59:59").reading("EX-1/noise", 100).forget();
        mine.at("15:00:00").reading("EX-1/noise", 100).expectOf("noise-shift", "returned noise-shift EX-1:noise");
    }

    @Test
    void aRestartInTheMiddleChangesNothing() {
        holds("EX-1/noise", 90, 47);
        mine.restarts();
        holds("EX-1/noise", 90, 1);
        mine.forget().restarts().reading("EX-1/noise", 90).expectOf("noise-shift");
        holds("EX-1/noise", 90, 1);
        mine.restarts().reading("EX-1/noise", 90).expectOf("noise-shift", "raised noise-shift EX-1:noise");
        mine.restarts();
        assertThat(mine.engine().apply(mine.journal().get(0))).isEmpty();
        holds("EX-1/noise", 90, 30);
        mine.expectOf("noise-shift");
    }

    @Test
    void minutesWithoutDataAddNothing() {
        holds("EX-1/noise", 90, 30);
        mine.passes(Duration.ofMinutes(60));
        holds("EX-1/noise", 90, 18);
        mine.forget().reading("EX-1/noise", 90).expectOf("noise-shift");
        holds("EX-1/noise", 90, 1);
        mine.reading("EX-1/noise", 90).expectOf("noise-shift", "raised noise-shift EX-1:noise");
    }

    @Test
    void lateDataEntersNoShift() {
        Instant before = mine.now();
        mine.passes(Duration.ofMinutes(90));
        mine.link(LinkChange.State.UP).forget();
        for (int i = 0; i < 180; i++) {
            mine.reading("EX-1/noise", 110, before.plus(HALF_MINUTE.multipliedBy(i)), Mark.LATE);
        }
        mine.reading("EX-1/noise", 60).expectOf("noise-shift");
    }

    @Test
    void aStricterLimitHoldsAtOnce() {
        holds("EX-1/noise", 90, 90);
        mine.forget();
        mine.change("noise-shift:warning:site", 82.0).expectOf("noise-shift", "changed noise-shift EX-1:noise");
        assertThat(last().evidence().limitVersion()).isEqualTo(2);
    }

    @Test
    void dustIsMeasuredAgainstTheStrictestLimitOfThoseWhoWorkThere() {
        holds("EX-1/dust", 4, 359);
        mine.reading("EX-1/dust", 4).expectOf("dust-shift");
        mine.at("15:00:00").forget();
        holds("EX-1/dust", 4.1, 270);
        mine.expectOf("dust-shift");
        mine.reading("EX-1/dust", 4.1).expectOf("dust-shift", "raised dust-shift EX-1:dust");
        assertThat(last().value().value()).isEqualTo(4.1 / 4);
        assertThat(last().value().unit()).isEqualTo("1");
        assertThat(last().evidence().facts()).containsEntry("against", "4.0").containsEntry("shift-projected", "true");
    }

    @Test
    void fourTimesTheLimitIsGraver() {
        holds("EX-1/dust", 17, 300);
        assertThat(mine.findings().stream()
                        .filter(f -> f.key().rule().equals("dust-shift"))
                        .map(f -> f.subject().priority().word() + " "
                                + f.evidence().facts().get("level")))
                .containsExactly("medium warning", "high alarm");
    }

    @Test
    void dustWhereNobodyWorksIsNotJudged() {
        assertThat(mine.engine().view().bySensor().get(mine.id("EX-2/dust"))).isEmpty();
        assertThat(mine.engine().view().bySensor().get(mine.id("EX-1/dust")))
                .containsExactly("dust-shift:warning:site", "dust-shift:alarm:site");
    }

    @Test
    void heatCountsWhenAnHourOfItIsAboveTheClassOfTheHardestWork() {
        heat("EX-1", 23.9, 23.9, 90);
        mine.expectOf("heat-shift");
        heat("EX-1", 24.0, 24.0, 1);
        mine.expectOf("heat-shift", "raised heat-shift EX-1:wet-bulb");
        assertThat(last().evidence().facts())
                .containsEntry("level", "iib")
                .containsEntry("category", "IIb")
                .containsEntry("wet-bulb", "24.0 Cel");
        heat("EX-1", 23.0, 23.0, 60);
        mine.expectOf("heat-shift", "returned heat-shift EX-1:wet-bulb");
    }

    @Test
    void heatIsNotJudgedBeforeAnHour() {
        heat("EX-1", 30, 30, 59);
        mine.forget();
        mine.reading("EX-1/wet-bulb", 30).expectOf("heat-shift", "raised heat-shift EX-1:wet-bulb");
    }

    @Test
    void theIndexIsSevenTenthsOfTheWetBulbAndThreeOfTheGlobe() {
        heat("EX-1", 20, 33, 61);
        mine.expectOf("heat-shift");
        heat("EX-1", 20, 34, 60);
        mine.expectOf("heat-shift", "raised heat-shift EX-1:wet-bulb");
    }

    @Test
    void whereThePlanNamesNobodyHeatIsJudgedForTheHardestWork() {
        assertThat(mine.engine().view().bySensor().get(mine.id("EX-2/wet-bulb")))
                .containsExactly("heat-shift:iii:site");
        heat("EX-2", 21.8, 21.8, 61);
        mine.expectOf("heat-shift");
        heat("EX-2", 22.1, 22.1, 10);
        mine.expectOf("heat-shift", "raised heat-shift EX-2:wet-bulb");
    }

    @Test
    void aGlobeThatSaysNothingMakesNoHeat() {
        for (int i = 0; i < 150; i++) {
            mine.reading("EX-1/wet-bulb", 35).passes(HALF_MINUTE);
        }
        mine.expectOf("heat-shift");
    }

    @Test
    void heatGoesOnThroughARestart() {
        heat("EX-1", 30, 30, 40);
        mine.restarts();
        heat("EX-1", 30, 30, 19);
        mine.forget().restarts();
        mine.reading("EX-1/wet-bulb", 30).expectOf("heat-shift", "raised heat-shift EX-1:wet-bulb");
    }

    @Test
    void vibrationIsTheRootMeanSquareOnEightHours() {
        holds("EX-1/hand-arm-vibration", 2.3, 270);
        mine.reading("EX-1/hand-arm-vibration", 2.3).expectOf("vibration-shift");
        mine.at("15:00:00").forget();
        holds("EX-1/hand-arm-vibration", 2.31, 270);
        mine.reading("EX-1/hand-arm-vibration", 2.31)
                .expectOf("vibration-shift", "raised vibration-shift EX-1:hand-arm-vibration");
        holds("EX-1/whole-body-vibration", 0.9, 1);
        assertThat(last().value().value()).isBetween(2.0, 2.001);
    }

    @Test
    void wholeBodyVibrationHasItsOwnLimit() {
        holds("EX-1/whole-body-vibration", 0.66, 271);
        assertThat(last().key().rule()).isEqualTo("vibration-shift");
        assertThat(last().evidence().facts()).containsAllEntriesOf(Map.of("level", "whole-body"));
    }
}
