package kz.qalqan.rules;

import static kz.qalqan.telemetry.Declaration.Type.BLAST;
import static kz.qalqan.telemetry.Declaration.Type.CALIBRATION_DONE;
import static kz.qalqan.telemetry.Declaration.Type.CALIBRATION_START;
import static kz.qalqan.telemetry.Declaration.Type.PORTABLE_READING;

import java.time.Duration;
import java.util.Map;
import kz.qalqan.telemetry.Declaration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What declarations do: blasts, calibrations, portable readings, and power that stays on (domain rows 5, 9, 28, 46).
 */
class DeclarationRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Timeline mine = Timeline.of(Plans.TRENDS);

    @AfterEach
    void close() {
        mine.close();
    }

    @Test
    void afterABlastItsFumesAreSpokenForDownWindAndEntryIsDenied() {
        mine.reading("GA-1/co", 3);
        mine.declareZone(BLAST, "intake-1").expect("raised blast-clearance intake-1");
        mine.reading("GA-1/co", 40).expect("raised co-limit GA-1:co by blast-clearance");
        mine.reading("GA-1/co", 60).expect("raised co-high GA-1:co by blast-clearance");
    }

    @Test
    void fumesUpWindOfTheBlastAlarmAsEver() {
        mine.declareZone(BLAST, "vent-1").forget();
        mine.reading("GA-1/co", 17).expectOf("co-limit", "raised co-limit GA-1:co");
    }

    @Test
    void wherePeopleAreCountedHighCarbonMonoxideIsNotSpokenFor() {
        mine.declareZone(BLAST, "face-1").forget();
        mine.reading("PC-1/people-count", 2);
        mine.reading("GA-1/co", 60).expectOf("co-high", "raised co-high GA-1:co");
    }

    @Test
    void entryIsFreeAfterTheTimeOfVentilationAndNotASecondBefore() {
        mine.declareZone(BLAST, "face-1").forget();
        for (int i = 0; i < 29; i++) {
            mine.keeps("GA-1/co", 5, MINUTE);
        }
        mine.keeps("GA-1/co", 5, Duration.ofSeconds(59)).expectOf("blast-clearance");
        mine.keeps("GA-1/co", 5, Duration.ofSeconds(2)).expectOf("blast-clearance", "returned blast-clearance face-1");
    }

    @Test
    void entryStaysDeniedWhileTheFumesStayOrTheirSensorCannotBeReliedOn() {
        mine.declareZone(BLAST, "face-1").forget();
        mine.keeps("GA-1/co", 30, Duration.ofMinutes(31)).expectOf("blast-clearance");
        mine.keeps("GA-1/co", 5, Duration.ofSeconds(20));
        mine.after(MINUTE).expectOf("blast-clearance");
        mine.keeps("GA-1/co", 5, Duration.ofSeconds(90)).expectOf("blast-clearance", "returned blast-clearance face-1");
    }

    @Test
    void theBlastSpeaksForItsFumesForTwoHoursAtMost() {
        mine.declareZone(BLAST, "face-1");
        mine.reading("GA-1/co", 30).forget();
        for (int i = 0; i < 120; i++) {
            mine.keeps("GA-1/co", 30, MINUTE);
        }
        mine.forget();
        mine.after(Duration.ofSeconds(1)).expectOf("co-limit", "changed co-limit GA-1:co");
    }

    @Test
    void aBlastSurvivesARestart() {
        mine.declareZone(BLAST, "face-1").forget();
        mine.keeps("GA-1/co", 5, MINUTE);
        mine.restarts();
        mine.reading("GA-1/co", 30).expectOf("co-limit", "raised co-limit GA-1:co by blast-clearance");
    }

    @Test
    void aCalibrationMakesItsSensorsAlarmsTestsAndLeavesItsNeighboursAlone() {
        mine.declare(CALIBRATION_START, "GA-1/ch4").expect("raised calibration-in-progress GA-1:ch4");
        mine.reading("GA-1/ch4", 1.2)
                .expect(
                        "raised ch4-limit GA-1:ch4 by calibration-in-progress",
                        "raised ch4-pre-alarm GA-1:ch4 by ch4-limit");
        mine.reading("GA-2/ch4", 1.2).expect("raised ch4-limit GA-2:ch4", "raised ch4-pre-alarm GA-2:ch4 by ch4-limit");
    }

    @Test
    void aCalibrationEndsByItselfAfterAQuarterOfAnHour() {
        mine.declare(CALIBRATION_START, "GA-1/ch4").forget();
        for (int i = 0; i < 14; i++) {
            mine.keeps("GA-1/ch4", 1.2, MINUTE);
        }
        mine.keeps("GA-1/ch4", 1.2, Duration.ofSeconds(60)).expectOf("calibration-in-progress");
        mine.after(Duration.ofSeconds(1))
                .expect("changed ch4-limit GA-1:ch4", "returned calibration-in-progress GA-1:ch4");
    }

    @Test
    void aCalibrationEndsToTheSecond() {
        mine.declare(CALIBRATION_START, "GA-1/ch4");
        mine.reading("GA-1/ch4", 1.2).forget();
        mine.passes(Duration.ofSeconds(899)).reading("GA-1/ch4", 1.2).expectOf("calibration-in-progress");
        mine.passes(Duration.ofSeconds(1))
                .reading("GA-1/ch4", 1.2)
                .expectOf("calibration-in-progress", "returned calibration-in-progress GA-1:ch4");
    }

    @Test
    void aSecondStartDoesNotMakeACalibrationLonger() {
        mine.declare(CALIBRATION_START, "GA-1/ch4").forget();
        mine.keeps("GA-1/ch4", 1.2, Duration.ofMinutes(10)).restarts();
        mine.declare(CALIBRATION_START, "GA-1/ch4").expectOf("calibration-in-progress");
        mine.keeps("GA-1/ch4", 1.2, Duration.ofMinutes(5)).expectOf("calibration-in-progress");
        mine.reading("GA-1/ch4", 1.2).expectOf("calibration-in-progress", "returned calibration-in-progress GA-1:ch4");
    }

    @Test
    void testGasNeitherClearsFumesNorReleasesACut() {
        mine.declareZone(BLAST, "face-1").declare(CALIBRATION_START, "GA-1/co");
        mine.reading("GA-1/ch4", 1.5).reading("GA-1/ch4", 0.4).forget();
        mine.declare(CALIBRATION_START, "GA-1/ch4").reading("GA-1/ch4", 0.0).forget();
        mine.declare(Declaration.Type.RESTORE, "GA-1/ch4").expectOf("ch4-cut", "changed ch4-cut GA-1:ch4");
        mine.keeps("GA-1/co", 0, Duration.ofMinutes(14)).forget();
        mine.keeps("GA-1/ch4", 0, Duration.ofMinutes(17))
                .declare(CALIBRATION_START, "GA-1/co")
                .forget();
        mine.keeps("GA-1/co", 0, Duration.ofSeconds(30)).expectOf("blast-clearance");
        mine.declare(CALIBRATION_DONE, "GA-1/co").forget();
        mine.keeps("GA-1/co", 0, Duration.ofSeconds(15)).expectOf("blast-clearance", "returned blast-clearance face-1");
    }

    @Test
    void testGasMovesNoWindow() {
        for (int i = 0; i < 500; i++) {
            boolean calibrated = i >= 380 && i < 400;
            if (i == 380) {
                mine.declare(CALIBRATION_START, "GA-2/ch4");
            }
            if (i == 400) {
                mine.declare(CALIBRATION_DONE, "GA-2/ch4").forget();
            }
            mine.reading("GA-1/ch4", 0.31).reading("GA-2/ch4", calibrated ? 2.0 : 0.3);
            mine.passes(Duration.ofSeconds(5));
        }
        mine.expectOf("frozen-value");
    }

    @Test
    void testGasAtTheCutLevelIsNoPowerThatStaysOn() {
        mine.reading("BR-1/power-on", 1).declare(CALIBRATION_START, "GA-9/ch4");
        mine.keeps("GA-9/ch4", 1.6, Duration.ofSeconds(10)).expectOf("power-not-cut");
        mine.declare(CALIBRATION_DONE, "GA-9/ch4");
        mine.keeps("GA-9/ch4", 1.6, Duration.ofSeconds(2))
                .expectOf("power-not-cut", "raised power-not-cut BR-1:power-on");
    }

    @Test
    void afterItIsDoneTheTestGasCountsForNoGassing() {
        mine.declare(CALIBRATION_START, "GA-1/ch4");
        mine.reading("GA-1/ch4", 1.2).reading("GA-1/ch4", 0.2);
        mine.declare(CALIBRATION_DONE, "GA-1/ch4").forget();
        mine.reading("GA-2/ch4", 1.2).expectOf("ch4-general-gassing");
    }

    @Test
    void aPortableReadingOfTwoPercentIsALocalAccumulationUntilALowerOne() {
        mine.apply(portable("1.99")).expectNothing();
        mine.apply(portable("2.0")).expect("raised ch4-local-accumulation face-1");
        mine.restarts();
        mine.apply(portable("0.5")).expect("returned ch4-local-accumulation face-1");
    }

    private Declaration portable(String value) {
        return new Declaration(PORTABLE_READING, "m", "face-1", null, null, "operator", Map.of("value", value));
    }

    @Test
    void powerThatStaysOnFiveSecondsAfterTheCutLevelIsSaid() {
        mine.reading("BR-1/power-on", 1);
        mine.reading("GA-9/ch4", 1.5).expectOf("power-not-cut");
        mine.keeps("GA-9/ch4", 1.5, Duration.ofSeconds(5)).expectOf("power-not-cut");
        mine.reading("GA-9/ch4", 1.5).expectOf("power-not-cut", "raised power-not-cut BR-1:power-on");
        mine.reading("BR-1/power-on", 0).expectOf("power-not-cut", "returned power-not-cut BR-1:power-on");
    }

    @Test
    void powerThatGoesOffInTimeIsNot() {
        mine.reading("BR-1/power-on", 1).reading("GA-9/ch4", 1.5);
        mine.after(Duration.ofSeconds(3)).reading("BR-1/power-on", 0);
        mine.keeps("GA-9/ch4", 1.5, Duration.ofSeconds(10)).expectOf("power-not-cut");
    }

    @Test
    void reversedAirIsSaidAfterTenSeconds() {
        mine.keeps("AV-1/air-velocity", -0.3, Duration.ofSeconds(11))
                .expectOf("airflow-reversed", "raised airflow-reversed AV-1:air-velocity");
    }
}
