package kz.qalqan.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Shift;
import org.junit.jupiter.api.Test;

/** From readings and signed inputs to a card; nothing is invented where something is missing. */
class RiskIndexTest {
    private static final Instant SIGNED = Instant.parse("2026-11-01T10:00:00Z");

    private final Mine mine = new Mine()
            .sensor("NO-1", "face-3", Quantity.NOISE)
            .sensor("NO-2", "drift-3", Quantity.NOISE)
            .sensor("DU-1", "face-3", Quantity.DUST)
            .sensor("DU-2", "drift-3", Quantity.DUST);

    @Test
    void noiseIsAveragedByEnergyAndNotByDecibels() {
        mine.measured("NO-1", 0, 480, minute -> minute < 240 ? 80 : 100);

        FactorScore noise = noise(1);

        assertThat(noise.value()).isEqualTo("97.03");
        assertThat(noise.facts()).containsEntry("laeq", new BigDecimal("97.03"));
        assertThat(noise.workingClass()).isEqualTo(WorkingClass.HARMFUL_3);
        assertThat(noise.coverage()).isEqualTo("1.00");
    }

    @Test
    void peopleWhoMoveHaveTheEnergyOfTheirStays() {
        mine.measured("NO-1", 100).measured("NO-2", 80);

        assertThat(noise(0.8).value()).isEqualTo("99.04"); // 10 lg(0.8·10^10 + 0.2·10^8)
        assertThat(noise(0.1).value()).isEqualTo("90.37"); // 10 lg(0.1·10^10 + 0.9·10^8)
    }

    @Test
    void dustIsAveragedByTimeOverTheStays() {
        mine.measured("DU-1", 0, 480, minute -> minute < 120 ? 30 : 6).measured("DU-2", 2);

        FactorScore dust = dust(0.75);

        assertThat(dust.value()).isEqualTo("9.500"); // 0.75·12 + 0.25·2
        assertThat(dust.facts())
                .containsEntry("ratio", new BigDecimal("2.38"))
                .containsEntry("limit", new BigDecimal("4.0"));
        assertThat(dust.workingClass()).isEqualTo(WorkingClass.HARMFUL_1);
    }

    @Test
    void timeCountsAndNotTheNumberOfReadings() {
        mine.measured("DU-1", 4);
        for (int i = 0; i < 1_000; i++) {
            mine.reading("DU-1", Mine.FROM.plusMillis(500 + i), 400, Quality.GOOD);
        }

        assertThat(dust(1).value()).isBetween(new BigDecimal("4.8"), new BigDecimal("4.9"));
    }

    @Test
    void anImportedPastIsNobodysExposure() {
        mine.measured("DU-1", 4);
        for (int minute = 0; minute < 480; minute++) {
            mine.reading("DU-1", Mine.FROM.plusSeconds(minute * 60L + 31), 400, Quality.of(Mark.IMPORTED));
        }

        assertThat(dust(1).value()).isEqualTo("4.000");
    }

    @Test
    void aSensorTooQuickForOneAnswerLosesNoReading() {
        for (int i = 0; i < 480 * 60 * 4; i++) {
            mine.reading("DU-1", Mine.FROM.plusMillis(i * 250L), i < 240 * 60 * 4 ? 12 : 4, Quality.GOOD);
        }

        assertThat(dust(1).value()).isEqualTo("8.000");
    }

    @Test
    void threeQuartersOfTheMinutesAreEnoughAndLessIsNot() {
        mine.measured("NO-1", 0, 455, minute -> minute % 4 == 3 ? Double.NaN : 90);
        mine.measured("NO-1", 455, 480, minute -> 90);
        assertThat(noise(1).state()).isEqualTo(FactorScore.State.VALID);

        Mine thin = new Mine().sensor("NO-1", "face-3", Quantity.NOISE);
        thin.measured("NO-1", 0, 480, minute -> minute % 4 == 3 || minute == 0 ? Double.NaN : 90);
        FactorScore noise = card(thin, 1).factors().get(0);

        assertThat(noise.state()).isEqualTo(FactorScore.State.INSUFFICIENT_DATA);
        assertThat(noise.reason()).isEqualTo("NO-1: readings in 74 % of the shift");
        assertThat(noise.value()).as("the value so far is shown").isEqualTo("90.00");
        assertThat(noise.workingClass()).isNull();
        assertThat(noise.points()).isNull();
    }

    @Test
    void aGapOfHalfAnHourIsBorneAndALongerOneIsNot() {
        mine.measured("NO-1", 0, 100, minute -> 90).measured("NO-1", 129, 480, minute -> 90);
        assertThat(noise(1).state()).isEqualTo(FactorScore.State.VALID);

        Mine gap = new Mine().sensor("NO-1", "face-3", Quantity.NOISE);
        gap.measured("NO-1", 0, 100, minute -> 90).measured("NO-1", 130, 480, minute -> 90);
        FactorScore noise = card(gap, 1).factors().get(0);

        assertThat(noise.state()).isEqualTo(FactorScore.State.INSUFFICIENT_DATA);
        assertThat(noise.reason()).isEqualTo("NO-1: a gap of 31 min");
    }

