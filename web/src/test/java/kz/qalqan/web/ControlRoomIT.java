package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.telemetry.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shift does with alerts, through the door it uses. */
class ControlRoomIT {
    @TempDir
    static Path dir;

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestMine mine;

    @BeforeEach
    void start() {
        mine = new TestMine(dir.resolve(String.valueOf(System.identityHashCode(this))));
        mine.reading(TestMine.METHANE, 0.4);
        mine.pass(Duration.ofSeconds(3));
        mine.reading(TestMine.METHANE, 0.95);
    }

    @AfterEach
    void stop() {
        mine.close();
    }

    private Alert notCritical() {
        return mine.alerts.alerts(AlertQuery.openOnes()).alerts().stream()
                .filter(alert ->
                        alert.priority() != Priority.CRITICAL && alert.state().unanswered())
                .findFirst()
                .orElseThrow();
    }

    private static String path(Alert alert, String step) {
        return "/api/v1/alerts/" + URLEncoder.encode(alert.id(), StandardCharsets.UTF_8) + "/" + step;
    }

    private JsonObject terms() {
        return new JsonObject()
                .put("reason", "head is wet")
                .put("until", mine.clock.instant().plus(Duration.ofHours(2)).toString())
                .put("secondPerson", "operator")
                .put("portableReadings", "every 20 min by the foreman");
    }

    @Test
    void aSafetySensorGoesOutOfServiceByTwoAccountsAndNotByOne() {
        String path = path(notCritical(), "out-of-service");
        Http.Reply alone = mine.as("operator").post(path, terms().put("secondPerson", "engineer"));
        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.json().getString("state")).isEqualTo("unacknowledged");
        Http.Reply asked = mine.as("engineer").post(path, terms());
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().getString("state")).isEqualTo("unacknowledged");
        assertThat(asked.json()
                        .getJsonObject("withdrawal")
                        .getJsonObject("asked")
                        .getString("by"))
                .isEqualTo("engineer");
        JsonObject out = mine.as("operator")
                .post(path, new JsonObject().put("reason", "I take the portable readings"))
                .json();
        assertThat(out.getString("state")).isEqualTo("out-of-service");
        assertThat(out.getJsonObject("withdrawal").getJsonObject("confirmed").getString("by"))
                .isEqualTo("operator");
    }

    @Test
    void alertsNameTheirCauseAndBulkAnswersStayInsideOne() {
        Http operator = mine.as("operator");
        JsonObject list = operator.get("/api/v1/alerts").json();
        assertThat(list.getJsonArray("floods")).isEmpty();
        JsonObject alert = list.getJsonArray("alerts").getJsonObject(0);
        assertThat(alert.getMap()).containsKeys("cause", "first", "chattering", "withdrawal");
        JsonObject one =
                new JsonObject().put("ids", new JsonArray().add(notCritical().id()));
        assertThat(operator.post("/api/v1/alerts/acknowledge", one).status()).isEqualTo(200);
    }

    @Test
    void figuresStandBesideTargetsAndAreToldByPositionAndShift() {
        mine.pass(Duration.ofSeconds(1));
        JsonObject kpi = mine.as("viewer").get("/api/v1/alerts/kpi").json();
        JsonArray shifts = kpi.getJsonArray("shifts");
        long alarms = 0;
        for (int i = 0; i < shifts.size(); i++) {
            assertThat(shifts.getJsonObject(i).getString("position")).isEqualTo(TestMine.SITE);
            alarms += shifts.getJsonObject(i).getLong("alarms");
        }
        assertThat(shifts.size()).isBetween(3, 5);
        assertThat(alarms).isPositive().isEqualTo(kpi.getLong("alarms"));
        assertThat(shifts.getJsonObject(shifts.size() - 1).getBoolean("running"))
                .isTrue();
        assertThat(kpi.getJsonArray("targets").getJsonObject(0).getString("figure"))
                .isEqualTo("per10MinMean");
    }
}
