package kz.qalqan.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ventilation, degassing and rock mass. */
class PlaceRulesTest {
    private final Timeline mine = Timeline.of(Plans.SMALL);

    @AfterEach
    void close() {
        mine.close();
    }

    private Finding newest() {
        return mine.findings().stream()
                .filter(f -> !f.key().rule().equals("not-commissioned"))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    @Test
    void aStoppedMainFanIsHighAtOnceAndCriticalAfterAMinute() {
        mine.reading("FN-1/fan-running", 1).expectNothing();
        mine.reading("FN-1/fan-running", 0).expect("raised main-fan-stopped FN-1:fan-running");
        assertThat(newest().subject().priority()).isEqualTo(Priority.HIGH);
        mine.after(Duration.ofSeconds(1))
                .keeps("FN-1/fan-running", 0, Duration.ofSeconds(59))
                .expectNothing();
        mine.reading("FN-1/fan-running", 0).expect("changed main-fan-stopped FN-1:fan-running");
        assertThat(newest().subject().priority()).isEqualTo(Priority.CRITICAL);
    }

    @Test
    void aStoppedMainFanWithMethaneAtOnePercentWithdrawsTheWholeMine() {
        mine.reading("FN-1/fan-running", 0);
        mine.keeps("FN-1/fan-running", 0, Duration.ofSeconds(61)).forget();
        mine.reading("GA-1/ch4", 1.0).expectOf("main-fan-stopped", "changed main-fan-stopped FN-1:fan-running");
        Finding told = mine.lastFindings().stream()
                .filter(f -> f.key().rule().equals("main-fan-stopped"))
                .findFirst()
                .orElseThrow();
        assertThat(told.subject().text().en()).isEqualTo("Main fan stopped with methane at 1 % or more");
        assertThat(told.evidence().rule()).contains("the whole mine withdraws");
        assertThat(told.evidence().facts()).containsEntry("sensor-GA-1", "1.0 %");
    }

    @Test
    void aStoppedLocalFanIsCriticalAtOnce() {
        mine.reading("FN-2/fan-running", 0).expect("raised local-fan-stopped FN-2:fan-running");
        assertThat(newest().subject().priority()).isEqualTo(Priority.CRITICAL);
        mine.keeps("FN-2/fan-running", 1, Duration.ofSeconds(6)).expect("returned local-fan-stopped FN-2:fan-running");
    }

    @Test
    void littleAirCountsAfterTwoMinutesWithoutAGap() {
        mine.keeps("AV-1/air-velocity", 0.24, Duration.ofMinutes(2)).expectNothing();
        mine.reading("AV-1/air-velocity", 0.24).expect("raised air-velocity-low AV-1:air-velocity");
    }

    @Test
    void aGapInTheMiddleOfTheOnDelayDoesNotCount() {
        mine.keeps("AV-1/air-velocity", 0.2, Duration.ofMinutes(1)).expectNothing();
        mine.after(Duration.ofMinutes(5)).expect("raised no-data AV-1:air-velocity");
        mine.reading("AV-1/air-velocity", 0.2).expect("returned no-data AV-1:air-velocity");
        mine.after(Duration.ofSeconds(1))
                .keeps("AV-1/air-velocity", 0.2, Duration.ofMinutes(1))
                .expectNothing();
        mine.reading("AV-1/air-velocity", 0.2).expect("raised air-velocity-low AV-1:air-velocity");
    }

    @Test
    void aDoorIsMediumWhenOpenAndHighAfterTwoMinutes() {
        mine.reading("DR-1/door-open", 1).expect("raised air-door-open DR-1:door-open");
        assertThat(newest().subject().priority()).isEqualTo(Priority.MEDIUM);
        mine.after(Duration.ofSeconds(1))
                .keeps("DR-1/door-open", 1, Duration.ofSeconds(119))
                .expectNothing();
        mine.reading("DR-1/door-open", 1).expect("changed air-door-open DR-1:door-open");
        assertThat(newest().subject().priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void leanDrainedGasHasTwoLevels() {
        mine.keeps("DG-1/pipe-ch4", 29, Duration.ofSeconds(61)).expect("raised drainage-lean-gas DG-1:pipe-ch4");
        mine.keeps("DG-1/pipe-ch4", 24, Duration.ofSeconds(61)).expect("changed drainage-lean-gas DG-1:pipe-ch4");
        assertThat(newest().subject().priority()).isEqualTo(Priority.HIGH);
    }

    @Test
    void aLargeSeismicEventEndsByTimeAlone() {
        mine.reading("SM-1/seismic-energy", 99_999).expectNothing();
        mine.reading("SM-1/seismic-energy", 1e5)
                .expectOf("seismic-large-event", "raised seismic-large-event SM-1:seismic-energy");
        mine.after(Duration.ofSeconds(299)).expectOf("seismic-large-event");
        mine.after(Duration.ofSeconds(1))
                .expectOf("seismic-large-event", "returned seismic-large-event SM-1:seismic-energy");
    }

    @Test
    void aVeryLargeSeismicEventIsCritical() {
        mine.reading("SM-1/seismic-energy", 1e6)
                .expectOf("seismic-large-event", "raised seismic-large-event SM-1:seismic-energy");
        assertThat(newest().subject().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(newest().value().limit()).isEqualTo(1e6);
    }

    @Test
    void nitrogenOxidesOfOneDeviceAreAddedUp() {
        try (Timeline ore = new Timeline(PlanReader.shipped("zhezkazgan-1"))) {
            String device = ore.plan().sensors().keySet().stream()
                    .filter(id -> id.quantity() == Quantity.NO)
                    .map(SensorId::device)
                    .filter(id -> ore.plan().sensors().containsKey(ore.id(id + "/no2")))
                    .findFirst()
                    .orElseThrow();
            ore.reading(device + "/no2", 1.5).expectNothing();
            ore.reading(device + "/no", 1.2).expect("raised no2-limit " + device + ":no2");
            assertThat(ore.lastFindings().get(0).value().value()).isEqualTo(2.7);
            assertThat(ore.lastFindings().get(0).evidence().facts()).containsEntry("plus-no", "1.2 of " + device);
        }
    }

    @Test
    void theOreMineJudgesSeismicEventsByMagnitude() {
        try (Timeline ore = new Timeline(PlanReader.shipped("zhezkazgan-1"))) {
            String sensor = ore.plan().sensors().keySet().stream()
                    .filter(id -> id.quantity().code().equals("seismic-magnitude"))
                    .map(id -> id.device() + "/seismic-magnitude")
                    .findFirst()
                    .orElseThrow();
            ore.reading(sensor, 0.99).expectNothing();
            ore.reading(sensor, 1.0)
                    .expectOf("seismic-large-event", "raised seismic-large-event " + sensor.replace('/', ':'));
        }
    }
}
