package kz.qalqan.ingest;

import static kz.qalqan.ingest.SparkplugDesk.alias;
import static kz.qalqan.ingest.SparkplugDesk.ch4;
import static kz.qalqan.ingest.SparkplugDesk.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.ingest.sparkplug.EdgeNode;
import kz.qalqan.ingest.sparkplug.HostLimits;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Reading;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.junit.jupiter.api.Test;

/** What Sparkplug messages become in the journal. */
class SparkplugDoorTest {
    private final SparkplugDesk desk = new SparkplugDesk();

    @Test
    void groupIsTheSiteDeviceTheDeviceAndTheNameTheQuantity() {
        desk.born("GA-07", ch4(0.4)).publish("DDATA/gw/GA-07", alias(1).setDoubleValue(0.5));
        assertThat(desk.readings())
                .extracting(reading -> reading.sensor() + " " + reading.value())
                .containsExactly("k1/GA-07/ch4 0.4", "k1/GA-07/ch4 0.5");
        assertThat(desk.last().quality().word()).isEqualTo("good");
        assertThat(desk.last().measuredAt()).isEqualTo(desk.now);
    }

    @Test
    void metricOfTheEdgeNodeIsReadingOfTheDeviceOfThatName() {
        desk.publish("NBIRTH/GA-08", named("Gas/CH4", DataType.Float).setFloatValue(13_000f));
        assertThat(desk.last().sensor()).hasToString("k1/GA-08/ch4");
        assertThat(desk.last().value()).as("ppm of the plan").isEqualTo(1.3);
    }

    @Test
    void certificatesBecomeStatusOfTheDevicesThePlanKnows() {
        desk.born("GA-07", ch4(0.4)).publish("DBIRTH/gw/GA-99").publish("DDEATH/gw/GA-07");
        assertThat(desk.entries(DeviceStatus.class))
                .containsExactly(
                        new DeviceStatus("k1", "face-3", "GA-07", true),
                        new DeviceStatus("k1", "face-3", "GA-07", false));
    }

    @Test
    void deathOfTheNodeTakesItsDevicesAndInventsNoValue() {
        desk.born("GA-07", ch4(0.4)).publish("NDEATH/gw");
        assertThat(desk.entries(DeviceStatus.class)).last().isEqualTo(new DeviceStatus("k1", "face-3", "GA-07", false));
        assertThat(desk.readings()).hasSize(1);
    }

    @Test
    void marksOfTheSenderBecomeMarksOfTheReading() {
        desk.born("GA-07", ch4(0.4));
        desk.publish("DDATA/gw/GA-07", alias(1).setDoubleValue(0.5).setIsHistorical(true));
        assertThat(desk.last().quality().has(Mark.HISTORICAL)).isTrue();
        desk.publish("DDATA/gw/GA-07", alias(1).setIsNull(true));
        assertThat(desk.last().quality().has(Mark.FAULT)).isTrue();
        assertThat(desk.last().value()).isNaN();
        desk.publish("DDATA/gw/GA-07", alias(1).setDoubleValue(6));
        assertThat(desk.last().quality().has(Mark.OVER_RANGE)).isTrue();
    }

    @Test
    void repeatedBirthBringsNoReadingTwice() {
        desk.born("GA-07", ch4(0.4)).born("GA-07", ch4(0.4));
        assertThat(desk.readings()).hasSize(1);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 1, 0));
    }

    @Test
    void dataBeforeTheBirthAreKeptAsTheyCameAndTheNodeIsAsked() {
        desk.publish("DDATA/gw/GA-07", alias(1).setDoubleValue(0.5));
        Quarantined kept = desk.entries(Quarantined.class).get(0);
        assertThat(kept.reason()).isEqualTo(QuarantineReason.OUT_OF_SESSION);
        assertThat(kept.readings()).isEqualTo(1);
        assertThat(desk.asked).containsExactly(new EdgeNode("k1", "gw"));

        desk.replay(desk.books.list(1).get(0));

        assertThat(desk.readings())
                .as("an alias means nothing without its birth")
                .isEmpty();
        assertThat(desk.books.list(1).get(0).replayedAt()).isNull();
    }

    @Test
    void gapIsNoticedByTimeAloneAndWhatWaitedIsKept() {
        desk.born("GA-07", ch4(0.4)).lost().publish("DDATA/gw/GA-07", alias(1).setDoubleValue(0.6));
        assertThat(desk.books.sums().quarantined()).isZero();

        desk.after(HostLimits.REORDER_TIMEOUT.plus(Duration.ofMillis(1)));

        assertThat(desk.asked).hasSize(1);
        assertThat(desk.entries(Quarantined.class))
                .extracting(Quarantined::detail)
                .containsExactly("values 1 of 1: no birth says what alias 1 is");
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 1));
    }

    @Test
    void refusedForThePlanItIsKeptWithItsNamesAndReplayedOnceThePlanKnows() {
        desk.born("GA-99", ch4(0.4)).publish("DDATA/gw/GA-99", alias(1).setDoubleValue(0.5));
        assertThat(desk.readings()).isEmpty();
        assertThat(desk.books.sums().quarantined()).isEqualTo(2);

        desk.plan = Plans.twoWithAnotherDevice();
        for (Refused refused : desk.books.list(10)) {
            desk.replay(refused);
        }

        assertThat(desk.readings()).extracting(Reading::value).containsExactlyInAnyOrder(0.4, 0.5);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(2, 0, 0));
    }

    @Test
    void oneMessageCanBeReadingsAndRefusedAndTheBalanceHolds() {
        desk.born(
                "GA-07",
                ch4(0.4),
                named("CO", DataType.String).setAlias(2).setStringValue("three"),
                named("O2", DataType.Double).setAlias(3).setDoubleValue(20),
                named("fw", DataType.String).setStringValue("1.0"));
        desk.publish(
                "DDATA/gw/GA-07",
                alias(1).setDoubleValue(0.5),
                alias(2).setStringValue("four"),
                alias(77).setDoubleValue(5));
        assertThat(desk.readings()).extracting(Reading::value).containsExactly(0.4, 0.5);
        assertThat(desk.entries(Quarantined.class))
                .filteredOn(kept -> kept.readings() > 0)
                .extracting(kept -> kept.reason().word() + " " + kept.detail())
                .containsExactly(
                        "wrong-type values 2 of 3: co must be a number, found text",
                        "sensor-unknown values 3 of 3: 'o2' of device GA-07 at k1",
                        "wrong-type values 2 of 3: co must be a number, found text",
                        "out-of-session values 3 of 3: no birth says what alias 77 is");
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(2, 0, 4));
    }

    @Test
    void whatIsNoQuantityIsListedOnceForTheEngineer() {
        desk.born("GA-07", named("fw", DataType.String).setStringValue("1.0"));
        desk.born("GA-07", named("fw", DataType.String).setStringValue("1.0"));
        assertThat(desk.entries(Quarantined.class))
                .extracting(kept -> kept.readings() + " " + kept.detail())
                .containsExactly("0 1 metrics of k1/gw/GA-07 are no quantity and are passed over: fw");
    }

    @Test
    void whatIsNoSparkplugIsKept() {
        desk.bytes("spBv1.0/k1/DDATA/gw/GA-07", new byte[] {1, 2, 3});
        desk.bytes("spBv1.0/k1/HELLO/gw", new byte[0]);
        assertThat(desk.entries(Quarantined.class))
                .extracting(Quarantined::reason)
                .containsExactly(QuarantineReason.UNREADABLE, QuarantineReason.TOPIC_UNKNOWN);
    }
}