    @Test
    void silenceAtTheEdgesOfAShiftIsAGapToo() {
        mine.measured("NO-1", 32, 480, minute -> 90).measured("DU-1", 0, 448, minute -> 3);

        assertThat(noise(1).reason()).isEqualTo("NO-1: a gap of 32 min");
        assertThat(dust(1).reason()).isEqualTo("DU-1: a gap of 32 min");
    }

    @Test
    void faultsAndUncertainValuesAreNoGoodReadings() {
        mine.measured("NO-1", 90);
        mine.reading("NO-1", Mine.FROM.plusSeconds(31), 400, Quality.of(Mark.FAULT));
        mine.reading("NO-1", Mine.FROM.plusSeconds(32), 150, Quality.of(Mark.UNCERTAIN));

        assertThat(noise(1).value()).isEqualTo("90.00");
    }

    @Test
    void aSensorOverdueForCalibrationDoesNotCount() {
        Mine overdue = new Mine()
                .sensor("NO-1", "face-3", Quantity.NOISE, LocalDate.of(2026, 11, 19))
                .sensor("DU-1", "face-3", Quantity.DUST, LocalDate.of(2026, 11, 20))
                .measured("NO-1", 90)
                .measured("DU-1", 3);

        assertThat(card(overdue, 1).factors().get(0).reason()).isEqualTo("NO-1: calibration overdue");
        assertThat(card(overdue, 1).factors().get(1).state()).isEqualTo(FactorScore.State.VALID);
    }

    @Test
    void aSecondSensorOfTheZoneStandsForOneThatFails() {
        mine.sensor("NO-3", "face-3", Quantity.NOISE)
                .measured("NO-1", 0, 60, minute -> 120)
                .measured("NO-3", 84);

        assertThat(noise(1).value()).isEqualTo("84.00");
        assertThat(noise(1).state()).isEqualTo(FactorScore.State.VALID);
    }

    @Test
    void aZoneWithoutASensorLeavesItsShareUnmeasured() {
        Mine face = new Mine().sensor("NO-1", "face-3", Quantity.NOISE).measured("NO-1", 90);

        FactorScore mostly = card(face, 0.8).factors().get(0);
        assertThat(mostly.state()).isEqualTo(FactorScore.State.VALID);
        assertThat(mostly.value()).isEqualTo("90.00");
        assertThat(mostly.coverage()).isEqualTo("0.80");

        FactorScore partly = card(face, 0.6).factors().get(0);
        assertThat(partly.state()).isEqualTo(FactorScore.State.INSUFFICIENT_DATA);
        assertThat(partly.reason()).isEqualTo("no noise sensor in drift-3");
    }

    @Test
    void anUnmeasuredFactorIsNotAssessedAndNeverClassTwo() {
        Mine noise = new Mine().sensor("NO-1", "face-3", Quantity.NOISE).measured("NO-1", 90);
        RiskCard card = card(noise, 1);

        FactorScore dust = card.factors().get(1);
        assertThat(dust.state()).isEqualTo(FactorScore.State.NOT_ASSESSED);
        assertThat(dust.workingClass()).isNull();
        assertThat(dust.value()).isNull();
        assertThat(card.coverage()).isEqualTo(new RiskCard.Coverage(1, 30));
        assertThat(card.workingClass()).isEqualTo(WorkingClass.HARMFUL_2);
    }

    @Test
    void noiseOfAShortShiftIsNormalisedToEightHoursAndDustOnlyOfALongOne() {
        mine.measured("NO-1", 0, 720, minute -> 90).measured("DU-1", 0, 720, minute -> 4);
        RiskCard six = index(Mine.TO)
                .card(mine.site(), Mine.workplace(1), new Shift(Mine.FROM, Mine.FROM.plusSeconds(6 * 3_600), false));
        RiskCard twelve = index(Mine.FROM.plusSeconds(12 * 3_600))
                .card(mine.site(), Mine.workplace(1), new Shift(Mine.FROM, Mine.FROM.plusSeconds(12 * 3_600), false));

        assertThat(six.factors())
                .extracting(FactorScore::value)
                .containsExactly(new BigDecimal("88.75"), new BigDecimal("4.000"));
        assertThat(twelve.factors())
                .extracting(FactorScore::value)
                .containsExactly(new BigDecimal("91.76"), new BigDecimal("6.000"));
        assertThat(twelve.factors().get(0).facts()).containsEntry("laeq", new BigDecimal("90.00"));
    }

