package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Quality.Mark;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules over windows, ambient, samples and events (domain rows 7, 11–13, 15, 16, 25–27, 29, 31, 35, 36, 44). */
class TrendRulesTest {
    private static final Duration SECONDS_5 = Duration.ofSeconds(5);

    private final Timeline mine = Timeline.of(Plans.TRENDS).withoutTicks();

    @AfterEach
    void close() {
        mine.close();
    }

    /** Sends a value every five seconds that moves by {@code step} each time. */
    private double ramp(String sensor, double from, double step, int times) {
        double value = from;
        for (int i = 0; i < times; i++) {
            mine.reading(sensor, value);
            mine.passes(SECONDS_5);
            value += step;
        }
        return value;
    }

    private void hours(String sensor, double value, int hours) {
        for (int i = 0; i < hours * 6; i++) {
            mine.reading(sensor, value);
            mine.passes(Duration.ofMinutes(10));
        }
    }

    private String[] of(String rule) {
        return mine.findings().stream()
                .filter(f -> f.key().rule().equals(rule))
                .map(Timeline::words)
                .toArray(String[]::new);
    }

    @Test
    void methaneThatRisesByAFifthOfAPercentAMinuteIsSeenBeforeItsLimit() {
        ramp("GA-1/ch4", 0.5, 0.0168, 26);
        assertThat(of("ch4-rate-of-rise")).containsExactly("raised ch4-rate-of-rise GA-1:ch4");
        assertThat(of("ch4-cut")).isEmpty();
    }

    @Test
    void aSlowerRiseIsNone() {
        ramp("GA-1/ch4", 0.5, 0.0165, 26);
        assertThat(of("ch4-rate-of-rise")).isEmpty();
    }

    @Test
    void aFastRiseBelowHalfAPercentIsNone() {
        ramp("GA-1/ch4", 0.05, 0.017, 26);
        assertThat(of("ch4-rate-of-rise")).isEmpty();
    }

    @Test
    void twoPercentInTheBleederForHalfAnHourIsPersistence() {
        ramp("GA-7/ch4", 2.0, 0, 360);
        assertThat(of("ch4-persistence")).isEmpty();
        mine.reading("GA-7/ch4", 2.0);
        assertThat(of("ch4-persistence")).containsExactly("raised ch4-persistence GA-7:ch4");
    }

    @Test
    void twoAndAHalfPercentInTheBleederIsSoAtOnce() {
        mine.reading("GA-7/ch4", 2.5);
        assertThat(of("ch4-persistence")).containsExactly("raised ch4-persistence GA-7:ch4");
    }

    @Test
    void aLostFaceSensorAndMethaneRisingDownWindAreAnOutburst() {
        mine.ticks(true);
        mine.keeps("GA-1/ch4", 0.4, Duration.ofSeconds(1));
        mine.keepsAll(Duration.ofSeconds(40), "GA-5/ch4", 0.2);
        assertThat(of("outburst-signature"))
                .as("the face's sensor is silent by now")
                .isEmpty();
        mine.keepsAll(Duration.ofSeconds(5), "GA-5/ch4", 0.49);
        assertThat(of("outburst-signature")).isEmpty();
        mine.keepsAll(Duration.ofSeconds(5), "GA-5/ch4", 0.5);
        assertThat(of("outburst-signature")).containsExactly("raised outburst-signature section-1");
        Finding found = mine.findings().stream()
                .filter(f -> f.key().rule().equals("outburst-signature"))
                .findFirst()
                .orElseThrow();
        assertThat(found.evidence().facts()).containsKey("lost-GA-1").containsKey("rising-GA-5");
        assertThat(found.evidence().readings()).isNotEmpty();
    }

    @Test
    void methaneRisingUpWindOfALostSensorIsNone() {
        mine.ticks(true);
        mine.keeps("GA-1/ch4", 0.4, Duration.ofSeconds(1));
        mine.keepsAll(Duration.ofSeconds(40), "GA-4/ch4", 0.0);
        mine.keepsAll(Duration.ofSeconds(5), "GA-4/ch4", 0.4);
        assertThat(of("outburst-signature")).isEmpty();
    }

