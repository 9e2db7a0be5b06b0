package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Intake.DeviceCounts;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.Elsewhere;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is odd about a device is counted and marked, and costs no reading. */
class DeviceWatchTest {
    private static final String DRIFT = "mine/k1/drift-1/GA-07/telemetry";

    private final Desk desk = new Desk();

    private Desk sends(String topic, long seq, long tsSeconds, double value) {
        String seqField = seq < 0 ? "" : "\"seq\":" + seq + ",";
        return desk.message(
                topic,
                "{" + seqField + "\"ts\":" + (Desk.NOON.toEpochMilli() + tsSeconds * 1_000) + ",\"values\":{\"ch4\":"
                        + value + ",\"co\":1}}");
    }

    private boolean clashes() {
        return desk.last().quality().has(Mark.IDENTITY_CLASH);
    }

    @Test
    void gapsAndRepeatsAreCountedOnceASampleAndNotOnceAValue() {
        sends(Desk.TOPIC, 1, 0, 0.1);
        sends(Desk.TOPIC, 5, 1, 0.1);
        sends(Desk.TOPIC, 4, 1, 0.2);
        sends(Desk.TOPIC, 4, 1, 0.2);
        sends(Desk.TOPIC, 0, 2, 0.2);

        assertThat(desk.odd("GA-07", Oddity.SEQ_GAP)).isEqualTo(1);
        assertThat(desk.odd("GA-07", Oddity.SEQ_MISSING)).isEqualTo(3);
        assertThat(desk.odd("GA-07", Oddity.OUT_OF_ORDER)).isEqualTo(1);
        assertThat(desk.odd("GA-07", Oddity.SEQ_REPEATED)).isEqualTo(1);
        assertThat(desk.odd("GA-07", Oddity.SEQ_RESTARTED)).isEqualTo(1);
        assertThat(desk.odd("GA-07", Oddity.DUPLICATE)).isEqualTo(3);
        assertThat(desk.odd("GA-07", Oddity.CONFLICT)).isEqualTo(1);
        assertThat(clashes()).isFalse();
    }

    @Test
    void twoDevicesUnderOneNameAreSeenByTheirNumbers() {
        for (int i = 0; i < 4; i++) {
            sends(Desk.TOPIC, 1_000 + i, i, 0.1).after(Duration.ofMillis(500));
            sends(Desk.TOPIC, 7 + i, i, 0.1 + i).after(Duration.ofMillis(500));
        }
        assertThat(clashes()).isTrue();
        assertThat(desk.judge.devices().counts(desk.now))
                .extracting(DeviceCounts::clashing)
                .containsExactly(true);
        assertThat(desk.readings()).hasSizeGreaterThanOrEqualTo(11);

        desk.after(Limits.CLASH_HELD);
        sends(Desk.TOPIC, 11, 130, 0.1);
        assertThat(clashes()).isFalse();
    }

    @Test
    void twoDevicesUnderOneNameAreSeenByTheirZonesAndAMovedOneIsNone() {
        desk.message(Desk.TOPIC, "{\"values\":{\"ch4\":0.1}}");
        for (int i = 0; i < 10; i++) {
            desk.after(Duration.ofSeconds(5)).message(DRIFT, "{\"values\":{\"ch4\":0.1}}");
        }
        assertThat(clashes()).isFalse();
        for (int i = 0; i < 3; i++) {
            desk.after(Duration.ofSeconds(5)).message(Desk.TOPIC, "{\"values\":{\"ch4\":0.1}}");
            desk.after(Duration.ofSeconds(5)).message(DRIFT, "{\"values\":{\"ch4\":0.1}}");
        }
        assertThat(clashes()).isTrue();
        assertThat(desk.readings()).hasSize(17);
    }

    @Test
    void twoDevicesUnderOneNameAreSeenByTheirClocks() {
        for (int i = 0; i < 10; i++) {
            sends(Desk.TOPIC, -1, i * 5L, 0.1 + i);
            sends(Desk.TOPIC, -1, i * 5L - 8, 0.5 + i);
            desk.after(Duration.ofSeconds(5));
        }
        assertThat(clashes()).isTrue();
    }

    @Test
    void twoDevicesUnderOneNameAreSeenByContradictionsAndACorrectionIsNone() {
        sends(Desk.TOPIC, -1, 0, 0.1);
        sends(Desk.TOPIC, -1, 0, 0.2);
        sends(Desk.TOPIC, -1, 1, 0.1);
        assertThat(clashes()).isFalse();
        for (int i = 2; i < 6; i++) {
            sends(Desk.TOPIC, -1, i, 0.1);
            sends(Desk.TOPIC, -1, i, 0.3);
        }
        assertThat(clashes()).isTrue();
    }

