package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import kz.qalqan.web.accounts.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A methane detector is bypassed where the preset permits it, through the whole way a person takes. */
class BypassIT {
    private static final String CALL = "/api/v1/declarations";

    @TempDir
    private Path dir;

    private TestMine mine;

    @BeforeEach
    void open() {
        mine = TestMine.under("queensland", dir);
    }

    @AfterEach
    void close() {
        mine.close();
    }

    private static JsonObject bypass(String until, Object portable) {
        return new JsonObject()
                .put("type", "bypass")
                .put("sensor", TestMine.METHANE)
                .put("until", until)
                .put("value", portable);
    }

    private Http.Reply declared(JsonObject body) {
        return mine.as(Role.ENGINEER.word()).post(CALL, body);
    }

    private JsonObject alert() {
        return mine.as(Role.VIEWER.word()).get("/api/v1/alerts?state=all").json().getJsonArray("alerts").stream()
                .map(JsonObject.class::cast)
                .filter(alert -> alert.getString("rule").equals("bypass-active"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aBypassIsAnAlertUntilItsTimeIsOver() {
        assertThat(declared(bypass("2026-11-21T08:20:00Z", 0.4)).status()).isEqualTo(200);

        JsonObject raised = alert();
        assertThat(raised.getString("key")).isEqualTo("karaganda-1:bypass-active:GA-07:ch4");
        assertThat(raised.getString("priority")).isEqualTo("high");
        assertThat(raised.getString("state")).isEqualTo("unacknowledged");
        assertThat(raised.getString("zone")).isEqualTo("face-3");

        mine.pass(Duration.ofMinutes(20).minusSeconds(1));
        assertThat(alert().getString("state")).isEqualTo("unacknowledged");
        mine.pass(Duration.ofSeconds(1));
        assertThat(alert().getString("state")).isEqualTo("returned-unacknowledged");
    }

    @Test
    void methaneAtItsPlaceMakesItCriticalAtOnce() {
        declared(bypass("2026-11-21T08:20:00Z", "1.2"));
        JsonObject portable = new JsonObject()
                .put("type", "portable-reading")
                .put("zone", "face-3")
                .put("value", 1.3);
        assertThat(mine.as(Role.OPERATOR.word()).post(CALL, portable).status()).isEqualTo(200);
        assertThat(alert().getString("priority")).isEqualTo("critical");
    }

    @Test
    void whatThePresetDoesNotPermitIsRefusedWithItsReason() {
        assertThat(declared(bypass("2026-11-21T09:00:01Z", 0.4)).status()).isEqualTo(422);
        assertThat(declared(bypass("2026-11-21T07:59:59Z", 0.4)).status()).isEqualTo(422);
        assertThat(declared(bypass("2026-11-21T08:20:00Z", "none")).status()).isEqualTo(422);
        Http.Reply gassy = declared(bypass("2026-11-21T08:20:00Z", 1.25));
        assertThat(gassy.status()).isEqualTo(409);
        assertThat(gassy.json().getString("detail")).contains("1.25 %");
        JsonObject endless = bypass("2026-11-21T08:20:00Z", 0.4);
        endless.remove("until");
        assertThat(declared(endless).status()).isEqualTo(422);
        JsonObject monoxide = bypass("2026-11-21T08:20:00Z", 0.4).put("sensor", "karaganda-1/GA-01/co");
        assertThat(declared(monoxide).status()).isEqualTo(422);
        assertThat(mine.as(Role.OPERATOR.word())
                        .post(CALL, bypass("2026-11-21T08:20:00Z", 0.4))
                        .status())
                .isEqualTo(403);
        assertThat(mine.as(Role.VIEWER.word()).get("/api/v1/alerts?state=all").text())
                .doesNotContain("bypass-active");
    }

    @Test
    void anHourToTheSecondIsPermitted() {
        assertThat(declared(bypass("2026-11-21T09:00:00Z", 1.2499)).status()).isEqualTo(200);
    }
}