    @Test
    void carbonMonoxideIsJudgedAgainstWhatWasNormalADayAgo() {
        hours("GA-1/co", 4, 49);
        mine.reading("GA-1/co", 8.9);
        ramp("GA-1/co", 9, 0, 36);
        assertThat(of("co-above-ambient-alert"))
                .as("three minutes are not over")
                .isEmpty();
        mine.reading("GA-1/co", 9);
        assertThat(of("co-above-ambient-alert")).containsExactly("raised co-above-ambient-alert GA-1:co");
        assertThat(of("co-above-ambient-alarm")).isEmpty();
        ramp("GA-1/co", 14, 0, 13);
        assertThat(of("co-above-ambient-alarm")).containsExactly("raised co-above-ambient-alarm GA-1:co");
    }

    @Test
    void anApprovedAmbientIsFrozenKnownAtOnceAndItsDriftIsSaid() {
        String plan = Plans.TRENDS.replaceFirst("quantity: co, range: \\[0, 500\\],", "$0 ambient: 2,");
        try (Timeline approved = Timeline.of(plan)) {
            approved.ticks(false);
            for (int second = 0; second <= 180; second += 5) {
                approved.passes(Duration.ofSeconds(5)).reading("GA-1/co", 6.9);
            }
            assertThat(of(approved, "co-above-ambient-alert")).isEmpty();
            for (int second = 0; second <= 180; second += 5) {
                approved.passes(Duration.ofSeconds(5)).reading("GA-1/co", 7);
            }
            assertThat(of(approved, "co-above-ambient-alert")).hasSize(1);
            Finding found = of(approved, "co-above-ambient-alert").get(0);
            assertThat(found.evidence().facts())
                    .containsEntry("ambient", "2.0 approved")
                    .containsEntry("ambient-drift", "not known yet");
        }
        try (Timeline drifted = Timeline.of(plan)) {
            drifted.ticks(false);
            for (int minute = 0; minute < 49 * 60; minute += 10) {
                drifted.passes(Duration.ofMinutes(10)).reading("GA-1/co", 4);
            }
            for (int second = 0; second <= 180; second += 5) {
                drifted.passes(Duration.ofSeconds(5)).reading("GA-1/co", 7);
            }
            Finding found = of(drifted, "co-above-ambient-alert").get(0);
            assertThat(found.evidence().facts()).containsEntry("ambient-drift", "2.0 (now 4.0)");
        }
    }

    private static List<Finding> of(Timeline line, String rule) {
        return line.findings().stream()
                .filter(found -> found.key().rule().equals(rule))
                .toList();
    }

    @Test
    void withoutADayOfDataThereIsNoAmbient() {
        hours("GA-1/co", 0, 20);
        ramp("GA-1/co", 16, 0, 200);
        assertThat(of("co-above-ambient-alarm")).isEmpty();
    }

    @Test
    void aHalvedFanDepressionIsAFanStop() {
        hours("FN-3/fan-depression", 2000, 49);
        ramp("FN-3/fan-depression", 1000, 0, 20);
        assertThat(of("main-fan-stopped")).isEmpty();
        ramp("FN-3/fan-depression", 999, 0, 13);
        assertThat(of("main-fan-stopped")).containsExactly("raised main-fan-stopped FN-3:fan-depression");
    }

    @Test
    void aStoppedPumpAndAHalvedVacuumAreEachSaid() {
        ramp("DG-2/pump-running", 0, 0, 7);
        assertThat(of("drainage-vacuum")).containsExactly("raised drainage-vacuum DG-2:pump-running");
        hours("DG-2/pipe-vacuum", 30, 49);
        ramp("DG-2/pipe-vacuum", 14, 0, 7);
        assertThat(of("drainage-vacuum")).contains("raised drainage-vacuum DG-2:pipe-vacuum");
    }

    @Test
    void aBarometerThatFallsByFiveInSixHoursIsSaid() {
        for (int i = 0; i <= 36; i++) {
            mine.reading("BA-1/pressure", 1010 - i * 5.0 / 36);
            mine.passes(Duration.ofMinutes(10));
        }
        assertThat(of("barometer-falling")).isEmpty();
        mine.reading("BA-1/pressure", 1004.5);
        assertThat(of("barometer-falling")).containsExactly("raised barometer-falling BA-1:pressure");
    }

