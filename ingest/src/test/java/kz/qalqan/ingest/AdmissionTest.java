package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private static final long NOON = Desk.NOON.toEpochMilli();

    private final Desk desk = new Desk();

    @Test
    void readsValuesWithTheirTimeWhereverItStandsInTheObject() {
        desk.telemetry("{\"values\":{\"ch4\":0.42,\"co\":{\"v\":3,\"u\":\"[ppm]\"}},\"seq\":7,\"ts\":" + NOON + "}");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(0.42, 3.0);
        assertThat(desk.readings()).extracting(Reading::measuredAt).containsOnly(Desk.NOON);
        assertThat(desk.readings()).extracting(Reading::quality).containsOnly(Quality.GOOD);
        assertThat(desk.last().sensor()).hasToString("k1/GA-07/co");
    }

    @Test
    void readsAnArrayAndTimesInWords() {
        desk.telemetry("[{\"ts\":\"2026-11-21T11:59:58.5Z\",\"values\":{\"ch4\":1}},"
                + "{\"ts\":\"2026-11-21T17:00:00+05:00\",\"values\":{\"ch4\":2}}]");

        assertThat(desk.readings())
                .extracting(Reading::measuredAt)
                .containsExactly(Instant.parse("2026-11-21T11:59:58.5Z"), Desk.NOON);
    }

    @Test
    void bareNumbersAreInTheSensorsOwnUnit() {
        desk.message("mine/k1/face-3/GA-08/telemetry", "{\"values\":{\"ch4\":13000}}");

        assertThat(desk.last().value()).isEqualTo(1.3);
    }

    @ParameterizedTest
    @CsvSource({
        "0.42, good",
        "7, over-range",
        "-0.1, under-range",
        "-999, fault",
        "101, fault",
        "NaN, fault",
        "\"NaN\", fault",
        "1e999, fault"
    })
    void knownSensorsValueAlwaysGetsInWithItsQuality(String value, String word) {
        desk.telemetry("{\"values\":{\"ch4\":" + value + "}}");

        assertThat(desk.last().quality().word()).isEqualTo(word);
        assertThat(desk.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"good, good", "bad, fault", "uncertain, uncertain", "whatever, uncertain", "historical, historical"})
    void senderMayDoubtItsOwnValue(String said, String word) {
        desk.telemetry("{\"values\":{\"ch4\":0.4},\"quality\":\"" + said + "\"}");

        assertThat(desk.last().quality().word()).isEqualTo(word);
    }

    @Test
    void stampALittleAheadIsKeptAndMoreThanFiveSecondsAheadCorrected() {
        desk.telemetry("{\"ts\":" + (NOON + 5_000) + ",\"values\":{\"ch4\":0.4}}");
        desk.telemetry("{\"ts\":" + (NOON + 5_001) + ",\"values\":{\"ch4\":0.4}}");

        assertThat(desk.readings().get(0).quality()).isEqualTo(Quality.GOOD);
        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.CLOCK_CORRECTED));
        assertThat(desk.last().measuredAt()).isEqualTo(Desk.NOON);
        assertThat(desk.refused()).isEmpty();
    }

    @Test
    void gasStampedIn2099IsJudgedNowAndListed() {
        desk.telemetry("{\"ts\":\"2099-01-01T00:00:00Z\",\"values\":{\"ch4\":2.5}}");

        assertThat(desk.last().value()).isEqualTo(2.5);
        assertThat(desk.last().measuredAt()).isEqualTo(Desk.NOON);
        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.CLOCK_CORRECTED, Mark.CLOCK_ABSURD));
        assertThat(desk.last().quality().live()).isTrue();
        assertThat(desk.refused()).singleElement().satisfies(listing -> {
            assertThat(listing.reason()).isEqualTo(QuarantineReason.TIME_UNUSABLE);
            assertThat(listing.readings()).isZero();
        });
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 0));
    }

    @Test
    void clockThatStaysAbsurdIsListedOnceAMinute() {
        for (int i = 0; i < 120; i++) {
            desk.now = Desk.NOON.plusSeconds(i);
            desk.telemetry("{\"ts\":" + (4_070_908_800_000L + i * 1_000L) + ",\"values\":{\"ch4\":2.5}}");
        }

        assertThat(desk.readings()).hasSize(120);
        assertThat(desk.refused()).hasSize(2);
    }

    @Test
    void oldReadingIsLateAndOneOfThirtySecondsIsNot() {
        desk.telemetry("{\"ts\":" + (NOON - 30_000) + ",\"values\":{\"ch4\":0.4}}");
        desk.telemetry("{\"ts\":" + (NOON - 29_999) + ",\"values\":{\"ch4\":0.4}}");
        desk.telemetry("{\"ts\":" + (NOON - 30_001) + ",\"values\":{\"ch4\":0.4}}");

        assertThat(desk.readings()).extracting(r -> r.quality().has(Mark.LATE)).containsExactly(false, false, true);
    }

    @ParameterizedTest
    @CsvSource({"-1", "\"yesterday\"", "[1]", "true", "\"1969-12-31T23:59:59Z\""})
    void stampThatIsNoTimeIsRefusedWithItsReading(String ts) {
        desk.telemetry("{\"ts\":" + ts + ",\"values\":{\"ch4\":0.4,\"co\":1}}");

        assertThat(desk.readings()).isEmpty();
        assertThat(desk.refused()).singleElement().satisfies(q -> {
            assertThat(q.reason()).isEqualTo(QuarantineReason.TIME_UNUSABLE);
            assertThat(q.readings()).isEqualTo(2);
        });
    }

    @Test
    void unstampedReadingBearsTheTimeOfReceiptAndTwoAlikeAreTwo() {
        desk.telemetry("[{\"values\":{\"ch4\":0.4}},{\"values\":{\"ch4\":0.4}}]");

        assertThat(desk.readings())
                .extracting(Reading::measuredAt)
                .containsExactly(Desk.NOON, Desk.NOON.plusNanos(1_000));
        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.UNSTAMPED));
    }

    @Test
    void retainedReadingWithoutATimeNeverPassesForFresh() {
        byte[] payload = "{\"values\":{\"ch4\":0.4}}".getBytes(UTF_8);
        desk.deliver(
                new Delivery(new Desk.Line(false), 1, Desk.TOPIC, Delivery.Body.of(payload, null), true, Desk.NOON));

        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.RETAINED, Mark.UNSTAMPED, Mark.LATE));
    }

    @Test
    void anotherZoneInTheTopicIsMarkedAndNeverRefused() {
        desk.message("mine/k1/drift-1/GA-07/telemetry", "{\"values\":{\"ch4\":0.4}}");

        assertThat(desk.last().quality().has(Mark.PLACE_MISMATCH)).isTrue();
    }

    @Test
    void sameReadingAgainIsADuplicateAndAnotherValueAConflict() {
        desk.telemetry("{\"ts\":" + NOON + ",\"values\":{\"ch4\":0.4}}");
        desk.telemetry("{\"ts\":" + NOON + ",\"values\":{\"ch4\":0.4},\"seq\":2}");
        desk.telemetry("{\"ts\":" + NOON + ",\"values\":{\"ch4\":0.5}}");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(0.4, 0.5);
        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.CONFLICT));
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(2, 1, 0));
    }

    @Test
    void badValueIsKeptAsideAndTheGoodOnesGetIn() {
        desk.telemetry("{\"values\":{\"ch4\":\"high\",\"co\":3,\"fan-running\":true,\"radon\":5,\"noise\":null}}");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(3.0, 1.0);
        assertThat(desk.refused())
                .extracting(Quarantined::reason, Quarantined::readings, Quarantined::detail)
                .containsExactly(
                        tuple(QuarantineReason.WRONG_TYPE, 1, "values 1 of 5: ch4 must be a number, found text"),
                        tuple(QuarantineReason.SENSOR_UNKNOWN, 2, "values 4-5 of 5: 'radon' of device GA-07 at k1"));
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(2, 0, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mine/k1/face-3/GA-07/telemetry | not json | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":1} | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | [{\"values\":{\"ch4\":1}},{\"values\"] | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | {\"ch4\":1} | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | [1] | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":1}} {} | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | [[[[[[[[[[1]]]]]]]]]] | UNREADABLE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":[1]} | WRONG_TYPE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":[1]}} | WRONG_TYPE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":true}} | WRONG_TYPE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":{\"u\":\"%\"}}} | WRONG_TYPE",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":{\"v\":1,\"u\":\"%LEL\"}}} | UNIT_UNKNOWN",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"ch4\":{\"v\":1,\"u\":\"((\"}}} | UNIT_UNKNOWN",
                "mine/k1/face-3/GA-07/telemetry | {\"values\":{\"methan\":1}} | SENSOR_UNKNOWN",
                "mine/k1/face-3/XX/telemetry | {\"values\":{\"ch4\":1}} | DEVICE_UNKNOWN",
                "mine/nowhere/face-3/GA-07/telemetry | {\"values\":{\"ch4\":1}} | SITE_UNKNOWN",
                "mine/k1/face-3/GA-07/telemetri | {\"values\":{\"ch4\":1}} | TOPIC_UNKNOWN",
                "mine/k1/face-3/GA-07/senml | {} | UNREADABLE",
                "mine/k1/face-3/GA-07/senml | [{\"n\":\"ch4\",\"v\":1,\"new_\":1}] | UNREADABLE",
                "spBv1.0/g/NDATA/n | x | UNREADABLE",
                "mine/k1/face-3/GA-07/status | perhaps | UNREADABLE",
                "v1/gateway/telemetry | {\"TWIN\":[{\"values\":{\"ch4\":1}}]} | AMBIGUOUS_DEVICE",
                "v1/gateway/telemetry | {\"XX\":[{\"values\":{\"ch4\":1}}]} | DEVICE_UNKNOWN",
                "v1/gateway/telemetry | [] | UNREADABLE",
            })
    void refusedMessageIsKeptWithItsReasonAndCountsAsOne(String topic, String payload, QuarantineReason reason) {
        desk.message(topic, payload);

        assertThat(desk.refused()).singleElement().satisfies(q -> {
            assertThat(q.reason()).isEqualTo(reason);
            assertThat(new String(q.payload(), UTF_8)).isEqualTo(payload);
            assertThat(q.sha256()).hasSize(64);
            assertThat(q.readings()).isEqualTo(1);
        });
        desk.telemetry("{\"values\":{\"ch4\":0.4}}");
        assertThat(desk.readings()).hasSize(1);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 1));
    }

    @Test
    void tooManyReadingsAreRefusedAsOne() {
        String sample = "{\"values\":{\"ch4\":1,\"co\":2}},";
        desk.telemetry("[" + sample.repeat(Limits.READINGS_MAX / 2) + "{\"values\":{\"ch4\":1}}]");

        assertThat(desk.refused())
                .singleElement()
                .extracting(Quarantined::reason)
                .isEqualTo(QuarantineReason.TOO_MANY_READINGS);
    }

    @Test
    void tenMegabytesAreCutToWhatIsKept() {
        byte[] huge = new byte[10 * 1024 * 1024];
        desk.message(1, Desk.TOPIC, huge);

        assertThat(desk.refused()).singleElement().satisfies(q -> {
            assertThat(q.reason()).isEqualTo(QuarantineReason.TOO_LARGE);
            assertThat(q.payload()).hasSize(Quarantined.KEPT_BYTES_MAX);
            assertThat(q.length()).isEqualTo(huge.length);
            assertThat(q.sha256()).isEqualTo(Digests.sha256(huge));
        });
    }

    @Test
    void gatewaysMessageGoesToTheSitesOfItsDevices() {
        desk.message(
                "v1/gateway/telemetry",
                "{\"GA-07\":[{\"ts\":" + NOON + ",\"values\":{\"ch4\":1}}],\"GB-01\":{\"values\":{\"ch4\":2}}}");

        assertThat(desk.k1.readings()).extracting(Reading::value).containsExactly(1.0);
        assertThat(desk.k2.readings()).extracting(Reading::value).containsExactly(2.0);
        assertThat(desk.k2.readings().get(0).sensor().quantity()).isEqualTo(Quantity.CH4);
    }

    @Test
    void statusOfAKnownDeviceIsAnEntryAndItsRemovalNothing() {
        desk.message("mine/k1/face-3/GA-07/status", "offline");
        desk.message("mine/k1/face-3/GA-07/status", "");

        assertThat(desk.k1.entries(DeviceStatus.class))
                .containsExactly(new DeviceStatus("k1", "face-3", "GA-07", false));
    }

    @Test
    void ourOwnAlertsComingBackArePassedOver() {
        desk.message("mine/k1/face-3/alerts/k1:ch4-cut:face-3", "{}");

        assertThat(desk.k1.entries()).isEmpty();
    }

    @Test
    void replayAcceptsWhatThePlanNowKnowsAndLeavesTheRest() {
        desk.message(
                "mine/k1/face-3/GA-99/telemetry",
                "{\"ts\":" + NOON + ",\"values\":{\"ch4\":0.7,\"dust\":3,\"co\":\"x\"}}");
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(0, 0, 3));
        Refused refused = desk.books.list(1).get(0);
        assertThat(desk.replay(refused)).isEqualTo("still refused, device-unknown: device 'GA-99' at k1");
        assertThat(desk.books.find(refused.id())).contains(refused);

        desk.plan = Plans.twoWithAnotherDevice();
        desk.now = Desk.NOON.plus(Duration.ofHours(1));
        assertThat(desk.replay(refused)).isEmpty();

        assertThat(desk.last().value()).isEqualTo(0.7);
        assertThat(desk.last().measuredAt()).isEqualTo(Desk.NOON);
        assertThat(desk.last().quality()).isEqualTo(Quality.of(Mark.LATE));
        assertThat(desk.books.find(refused.id()).orElseThrow().replayedAt()).isEqualTo(desk.now);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 2));
        assertThat(Desk.after(desk).books.sums()).isEqualTo(desk.books.sums());
    }

    @Test
    void replayTakesOnlyWhatWasRefusedTheFirstTime() {
        desk.telemetry("[{\"values\":{\"ch4\":0.4}},{\"values\":{\"ch4\":{\"v\":5,\"u\":\"bogus\"}}}]");
        Refused refused = desk.books.list(1).get(0);

        assertThat(desk.replay(refused)).startsWith("still refused, unit-unknown: unit 'bogus' of ch4");

        assertThat(desk.readings()).hasSize(1);
        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 1));
    }

    @Test
    void replayOfAStrangeSitesMessageLeavesTheQuarantineOfTheFirstSite() {
        desk.message("v1/gateway/telemetry", "{\"GA-99\":[{\"ts\":" + NOON + ",\"values\":{\"ch4\":0.7}}]}");
        desk.plan = Plans.twoWithAnotherDevice();

        assertThat(desk.replay(desk.books.list(1).get(0))).isEmpty();

        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 0));
        assertThat(List.of(desk.last().sensor().toString())).containsExactly("k1/GA-99/ch4");
    }

    @Test
    void replayReadsTheMessageAsTheFirstTime() {
        byte[] pack = HexFormat.of().parseHex("81a3006847412d39393a636f016370706d0207");
        desk.message("mine/k1/face-3/GA-07/telemetry", "application/senml+cbor", pack);
        Desk restarted = Desk.over(desk, Checkpoint.NOTHING);
        restarted.plan = Plans.twoWithAnotherDevice();

        assertThat(restarted.replay(restarted.books.list(1).get(0))).isEmpty();

        assertThat(restarted.last().sensor()).hasToString("k1/GA-99/co");
        assertThat(restarted.last().value()).isEqualTo(7);
        assertThat(restarted.books.sums()).isEqualTo(new Books.Sums(1, 0, 0));
        assertThat(Desk.after(restarted).books.sums()).isEqualTo(restarted.books.sums());
    }

    @Test
    void secondReplayIsRefusedAndChangesNothing() {
        desk.message("mine/k1/face-3/GA-99/telemetry", "{\"values\":{\"ch4\":0.7}}");
        desk.plan = Plans.twoWithAnotherDevice();
        String id = desk.books.list(1).get(0).id();
        assertThat(desk.replay(desk.books.find(id).orElseThrow())).isEmpty();

        assertThat(desk.replay(desk.books.find(id).orElseThrow())).startsWith("it was replayed at ");

        assertThat(desk.books.sums()).isEqualTo(new Books.Sums(1, 0, 0));
    }

    /** In one entry with its readings: however a crash cuts the journal, it is replayed once or not at all. */
    @Test
    void replayedMessageLeavesQuarantineInTheEntryOfItsReadings() {
        desk.message("mine/k1/face-3/GA-99/telemetry", "{\"values\":{\"ch4\":0.7}}");
        desk.plan = Plans.twoWithAnotherDevice();
        desk.replay(desk.books.list(1).get(0));

        assertThat(desk.k1.entries(ReadingBatch.class)).singleElement().satisfies(batch -> {
            assertThat(batch.size()).isEqualTo(1);
            assertThat(batch.messages()).singleElement().satisfies(mark -> assertThat(mark.replayOf())
                    .isPositive());
        });
    }

    @Test
    void whatWasCutOrOnlyListedSaysWhyItIsNotReplayed() {
        desk.telemetry("{\"values\":{\"ch4\":" + " ".repeat(Quarantined.KEPT_BYTES_MAX) + "}}");
        desk.telemetry("{\"ts\":4070908800000,\"values\":{\"ch4\":0.4}}");

        assertThat(desk.replay(desk.books.list(2).get(1)))
                .isEqualTo("only the first 65536 of its 65555 bytes were kept: its sender must send it again");
        assertThat(desk.replay(desk.books.list(2).get(0))).isEqualTo("it is only listed: no reading of it was refused");
    }
}
