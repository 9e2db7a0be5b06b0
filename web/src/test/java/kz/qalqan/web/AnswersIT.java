package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.web.calls.Health;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the calls answer, and that it is what the contract says. */
class AnswersIT {
    @TempDir
    static Path dir;

    private static TestMine mine;
    private static Http admin;
    private static Documented documented;

    @BeforeAll
    static void start() {
        mine = new TestMine(dir);
        admin = mine.as("admin");
        documented = new Documented(mine.anyone().get("/openapi.yaml").text());
        mine.reading(TestMine.METHANE, 0.4);
        mine.pass(Duration.ofSeconds(3));
        mine.reading(TestMine.METHANE, 1.2);
        mine.history.readings.add(new Reading(
                SensorId.parse(TestMine.METHANE),
                mine.clock.instant().minusSeconds(60),
                mine.clock.instant(),
                Double.NaN,
                Quality.of(Quality.Mark.FAULT)));
    }

    @AfterAll
    static void stop() {
        mine.close();
    }

    private static JsonObject right(String operation, Http.Reply reply) {
        assertThat(documented.violations(operation, reply.status(), reply.json()))
                .as(operation + " " + reply.text())
                .isEmpty();
        return reply.json();
    }

    private static String openAlert() {
        return right("alerts", admin.get("/api/v1/alerts")).getJsonArray("alerts").stream()
                .map(JsonObject.class::cast)
                .filter(alert -> TestMine.METHANE.equals(alert.getString("sensor")))
                .filter(alert -> alert.getString("rule").equals("ch4-limit"))
                .map(alert -> alert.getString("id"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyReadingCallAnswersWhatTheContractSays() {
        for (String operation : List.of(
                "session",
                "sites",
                "zones",
                "sensors",
                "sensor",
                "workplaces",
                "latestReadings",
                "readings",
                "alerts",
                "alertJournal",
                "verifyAlertJournal",
                "alertKpi",
                "limits",
                "proposals",
                "riskWorkplaces",
                "riskEnterprise",
                "quarantine",
                "unknownDevices",
                "devices",
                "balance",
                "receivers",
                "healthLive",
                "healthReady")) {
            Http.Reply reply = admin.get(Examples.path(operation, documented.path(operation)));
            assertThat(reply.status()).as(operation + " " + reply.text()).isEqualTo(200);
            right(operation, reply);
        }
    }

    @Test
    void whoWasToldOfAnAlertIsShownAndAReceiverCanBeTried() {
        String path = "/api/v1/alerts/" + Http.encoded(openAlert()) + "/deliveries";
        Awaitility.await()
                .until(() -> right("deliveries", admin.get(path)).encode().contains("\"state\":\"delivered\""));
        JsonObject first =
                right("deliveries", admin.get(path)).getJsonArray("deliveries").getJsonObject(0);
        assertThat(first.getString("receiver")).isEqualTo("dispatcher");
        assertThat(first.getString("id")).startsWith("karaganda-1:ch4-").contains("#");
        JsonObject tried = right("testReceiver", admin.post("/api/v1/notify/dispatcher/test"));
        assertThat(tried.getString("outcome")).isEqualTo("failed");
        assertThat(tried.getString("detail")).isEqualTo("answered 500");
        assertThat(admin.post("/api/v1/notify/nobody/test").status()).isEqualTo(404);
        assertThat(mine.as("operator").post("/api/v1/notify/dispatcher/test").status())
                .isEqualTo(403);
    }

    @Test
    void anAlertIsReadExplainedAndAcknowledged() {
        String path = "/api/v1/alerts/" + Http.encoded(openAlert());
        assertThat(right("alert", admin.get(path)).getString("state")).isEqualTo("unacknowledged");
        JsonObject why = right("why", admin.get(path + "/why"));
        assertThat(why.getJsonObject("limit").getString("id")).startsWith("ch4-");
        assertThat(why.getJsonArray("readings")).isNotEmpty();
        assertThat(why.getJsonObject("words").getString("ru")).contains("Предел: ");
        Http.Reply shelved =
                admin.post(path + "/shelve", new JsonObject().put("minutes", 5).put("reason", "too loud"));
        assertThat(shelved.status()).isEqualTo(409);
        assertThat(right("shelveAlert", shelved).getString("state")).isEqualTo("unacknowledged");
        JsonObject answered = right(
                "acknowledgeAlert", admin.post(path + "/acknowledge", new JsonObject().put("note", "people out")));
        assertThat(answered.getJsonObject("acknowledged").getString("by")).isEqualTo("admin");
        assertThat(right("alertJournal", admin.get("/api/v1/alerts/journal?after=0"))
                        .getJsonArray("events")
                        .getJsonObject(0)
                        .getLong("previous"))
                .isZero();
    }

    @Test
    void aSensorComesWithTheLimitsOfItsChart() {
        JsonObject sensor = right("sensor", mine.as("viewer").get("/api/v1/sensors/" + Http.encoded(TestMine.METHANE)));
        assertThat(sensor.getString("state")).isEqualTo("trusted");
        assertThat(sensor.getJsonObject("last").getDouble("v")).isEqualTo(1.2);
        assertThat(sensor.getJsonArray("limits")).anySatisfy(limit -> assertThat(((JsonObject) limit).getString("rule"))
                .isEqualTo("ch4-limit"));
    }

    @Test
    void rawReadingsShowAFaultWithoutANumberAndSayTheirLimit() {
        JsonObject answer =
                right("readings", admin.get("/api/v1/readings?limit=1&sensor=" + Http.encoded(TestMine.METHANE)));
        JsonObject point = answer.getJsonArray("points").getJsonObject(0);
        assertThat(point.getValue("v")).isNull();
        assertThat(point.getString("quality")).isEqualTo("fault");
        assertThat(answer.getInteger("limit")).isEqualTo(1);
        assertThat(answer.getBoolean("truncated")).isTrue();
    }

    @Test
    void aQuestionThatMakesNoSenseIsToldWhereAndWhy() {
        JsonObject problem = right(
                "readings",
                admin.get("/api/v1/readings?step=soon&from=yesterday&sensor=" + Http.encoded(TestMine.METHANE)));
        assertThat(problem.getInteger("status")).isEqualTo(400);
        assertThat(pointers(problem)).containsExactlyInAnyOrder("query/step", "query/from");
        JsonObject body = right(
                "shelveAlert",
                admin.post(
                        "/api/v1/alerts/x/shelve",
                        new JsonObject().put("minutes", -1).put("reason", "r")));
        assertThat(body.getInteger("status")).isEqualTo(422);
        assertThat(pointers(body)).as(body.encode()).containsExactly("#/minutes");
        assertThat(admin.send("POST", "/api/v1/alerts/x/shelve", "{\"minutes\":")
                        .status())
                .isEqualTo(400);
        assertThat(admin.with("content-type", "text/plain")
                        .send("POST", "/api/v1/alerts/x/shelve", "minutes=5")
                        .status())
                .isEqualTo(415);
        assertThat(admin.send("POST", "/api/v1/alerts/x/comment", "{\"note\":\"" + "x".repeat(70_000) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    private static List<String> pointers(JsonObject problem) {
        JsonArray errors = Objects.requireNonNull(problem.getJsonArray("errors"));
        return errors.stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    @Test
    void anUnknownPathIsAProblemOfItsOwnType() {
        Http.Reply reply = mine.anyone().get("/api/v1/nothing");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        assertThat(admin.send("DELETE", "/api/v1/sites", "").status()).isEqualTo(405);
        assertThat(admin.get("/api/v1/backtests/1").status()).isEqualTo(501);
    }

    @Test
    void theServiceStaysReadyWhileHistoryIsOut() {
        mine.history.out = true;
        mine.parts.put("history", new Health.Part(false, "the disk is away", false));
        JsonObject degraded = right("healthReady", mine.anyone().get("/health/ready"));
        assertThat(degraded.getString("status")).isEqualTo("degraded");
        assertThat(admin.get("/api/v1/readings?sensor=" + Http.encoded(TestMine.METHANE))
                        .status())
                .isEqualTo(503);
        mine.parts.put("journal", new Health.Part(false, "full", true));
        Http.Reply down = mine.anyone().get("/health/ready");
        assertThat(down.status()).isEqualTo(503);
        assertThat(right("healthReady", down).getString("status")).isEqualTo("down");
        mine.parts.put("journal", new Health.Part(true, "", true));
        mine.parts.put("history", new Health.Part(true, "", false));
        mine.history.out = false;
    }

    @Test
    void aRefusedMessageIsListedAndReplayed() {
        JsonObject replayed = right("replayMessage", mine.as("field").post("/api/v1/quarantine/18/replay"));
        assertThat(replayed.getString("replayedAt")).isNotNull();
        assertThat(mine.as("field").post("/api/v1/quarantine/99/replay").status())
                .isEqualTo(404);
        Http.Reply again = mine.as("field").post("/api/v1/quarantine/18/replay");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("it was replayed at");

        JsonObject all = right(
                "replayMessages",
                mine.as("field").post("/api/v1/quarantine/replay", new JsonObject().put("reason", "unreadable")));
        assertThat(all.getInteger("replayed")).isEqualTo(1);
        assertThat(all.getInteger("left")).isZero();
    }

    @Test
    void anExpertSignsTheInputsOfAWorkplace() {
        String id = Objects.requireNonNull(mine.plan.sites().get(TestMine.SITE))
                .workplaces()
                .keySet()
                .iterator()
                .next();
        JsonObject inputs =
                new JsonObject().put("t", 2.5).put("ob", 2).put("siz", 3).put("z", 1);
        String path = "/api/v1/risk/workplaces/" + id;
        JsonObject card = right("riskInputs", admin.send("PUT", path + "/inputs", inputs.encode()));
        assertThat(card.getJsonObject("injury").getDouble("value")).isEqualTo(2.5);
        assertThat(admin.send("PUT", path + "/inputs", inputs.put("t", 9).encode())
                        .status())
                .isEqualTo(422);
    }

    @Test
    void metricsAreThereForPrometheus() {
        assertThat(mine.anyone().get("/metrics").text()).contains("qalqan_http_request_seconds_count");
    }
}