    @Test
    void grahamsRatioIsJudgedFromTheSampleOfOneDevice() {
        sample(0.01, 14.39, 15.2, 0);
        assertThat(of("graham-ratio")).isEmpty();
        sample(0.04, 14.36, 15.2, 0);
        assertThat(of("graham-ratio")).containsExactly("raised graham-ratio GA-8:co");
        assertThat(of("bad-gas-sample")).containsExactly("raised bad-gas-sample GA-8:co2");
    }

    @Test
    void aMixtureThatCanExplodeIsSaid() {
        sample(0, 0.1, 20.0, 4.9);
        assertThat(of("explosive-mixture")).isEmpty();
        sample(0, 0.1, 19.5, 6.0);
        assertThat(of("explosive-mixture")).containsExactly("raised explosive-mixture GA-8:ch4");
    }

    private void sample(double co, double co2, double o2, double ch4) {
        mine.reading("GA-8/co", co * 10_000)
                .reading("GA-8/co2", co2)
                .reading("GA-8/o2", o2)
                .reading("GA-8/ch4", ch4);
    }

    @Test
    void aSampleWithADeadSensorIsNoSample() {
        mine.reading("GA-8/o2", Double.NaN, Mark.FAULT);
        mine.reading("GA-8/co", 500).reading("GA-8/co2", 5);
        assertThat(of("graham-ratio")).isEmpty();
    }

    @Test
    void groundMotionOffTheSkinCountsNinefold() {
        mine.reading("SM-2/ppv", 11.1);
        assertThat(of("ppv-excavation")).isEmpty();
        mine.reading("SM-2/ppv", 11.2);
        assertThat(of("ppv-excavation")).containsExactly("raised ppv-excavation SM-2:ppv");
    }

    @Test
    void moreEventsThanTheBackgroundAreSaidAndEndByTimeAlone() {
        for (int h = 0; h < 40; h++) {
            mine.reading("SM-1/seismic-energy", 1000);
            mine.passes(Duration.ofHours(1));
        }
        for (int i = 0; i < 5; i++) {
            mine.reading("SM-1/seismic-energy", 1000);
            mine.passes(Duration.ofSeconds(30));
        }
        assertThat(of("seismic-rate")).containsExactly("raised seismic-rate SM-1:seismic-energy");
        mine.ticks(true).after(Duration.ofMinutes(66));
        assertThat(of("seismic-rate"))
                .containsExactly(
                        "raised seismic-rate SM-1:seismic-energy", "returned seismic-rate SM-1:seismic-energy");
    }

    @Test
    void aValueThatStandsStillWhileItsNeighbourMovesIsFrozen() {
        for (int i = 0; i < 400; i++) {
            mine.reading("GA-1/ch4", 0.31);
            mine.reading("GA-2/ch4", i < 380 ? 0.3 : 0.52);
            mine.passes(SECONDS_5);
        }
        assertThat(of("frozen-value")).containsExactly("raised frozen-value GA-1:ch4");
    }

    @Test
    void whereNothingMovesNothingIsFrozen() {
        for (int i = 0; i < 400; i++) {
            mine.reading("GA-1/ch4", 0.0).reading("GA-2/ch4", 0.0);
            mine.passes(SECONDS_5);
        }
        assertThat(of("frozen-value")).isEmpty();
    }

    @Test
    void windowsAndAmbientSurviveARestart() {
        hours("GA-1/co", 4, 49);
        ramp("GA-1/ch4", 0.5, 0.0168, 20);
        mine.restarts();
        ramp("GA-1/ch4", 0.5 + 20 * 0.0168, 0.0168, 6);
        assertThat(of("ch4-rate-of-rise")).containsExactly("raised ch4-rate-of-rise GA-1:ch4");
        ramp("GA-1/co", 15, 0, 13);
        assertThat(of("co-above-ambient-alarm")).containsExactly("raised co-above-ambient-alarm GA-1:co");
    }
}
