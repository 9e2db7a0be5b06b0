package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms a payload may have beside the plain one, and who its values belong to. */
final class FormatsTest {
    private static final String SENML = "mine/k1/face-3/GA-07/senml";
    private static final String JSON_TYPE = "application/senml+json";
    private static final double NOON_S = Desk.NOON.getEpochSecond();

    /** {@code [{-2:"GA-07:",-3:1795262400,0:"ch4",1:"%",2:1.5},{0:"co",1:"ppm",2:7}]}, noon of the test's day. */
    private static final byte[] CBOR = HexFormat.of()
            .parseHex("82a5216647412d30373a221a" + Integer.toHexString((int) NOON_S) + "00636368340161250"
                    + "2f93e00a30062636f016370706d0207");

    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ch4",
                "GA-07:ch4",
                "GA-07/ch4",
                "urn:dev:ops:32473-mine:GA-07:ch4",
                "urn:dev:mac:0024befffe804ff1:ch4",
                "urn:dev:ow:10e2073a01080063:GA-07:ch4",
                "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6/ch4"
            })
    void senmlNameTellsDeviceAndQuantity(String name) {
        desk.message(SENML, "[{\"n\":\"" + name + "\",\"u\":\"%\",\"v\":1.5,\"t\":" + (long) NOON_S + "}]");

        assertThat(desk.last()).extracting(r -> r.sensor().toString()).isEqualTo("k1/GA-07/ch4");
        assertThat(desk.last().value()).isEqualTo(1.5);
        assertThat(desk.last().measuredAt()).isEqualTo(Desk.NOON);
        assertThat(desk.last().quality().word()).isEqualTo("good");
    }

    @Test
    void senmlMaySpeakForAnotherDeviceThanTheTopics() {
        desk.message("mine/k1/face-3/gateway-1/senml", "[{\"bn\":\"GA-08:\",\"n\":\"ch4\",\"u\":\"ppm\",\"v\":13000}]");

        assertThat(desk.last().sensor()).hasToString("k1/GA-08/ch4");
        assertThat(desk.last().value()).isEqualTo(1.3);
    }

    @ParameterizedTest
    @CsvSource({"ppm, 13000", "ppb, 13000000", "/, 0.013", "%, 1.3", "/100, 1.3", "/1000, 13"})
    void senmlUnitsOfTheRegistriesAreConvertedAtTheDoor(String unit, double value) {
        desk.message(SENML, "[{\"n\":\"ch4\",\"u\":\"" + unit + "\",\"v\":" + value + "}]");

        assertThat(desk.last().value()).isEqualTo(1.3);
    }

    @Test
    void senmlWithoutUnitIsInTheSensorsOwn() {
        desk.message("mine/k1/face-3/GA-08/senml", "[{\"n\":\"ch4\",\"v\":13000}]");

        assertThat(desk.last().value()).isEqualTo(1.3);
    }

    @Test
    void senmlWithoutTimeIsOfTheMomentItCameAndMarkedSo() {
        desk.message(SENML, "[{\"n\":\"ch4\",\"v\":1},{\"n\":\"co\",\"v\":1,\"t\":30}]");

        assertThat(desk.readings()).extracting(Reading::measuredAt).containsOnly(Desk.NOON);
        assertThat(desk.readings())
                .allSatisfy(r -> assertThat(r.quality().has(Mark.UNSTAMPED)).isTrue());
    }

    @Test
    void relativeTimesKeepTheirDistances() {
        desk.message(
                SENML,
                "[{\"n\":\"ch4\",\"v\":3,\"t\":-1},{\"n\":\"ch4\",\"v\":2,\"t\":-2.5},"
                        + "{\"n\":\"ch4\",\"v\":1,\"t\":-60}]");

        assertThat(desk.readings())
                .extracting(Reading::measuredAt)
                .containsExactly(Desk.NOON.minusSeconds(1), Desk.NOON.minusMillis(2_500), Desk.NOON.minusSeconds(60));
        assertThat(desk.readings()).extracting(r -> r.quality().has(Mark.LATE)).containsExactly(false, false, true);
    }

    @Test
    void switchIsAStateAndNoGas() {
        desk.message(SENML, "[{\"n\":\"fan-running\",\"vb\":true},{\"n\":\"ch4\",\"vb\":true}]");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(1.0);
        assertThat(desk.refused()).extracting(Quarantined::reason).containsExactly(QuarantineReason.WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource({"'\"vs\":\"high\"', text", "'\"vd\":\"aGkgCg\"', data", "'\"s\":12', sum", "'\"v\":null', null"})
    void valueThatIsNoNumberIsRefusedAloneAndByItsName(String value, String word) {
        desk.message(SENML, "[{\"n\":\"co\",\"v\":4},{\"n\":\"ch4\"," + value + "}]");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(4.0);
        assertThat(desk.refused()).singleElement().satisfies(q -> assertThat(q.detail())
                .isEqualTo("values 2 of 2: ch4 must be a number, found " + word));
    }

    @ParameterizedTest
    @CsvSource({
        "mine/k1/face-3/GA-07/senml, ",
        "mine/k1/face-3/GA-07/senml, application/senml+cbor",
        "mine/k1/face-3/GA-07/senml, application/cbor",
        "mine/k1/face-3/GA-07/telemetry, application/senml+cbor",
        "mine/k1/face-3/GA-07/telemetry, Application/SenML+CBOR; v=1",
        "mine/k1/face-3/GA-07/telemetry, application/sensml+cbor",
        "v1/gateway/telemetry, application/senml+cbor"
    })
    void cborIsKnownByTopicOrContentType(String topic, String type) {
        desk.message(topic, type, CBOR);

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(1.5, 7.0);
        assertThat(desk.readings()).extracting(Reading::measuredAt).containsOnly(Desk.NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "mine/k1/face-3/GA-07/senml, ",
        "mine/k1/face-3/GA-07/senml, text/plain",
        "mine/k1/face-3/GA-07/telemetry, application/senml+json; charset=utf-8",
        "v1/gateway/telemetry, application/senml+json"
    })
    void jsonPackIsKnownByTopicOrContentType(String topic, String type) {
        desk.message(topic, type, "[{\"n\":\"GA-07:ch4\",\"v\":1.5}]".getBytes(UTF_8));

        assertThat(desk.last().value()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/senml+xml", "application/senml-exi", "application/senml+exi"})
    void otherFormsOfSenmlAreRefusedByName(String type) {
        desk.message(SENML, type, "<sensml/>".getBytes(UTF_8));

        assertThat(desk.refused()).singleElement().satisfies(q -> {
            assertThat(q.reason()).isEqualTo(QuarantineReason.UNREADABLE);
            assertThat(q.contentType()).isEqualTo(type);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'GA-07':[{'ch4':0.4,'co':3}]}",
                "{'GA-07':{'ch4':0.4,'co':3}}",
                "{'GA-07':[{'ch4':0.4},{'co':3}]}",
                "{'GA-07':[{'ts':1795262400000,'ch4':0.4,'co':{'v':3,'u':'ppm'}}]}",
                "{'GA-07':[{'ts':1795262400000,'values':{'ch4':0.4,'co':3},'model':'x'}]}",
                "{'GA-07':[{'model':{'a':1},'values':{'ch4':0.4,'co':3}}]}"
            })
    void gatewayFormTakesValuesWithAndWithoutTime(String payload) {
        desk.message("v1/gateway/telemetry", payload.replace('\'', '"'));

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(0.4, 3.0);
        assertThat(desk.readings()).extracting(Reading::measuredAt).containsOnly(Desk.NOON);
        assertThat(desk.refused()).isEmpty();
    }

    @Test
    void twoValuesOfOneNameAreBothKept() {
        desk.telemetry(
                "{\"ts\":" + Desk.NOON.toEpochMilli() + ",\"values\":{\"ch4\":0.1,\"ch4\":5},\"values\":{\"co\":1}}");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(0.1, 5.0, 1.0);
        assertThat(desk.readings().get(1).quality().has(Mark.CONFLICT)).isTrue();
    }

    @Test
    void twoTimesOrTwoValuesInOnePlaceAreNeitherGuessed() {
        desk.telemetry("{\"ts\":1,\"values\":{\"ch4\":1},\"ts\":2}");
        desk.telemetry("{\"values\":{\"ch4\":{\"v\":0.1,\"v\":5},\"co\":{\"v\":1,\"u\":\"ppm\",\"u\":\"%\"}}}");

        assertThat(desk.readings()).isEmpty();
        assertThat(desk.refused())
                .extracting(Quarantined::reason)
                .containsExactly(
                        QuarantineReason.UNREADABLE, QuarantineReason.WRONG_TYPE, QuarantineReason.UNIT_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\""})
    void unitThatSaysNothingIsTheSensorsOwn(String unit) {
        desk.message("mine/k1/face-3/GA-08/telemetry", "{\"values\":{\"ch4\":{\"v\":13000,\"u\":" + unit + "}}}");

        assertThat(desk.last().value()).isEqualTo(1.3);
    }

    @Test
    void unitThatIsNoTextHarmsNoOtherValue() {
        desk.telemetry("{\"values\":{\"ch4\":{\"u\":{\"v\":9},\"v\":0.4},\"co\":5}}");

        assertThat(desk.readings()).extracting(Reading::value).containsExactly(5.0);
        assertThat(desk.refused()).extracting(Quarantined::reason).containsExactly(QuarantineReason.UNIT_UNKNOWN);
    }

    @Test
    void worseOfTwoWordsOnQualityStands() {
        desk.telemetry("{\"quality\":\"bad\",\"values\":{\"ch4\":1},\"quality\":\"good\"}");

        assertThat(desk.last().quality().word()).isEqualTo("fault");
    }

    @Test
    void byteOrderMarksAreNoObstacle() {
        String text = "{\"values\":{\"ch4\":0.4}}";
        desk.message(Desk.TOPIC, "", ("\ufeff" + text).getBytes(UTF_8));
        desk.message(Desk.TOPIC, "", ("\ufeff" + text).getBytes(UTF_16BE));

        assertThat(desk.readings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "1795262400000",
        "1795262400",
        "1795262400.0",
        "1795262400000000",
        "1795262400000000000",
        "1795262400000.0",
        "\"1795262400000\"",
        "\"1795262400\"",
        "\"2026-11-21T12:00:00Z\"",
        "\"2026-11-21t12:00:00.000z\"",
        "\"2026-11-21 17:00:00+05:00\"",
        "\"2026-11-21T17:00:00+0500\"",
        "\"2026-11-21T17:00:00+05\"",
        "\"2026-11-21T12:00Z\""
    })
    void timeIsUnderstoodInEveryUsualForm(String ts) {
        desk.telemetry("{\"ts\":" + ts + ",\"values\":{\"ch4\":0.4}}");

        assertThat(desk.last().measuredAt()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z"));
        assertThat(desk.last().quality().word()).isEqualTo("good");
    }

    @Test
    void secondsWithAFractionKeepIt() {
        desk.telemetry("{\"ts\":1795262399.125,\"values\":{\"ch4\":0.4}}");

        assertThat(desk.last().measuredAt()).isEqualTo(Instant.parse("2026-11-21T11:59:59.125Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "86400", "999999999", "12345.6"})
    void clockThatWasNeverSetIsNoYear1970(String ts) {
        desk.telemetry("{\"ts\":" + ts + ",\"values\":{\"ch4\":2.4}}");

        assertThat(desk.last().measuredAt()).isEqualTo(Desk.NOON);
        assertThat(desk.last().quality().has(Mark.UNSTAMPED)).isTrue();
        assertThat(desk.last().quality().has(Mark.LATE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2026-11-21T12:00:00\"", "\"noon\"", "\"\"", "-1", "true", "{}"})
    void whatIsNoTimeIsRefusedAsSuch(String ts) {
        desk.telemetry("{\"ts\":" + ts + ",\"values\":{\"ch4\":2.4}}");

        assertThat(desk.refused()).extracting(Quarantined::reason).containsExactly(QuarantineReason.TIME_UNUSABLE);
    }

    @Test
    void hugeNumbersAreFaultsOrRefusedButNeverTime() {
        desk.telemetry("{\"values\":{\"ch4\":1e400,\"co\":" + "9".repeat(60) + "}}");
        desk.telemetry("{\"values\":{\"ch4\":" + "9".repeat(70) + "}}");

        assertThat(desk.readings()).extracting(r -> r.quality().word()).containsExactly("fault", "fault");
        assertThat(desk.refused()).extracting(Quarantined::reason).containsExactly(QuarantineReason.UNREADABLE);
    }

    @Test
    void contentTypeIsKeptWithWhatIsRefused() {
        desk.message(SENML, JSON_TYPE + "; charset=utf-8", "[{\"n\":\"GA-99:ch4\",\"v\":1}]".getBytes(UTF_8));

        assertThat(desk.refused()).singleElement().satisfies(q -> {
            assertThat(q.contentType()).isEqualTo(JSON_TYPE + "; charset=utf-8");
            assertThat(q.retained()).isFalse();
        });
        assertThat(List.of(desk.books.sums())).containsExactly(new Books.Sums(0, 0, 1));
    }
}