    @Test
    void aBufferThatIsSentBesideWhatIsLiveIsNoClash() {
        desk.now = Desk.NOON.plusSeconds(3_600);
        for (int i = 0; i < 200; i++) {
            desk.now = Desk.NOON.plusSeconds(3_600 + i);
            sends(Desk.TOPIC, 10_000 + i, 3_600 + i, 0.1);
            sends(Desk.TOPIC, -1, i, 0.2);
            assertThat(clashes()).isFalse();
        }
        assertThat(desk.odd("GA-07", Oddity.LATE)).isEqualTo(400);
    }

    @Test
    void aBatchSentAgainWithOneValueMoreIsNoClash() {
        for (int i = 3; i < 100; i++) {
            StringBuilder batch = new StringBuilder("[");
            for (int k = i - 3; k <= i; k++) {
                batch.append(k == i - 3 ? "" : ",")
                        .append("{\"ts\":")
                        .append(Desk.NOON.toEpochMilli() + k * 1_000L)
                        .append(",\"values\":{\"ch4\":0.")
                        .append(k)
                        .append("}}");
            }
            desk.now = Desk.NOON.plusSeconds(i);
            desk.telemetry(batch.append(']').toString());
            assertThat(clashes()).isFalse();
        }
        assertThat(desk.readings()).hasSize(100);
    }

    @Test
    void anHonestValueThatRepeatsWithoutATimeIsNeverADuplicate() {
        for (int i = 0; i < 100; i++) {
            desk.after(Duration.ofSeconds(5)).message(1, Desk.TOPIC, "{\"values\":{\"ch4\":0.4}}".getBytes(UTF_8));
        }
        assertThat(desk.readings()).hasSize(100);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(100, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"-1, fault", "999, fault", "32767, fault", "998, over-range", "0.4, good"})
    void faultCodesOfThePlanAreFaultsThoughTheyLieWithinTheBounds(String value, String word) {
        desk.plan = PlanReader.parse(
                Plans.two()
                        .text()
                        .replaceFirst("valid: \\[-0.2, 100\\]", "valid: [-5, 99999], fault-codes: [-1, 999, 32767]"),
                "codes.yml");
        desk.telemetry("{\"values\":{\"ch4\":" + value + "}}");

        assertThat(desk.last().quality().word()).isEqualTo(word);
        assertThat(desk.odd("GA-07", Oddity.FAULT)).isEqualTo(word.equals("fault") ? 1 : 0);
    }

    @Test
    void theBatchCarriesTheZoneAMisplacedReadingCameFor() {
        desk.message(DRIFT, "{\"values\":{\"ch4\":0.4,\"co\":1}}");

        ReadingBatch batch = desk.k1.entries(ReadingBatch.class).get(0);
        assertThat(batch.elsewhere()).containsExactly(new Elsewhere(0, 2, "drift-1"));
        assertThat(desk.odd("GA-07", Oddity.PLACE_MISMATCH)).isEqualTo(2);
    }

    @Test
    void whatTheBrokerHadKeptSaysNothingOfHowTheDeviceBehaves() {
        byte[] kept = ("{\"seq\":90,\"ts\":" + (Desk.NOON.toEpochMilli() - 90_000) + ",\"values\":{\"ch4\":0.4}}")
                .getBytes(UTF_8);
        sends(Desk.TOPIC, 100, 0, 0.1);
        desk.deliver(new Delivery(new Desk.Line(false), 1, Desk.TOPIC, Delivery.Body.of(kept, null), true, desk.now));

        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.RETAINED, Mark.LATE));
        assertThat(desk.odd("GA-07", Oddity.RETAINED)).isEqualTo(1);
        assertThat(desk.odd("GA-07", Oddity.OUT_OF_ORDER)).isZero();
        assertThat(desk.readings()).extracting(Reading::value).contains(0.4);
    }

    @Test
    void skewIsMeasuredPerDevice() {
        desk.now = Desk.NOON.plusSeconds(3);
        sends(Desk.TOPIC, 1, 0, 0.1);
        assertThat(desk.judge.devices().of("k1", "GA-07").counts(desk.now).offsetMillis())
                .isEqualTo(3_000);
        sends(Desk.TOPIC, 2, 60, 0.1);
        assertThat(desk.judge.devices().of("k1", "GA-07").counts(desk.now).offsetMillis())
                .isEqualTo(-57_000);
        assertThat(desk.odd("GA-07", Oddity.CLOCK_CORRECTED)).isEqualTo(2);
    }
}
