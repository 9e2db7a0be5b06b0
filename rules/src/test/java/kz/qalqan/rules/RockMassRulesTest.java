package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Quality.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rock mass (domain rows 35, 37, 38 and 8b): energy of a shift, b-value, re-entry, triggers, the roof. */
class RockMassRulesTest {
    private static final String SM = "SM-1/seismic-energy";

    private Timeline mine = Timeline.of(Plans.ROCK).withoutTicks();

    @AfterEach
    void close() {
        mine.close();
    }

    private String[] of(String rule) {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals(rule))
                .map(Timeline::words)
                .toArray(String[]::new);
    }

    private Finding last(String rule) {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals(rule))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static String fact(Finding finding, String name) {
        return finding.evidence().facts().getOrDefault(name, "");
    }

    /** Time with a sign of life from the station each ten minutes. */
    private Timeline quiet(Duration duration) {
        mine.ticks(true);
        for (long left = duration.toSeconds(); left > 0; left -= 600) {
            mine.after(Duration.ofSeconds(Math.min(left, 600))).reading(SM, 0);
        }
        return mine;
    }

    /** Shifts of six hours, with one event of each of these energies a shift, three hours after it began. */
    private void shifts(double... energies) {
        for (double energy : energies) {
            mine.passes(Duration.ofHours(3)).reading(SM, energy);
            mine.passes(Duration.ofHours(3)).reading(SM, 0);
        }
    }

    /** Twelve shifts of 1 and 3 kJ by turns: mean 2 kJ, deviation 1 kJ. */
    private void twelveShifts() {
        mine.at("08:59").reading(SM, 0).passes(Duration.ofMinutes(1));
        shifts(1000, 3000, 1000, 3000, 1000, 3000, 1000, 3000, 1000, 3000, 1000, 3000);
    }

    @Test
    void energyOfAShiftAboveItsBackgroundAndThreeDeviationsIsSaid() {
        twelveShifts();
        mine.reading(SM, 5000).reading(SM, 0.5);
        assertThat(of("seismic-energy")).containsExactly("raised seismic-energy SM-1:seismic-energy");
        assertThat(last("seismic-energy").value().value()).isEqualTo(5000.5);
        assertThat(fact(last("seismic-energy"), "background")).isEqualTo("5000.000 J");
    }

    @Test
    void energyAtItsBackgroundAndThreeDeviationsIsNone() {
        twelveShifts();
        mine.reading(SM, 5000);
        assertThat(of("seismic-energy")).isEmpty();
    }

    @Test
    void energyIsNotJudgedBeforeTwelveCompleteShifts() {
        mine.at("08:59").reading(SM, 0).passes(Duration.ofMinutes(1));
        shifts(1000, 3000, 1000, 3000, 1000, 3000, 1000, 3000, 1000, 3000, 1000);
        mine.reading(SM, 60_000);
        assertThat(of("seismic-energy")).isEmpty();
    }

    @Test
    void theEnergyOfAShiftEndsWithTheShift() {
        twelveShifts();
        mine.reading(SM, 9000);
        quiet(Duration.ofMinutes(364));
        assertThat(of("seismic-energy")).containsExactly("raised seismic-energy SM-1:seismic-energy");
        quiet(Duration.ofMinutes(1));
        assertThat(of("seismic-energy"))
                .containsExactly(
                        "raised seismic-energy SM-1:seismic-energy", "returned seismic-energy SM-1:seismic-energy");
    }

    @Test
    void theEnergyOfADeclaredBlastIsNoneOfTheRocks() {
        twelveShifts();
        mine.declareZone(Declaration.Type.BLAST, "face-1")
                .passes(Duration.ofMinutes(4))
                .reading(SM, 90_000);
        assertThat(of("seismic-energy")).isEmpty();
        mine.passes(Duration.ofMinutes(1)).reading(SM, 5001);
        assertThat(of("seismic-energy")).containsExactly("raised seismic-energy SM-1:seismic-energy");
    }

    @Test
    void lateEventsEnterNoShift() {
        twelveShifts();
        mine.reading(SM, 90_000, mine.now().minusSeconds(31), Mark.LATE);
        assertThat(of("seismic-energy")).isEmpty();
    }

    @Test
    void energyAndItsBackgroundSurviveARestart() {
        twelveShifts();
        mine.reading(SM, 5000).restarts().reading(SM, 1).restarts();
        assertThat(of("seismic-energy")).containsExactly("raised seismic-energy SM-1:seismic-energy");
        quiet(Duration.ofMinutes(366)).restarts();
        assertThat(of("seismic-energy"))
                .containsExactly(
                        "raised seismic-energy SM-1:seismic-energy", "returned seismic-energy SM-1:seismic-energy");
    }

    @Test
    void aStationThatSendsNoEnergyHasHeardNoEvent() {
        for (int h = 0; h < 30; h++) {
            mine.reading(SM, 0).passes(Duration.ofHours(1));
        }
        for (int i = 0; i < 20; i++) {
            mine.reading(SM, 0).passes(Duration.ofSeconds(30));
        }
        assertThat(of("seismic-rate")).isEmpty();
    }

    /** So many events that follow Gutenberg and Richter's law with this b, by quantiles from M 0 up. */
    private void law(double b, int events, int stride) {
        for (int i = 0; i < events; i++) {
            double share = ((i * (long) stride) % events + 0.5) / events;
            double magnitude = -StrictMath.log10(1 - share) / b;
            mine.reading(SM, StrictMath.pow(10, 1.5 * magnitude + 4.8)).passes(Duration.ofMinutes(90));
        }
    }

    @Test
    void aFallOfTheBValueByThreeTenthsIsSaid() {
        law(1.5, 400, 7);
        assertThat(of("b-value")).isEmpty();
        law(0.9, 120, 7);
        assertThat(of("b-value")).contains("raised b-value SM-1:seismic-energy");
        assertThat(last("b-value").value().value()).isGreaterThanOrEqualTo(0.3);
        assertThat(fact(last("b-value"), "b-now")).contains("of 50 events");
    }

    @Test
    void ofFewerThanAHundredEventsNoBValueFalls() {
        law(2.5, 49, 5);
        law(0.5, 49, 5);
        assertThat(of("b-value")).isEmpty();
    }

    /** An event an hour for thirty hours: a background of one, without deviation. */
    private void oneEventAnHour() {
        for (int h = 0; h < 30; h++) {
            mine.reading(SM, 100).passes(Duration.ofHours(1));
        }
    }

    @Test
    void aLargeEventClosesUntilTheRateHasBeenAtItsBackgroundForTwoHours() {
        oneEventAnHour();
        mine.reading(SM, 1e5);
        assertThat(of("re-entry")).containsExactly("raised re-entry SM-1:seismic-energy");
        for (int i = 0; i < 11; i++) {
            mine.passes(Duration.ofMinutes(5)).reading(SM, 200);
        }
        mine.ticks(true).after(Duration.ofMinutes(54)).forget();
        assertThat(fact(last("re-entry"), "events-first-hour")).isEqualTo("11");
        mine.after(Duration.ofSeconds(120 * 60 + 59)).expectOf("re-entry");
        mine.after(Duration.ofSeconds(1)).expectOf("re-entry", "changed re-entry SM-1:seismic-energy");
        assertThat(last("re-entry").subject().text().en()).contains("decide on re-entry");
        mine.reading(SM, 0).after(Duration.ofSeconds(3599)).expectOf("re-entry");
        mine.after(Duration.ofSeconds(1)).expectOf("re-entry", "returned re-entry SM-1:seismic-energy");
    }

    @Test
    void anHourAfterItBeganTheLawOfTheAftershocksIsSaidOnce() {
        oneEventAnHour();
        mine.reading(SM, 1e5);
        for (int i = 0; i < 40; i++) {
            mine.passes(Duration.ofMinutes(1 + i / 20)).reading(SM, 200);
        }
        mine.ticks(true).after(Duration.ofMinutes(30));
        assertThat(of("re-entry"))
                .containsExactly("raised re-entry SM-1:seismic-energy", "changed re-entry SM-1:seismic-energy");
        assertThat(Double.parseDouble(fact(last("re-entry"), "omori-p"))).isBetween(0.1, 1.6);
        assertThat(fact(last("re-entry"), "omori-bend")).endsWith(" h after the start");
    }

    @Test
    void aRateOnceMoreAboveTheBackgroundBeginsTheTwoHoursAnew() {
        oneEventAnHour();
        mine.reading(SM, 1e5).ticks(true).after(Duration.ofMinutes(110)).forget();
        mine.reading(SM, 100).reading(SM, 100);
        mine.after(Duration.ofMinutes(100))
                .reading(SM, 0)
                .after(Duration.ofMinutes(79))
                .expectOf("re-entry");
        mine.after(Duration.ofMinutes(1)).expectOf("re-entry", "changed re-entry SM-1:seismic-energy");
    }

    @Test
    void aDeclaredBlastClosesAndItsOwnEventsAreNoAftershocks() {
        oneEventAnHour();
        mine.declareZone(Declaration.Type.BLAST, "face-1");
        assertThat(of("re-entry")).containsExactly("raised re-entry SM-1:seismic-energy");
        for (int i = 0; i < 9; i++) {
            mine.reading(SM, 300).passes(Duration.ofSeconds(30));
        }
        mine.ticks(true).after(Duration.ofMinutes(116)).expectOf("re-entry");
        mine.after(Duration.ofMinutes(1)).expectOf("re-entry", "changed re-entry SM-1:seismic-energy");
    }

    @Test
    void withoutABackgroundNobodyIsToldThatTheRockIsCalm() {
        mine.reading(SM, 1e5).ticks(true).after(Duration.ofHours(20)).forget();
        assertThat(of("re-entry"))
                .as("it falls silent meanwhile")
                .containsExactly("raised re-entry SM-1:seismic-energy", "changed re-entry SM-1:seismic-energy stale");
    }

    @Test
    void aSecondLargeEventWhileItIsCalmClosesAgain() {
        oneEventAnHour();
        mine.reading(SM, 1e5).ticks(true).after(Duration.ofMinutes(182)).forget();
        mine.reading(SM, 1e5).expectOf("re-entry", "changed re-entry SM-1:seismic-energy");
        assertThat(last("re-entry").subject().text().en()).contains("closed until");
    }

    @Test
    void theTwoHoursGoOnAcrossARestartAndWaitWhileTheLinkIsDown() {
        oneEventAnHour();
        mine.reading(SM, 1e5)
                .ticks(true)
                .after(Duration.ofMinutes(100))
                .restarts()
                .forget();
        mine.link(LinkChange.State.DOWN).after(Duration.ofMinutes(60)).link(LinkChange.State.UP);
        mine.reading(SM, 0).forget();
        mine.after(Duration.ofMinutes(119)).expectOf("re-entry");
        mine.after(Duration.ofMinutes(1)).expectOf("re-entry", "changed re-entry SM-1:seismic-energy");
    }

    /** A second of ground motion at three stations. */
    private void second(double a, double b, double c) {
        mine.reading("GE-1/ppv", a)
                .reading("GE-2/ppv", b)
                .reading("GE-3/ppv", c)
                .passes(Duration.ofSeconds(1));
    }

    private void noise(int seconds) {
        for (int i = 0; i < seconds; i++) {
            second(0.1, 0.1, 0.1);
        }
    }

    @Test
    void threeStationsThatHearAnEventTogetherMakeATrigger() {
        noise(60);
        second(5, 5, 5);
        assertThat(of("seismic-trigger")).containsExactly("raised seismic-trigger _site");
        assertThat(last("seismic-trigger").evidence().facts())
                .containsKeys("sensor-GE-1", "sensor-GE-2", "sensor-GE-3");
        noise(8);
        assertThat(of("seismic-trigger"))
                .containsExactly("raised seismic-trigger _site", "returned seismic-trigger _site");
    }

    @Test
    void twoStationsAreNoCoincidence() {
        noise(60);
        second(5, 5, 0.1);
        second(5, 5, 0.1);
        assertThat(of("seismic-trigger")).isEmpty();
    }

    @Test
    void aStationTooSlowForItsShortAverageHasNoTrigger() {
        assertThat(mine.engine().view().bySensor().get(mine.id("GE-4/ppv")))
                .noneMatch(limit -> limit.startsWith("seismic-trigger"));
        assertThat(mine.engine().view().bySensor().get(mine.id("GE-1/ppv")))
                .anyMatch(limit -> limit.startsWith("seismic-trigger"));
    }

    @Test
    void theRoofIsJudgedByTheLimitOfItsPlace() {
        mine.reading("RD-1/roof-displacement", 39.99).expectNothing();
        mine.reading("RD-1/roof-displacement", 40).expect("raised roof-displacement RD-1:roof-displacement");
        assertThat(last("roof-displacement").subject().priority().word()).isEqualTo("high");
        mine.reading("RD-2/roof-displacement", 200).expectNothing();
    }

    @Test
    void aLimitOfTheRoofThatIsChangedWhileItHoldsKeepsItsFinding() {
        mine.reading("RD-1/roof-displacement", 41).forget();
        mine.change("roof-displacement:alarm:zone:face-1", 30.0)
                .expectOf("roof-displacement", "changed roof-displacement RD-1:roof-displacement");
        mine.change("roof-displacement:alarm:zone:face-1", 50.0).expectOf("roof-displacement");
        mine.keeps("RD-1/roof-displacement", 29, Duration.ofSeconds(70)).expectOf("roof-displacement");
        mine.keeps("RD-1/roof-displacement", 28.9, Duration.ofSeconds(60)).expectOf("roof-displacement");
        mine.reading("RD-1/roof-displacement", 28.9)
                .expectOf("roof-displacement", "returned roof-displacement RD-1:roof-displacement");
    }

    @Test
    void aLimitWithoutANumberInThePresetNeedsOneInThePlan() {
        String without = Plans.ROCK.replace("scope: zone:face-1, value: 40,", "scope: zone:face-1,");
        assertThatThrownBy(() -> Timeline.of(without))
                .hasMessageContaining("roof-displacement:alarm:zone:face-1")
                .hasMessageContaining("needs a value");
    }

    /** A day of displacement every ten minutes, first at one speed, then at another, mm an hour. */
    private void sinks(String sensor, double slow, double fast) {
        double at = 0;
        for (int i = 0; i < 146; i++) {
            mine.reading(sensor, at).passes(Duration.ofMinutes(10));
            at += (i < 73 ? slow : fast) / 6;
        }
    }

    @Test
    void aRoofThatSinksEverFasterIsSaid() {
        sinks("RD-2/roof-displacement", 0.1, 0.35);
        assertThat(of("roof-displacement")).containsExactly("raised roof-displacement RD-2:roof-displacement");
        assertThat(last("roof-displacement").subject().priority().word()).isEqualTo("medium");
    }

    @Test
    void aRoofThatSinksSteadilyIsNone() {
        sinks("RD-2/roof-displacement", 0.8, 0.95);
        assertThat(of("roof-displacement")).isEmpty();
    }

    @Test
    void theOreMineJudgesTheRockByMagnitude() {
        mine.close();
        mine = Timeline.of(Plans.ROCK.replace("kz-default", "kz-ore").replace("""
                {quantity: seismic-energy, range: [0, 1000000000], valid: [0, 10000000000], sample-period: 1h}]}""", """
                {quantity: seismic-magnitude, range: [-3, 5], valid: [-5, 8], sample-period: 1h}]}"""));
        mine.reading("SM-1/seismic-magnitude", 1.0);
        assertThat(Arrays.asList(of("re-entry"))).containsExactly("raised re-entry SM-1:seismic-magnitude");
    }
}
