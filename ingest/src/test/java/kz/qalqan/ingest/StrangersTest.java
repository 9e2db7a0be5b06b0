package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kz.qalqan.telemetry.Intake.UnknownDevice;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.UnknownGas;
import org.junit.jupiter.api.Test;

/** Who is not in the plan is grouped for onboarding, heard when it speaks of gas, and cannot fill disk or memory. */
class StrangersTest {
    private static final String TOPIC = "mine/k1/face-3/GA-99/telemetry";

    private final Desk desk = new Desk();

    private List<UnknownGas> gas() {
        return desk.k1.entries(UnknownGas.class);
    }

    @Test
    void gasOfAnUnknownDeviceGoesToTheRulesInTheCanonicalUnit() {
        desk.message(
                TOPIC,
                "{\"ts\":\"2026-11-21T11:59:58Z\",\"values\":{\"ch4\":{\"v\":13000,\"u\":\"[ppm]\"},\"dust\":4}}");

        assertThat(gas())
                .containsExactly(
                        new UnknownGas("mine/k1/face-3/GA-99", "GA-99", Quantity.CH4, 1.3, Desk.NOON.minusSeconds(2)));
    }

    @Test
    void gasOfAKnownDevicesUnknownSensorAndOfAnUnknownOrAmbiguousOneOfAGatewayCounts() {
        desk.telemetry("{\"values\":{\"h2s\":50}}");
        desk.message("v1/gateway/telemetry", "{\"TWIN\":{\"values\":{\"ch4\":2}},\"NOBODY\":{\"values\":{\"co\":90}}}");
        desk.message("mine/nowhere/z/GA-07/telemetry", "{\"values\":{\"ch4\":3}}");

        assertThat(gas())
                .extracting(UnknownGas::device, UnknownGas::value)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("GA-07", 50.0),
                        org.assertj.core.api.Assertions.tuple("TWIN", 2.0),
                        org.assertj.core.api.Assertions.tuple("NOBODY", 90.0),
                        org.assertj.core.api.Assertions.tuple("GA-07", 3.0));
    }

    @Test
    void aFloodOfAStrangerIsToldOnceASecondAndEachPeakAtOnce() {
        for (int i = 0; i < 3_000; i++) {
            desk.after(Duration.ofMillis(1)).message(TOPIC, "{\"values\":{\"ch4\":0.9}}");
        }
        assertThat(gas()).hasSize(3);
        desk.message(TOPIC, "{\"values\":{\"ch4\":2.5}}")
                .message(TOPIC, "{\"values\":{\"o2\":20}}")
                .message(TOPIC, "{\"values\":{\"o2\":15}}");
        assertThat(gas()).extracting(UnknownGas::value).endsWith(2.5, 20.0, 15.0);
    }

    @Test
    void unknownDevicesAreGroupedAndKnownAgainAfterARestart() {
        desk.message(TOPIC, "{\"values\":{\"ch4\":0.7,\"co\":{\"v\":3,\"u\":\"[ppm]\"}}}");
        desk.after(Duration.ofMinutes(1)).message(TOPIC, "{\"values\":{\"ch4\":0.8}}");
        desk.telemetry("{\"values\":{\"ch4\":0.4,\"radon\":3}}");

        List<UnknownDevice> list = desk.judge.strangers().list();
        assertThat(list).extracting(UnknownDevice::device).containsExactly("GA-07", "GA-99");
        assertThat(list.get(0).values()).containsOnlyKeys("radon");
        UnknownDevice stranger = list.get(1);
        assertThat(stranger.values()).containsEntry("ch4", "0.8").containsEntry("co", "3.0 [ppm]");
        assertThat(stranger.readings()).isEqualTo(3);
        assertThat(stranger.firstAt()).isEqualTo(Desk.NOON);
        assertThat(stranger.lastAt()).isEqualTo(Desk.NOON.plusSeconds(60));

        assertThat(Desk.after(desk).judge.strangers().list())
                .usingRecursiveComparison()
                .ignoringFields("topic")
                .isEqualTo(list);
    }

    @Test
    void madeUpNamesFillNoMemory() {
        for (int i = 0; i < Limits.STRANGERS_MAX + 100; i++) {
            desk.message("mine/k1/z/N-" + i + "/telemetry", "{\"values\":{\"q" + i + "\":1}}");
        }
        assertThat(desk.judge.strangers().list()).hasSize(Limits.STRANGERS_MAX);
        assertThat(desk.judge.devices().counts(desk.now)).isEmpty();
        assertThat(desk.refused()).hasSize(Limits.STRANGERS_MAX + 100);
    }

    @Test
    void aSenderThatUsedUpItsQuotaIsCountedButItsPayloadsAreNotKept() {
        byte[] garbage = new byte[(int) (Limits.QUARANTINE_BYTES_PER_HOUR / 8)];
        for (int i = 0; i < 10; i++) {
            desk.message(i + 1, Desk.TOPIC, garbage);
        }
        desk.message("mine/k1/face-3/GA-08/telemetry", "garbage too");

        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(0, 0, 11));
        List<Quarantined> refused = desk.refused();
        assertThat(refused.get(7).payload()).hasSize(garbage.length);
        assertThat(refused.get(8).payload()).isEmpty();
        assertThat(refused.get(8).length()).isEqualTo(garbage.length);
        assertThat(refused.get(8).sha256()).isEqualTo(Digests.sha256(garbage));
        assertThat(refused.get(8).detail()).contains("not kept");
        assertThat(refused.get(10).payload()).hasSize(11);

        Desk restarted = Desk.after(desk);
        restarted.message(1, Desk.TOPIC, garbage);
        assertThat(restarted.refused().get(0).payload()).isEmpty();
        restarted.after(Duration.ofHours(1)).message(2, Desk.TOPIC, garbage);
        assertThat(restarted.refused().get(1).payload()).hasSize(garbage.length);
    }
}