    @Test
    void theCardHasIndexLevelAndTheWorstBeside() {
        mine.measured("NO-1", 117).measured("DU-1", 3);

        RiskCard card = card(mine, 1);

        assertThat(card.harm().value()).isEqualTo("5.0");
        RiskCard.Index index = Objects.requireNonNull(card.index());
        assertThat(index.value()).isEqualTo("3.23"); // 0.35·(5 + 2.5) + 0.1·(2 + 2 + 2)
        assertThat(index.exact()).isEqualByComparingTo("3.225");
        assertThat(index.level()).isEqualTo(RiskLevel.MODERATE);
        assertThat(card.worst()).isEqualTo(new RiskCard.Worst(List.of("В"), new BigDecimal("5.0")));
        assertThat(card.injury()).isEqualTo(new RiskCard.Component("Т", new BigDecimal("2.5"), "aigerim", SIGNED));
        assertThat(card.components())
                .extracting(RiskCard.Component::letter)
                .containsExactly("В", "Т", "Об", "СИЗ", "З");
        assertThat(card.mappingVersion()).isEqualTo("default mapping v1");
        assertThat(card.indicative()).isTrue();
        assertThat(card(mine, 1)).isEqualTo(card);
    }

    @Test
    void withoutInputsOrValidFactorsThereIsNoIndexButAReason() {
        mine.measured("NO-1", 90);
        RiskCard unsigned = new RiskIndex(mine, (s, w) -> Optional.empty(), Mapping.V1, InstantSource.fixed(Mine.TO))
                .card(mine.site(), Mine.workplace(1), Mine.SHIFT);
        assertThat(unsigned.index()).isNull();
        assertThat(unsigned.reason()).isEqualTo("no signed inputs");
        assertThat(unsigned.worst()).isEqualTo(new RiskCard.Worst(List.of("В"), new BigDecimal("3.5")));

        RiskCard unmeasured = card(new Mine(), 1);
        assertThat(unmeasured.index()).isNull();
        assertThat(unmeasured.reason()).isEqualTo("no valid measured factor");
        assertThat(unmeasured.harm().value()).isNull();
        assertThat(unmeasured.coverage()).isEqualTo(new RiskCard.Coverage(0, 30));
    }

    @Test
    void theLastCompleteShiftIsShownWhenItIsValidAndElseTheRunningOne() {
        mine.measured("NO-1", 0, 600, minute -> 90);

        RiskCard complete = index(Mine.TO.plusSeconds(7_200)).card(mine.site(), Mine.workplace(1));
        assertThat(complete.shift()).isEqualTo(Mine.SHIFT);

        RiskCard running = index(Mine.FROM.plusSeconds(7_200)).card(mine.site(), Mine.workplace(1));
        assertThat(running.shift()).isEqualTo(new Shift(Mine.FROM, Mine.TO, true));
        FactorScore noise = running.factors().get(0);
        assertThat(noise.state()).isEqualTo(FactorScore.State.INSUFFICIENT_DATA);
        assertThat(noise.reason()).isEqualTo("NO-1: readings in 25 % of the shift");
        assertThat(noise.value()).isEqualTo("90.00");
        assertThat(running.index()).isNull();
    }

    @Test
    void theEnterpriseCountsWorkplacesAndPeopleByLevel() {
        mine.measured("NO-1", 117);
        RiskCard card = card(mine, 1);

        EnterpriseRisk all = EnterpriseRisk.of(List.of(card, card(new Mine(), 1), card));

        assertThat(all.workplaces())
                .hasSize(5)
                .containsEntry(RiskLevel.MODERATE, 2)
                .containsEntry(RiskLevel.LOW, 0);
        assertThat(all.people()).containsEntry(RiskLevel.MODERATE, 4);
        assertThat(all.unknown()).isEqualTo(1);
        assertThat(all.worst()).isEqualTo(card);
    }

    private FactorScore noise(double shareAtFace) {
        return card(mine, shareAtFace).factors().get(0);
    }

    private FactorScore dust(double shareAtFace) {
        return card(mine, shareAtFace).factors().get(1);
    }

    private static RiskCard card(Mine mine, double shareAtFace) {
        return new RiskIndex(mine, RiskIndexTest::signed, Mapping.V1, InstantSource.fixed(Mine.TO))
                .card(mine.site(), Mine.workplace(shareAtFace), Mine.SHIFT);
    }

    private RiskIndex index(Instant now) {
        return new RiskIndex(mine, RiskIndexTest::signed, Mapping.V1, InstantSource.fixed(now));
    }

    private static Optional<RiskInput> signed(String site, String workplace) {
        BigDecimal two = new BigDecimal("2");
        return Optional.of(
                new RiskInput(site, workplace, 1, new BigDecimal("2.5"), two, two, two, "", "aigerim", SIGNED));
    }
}
