package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread, whole: a message of a real client becomes an answered alert. Time is driven where a rule must wait. */
class MessageToOperatorIT {
    private static final String TOPIC = "mine/karaganda-1/face-3/GA-07/telemetry";
    private static final String LIMIT = "karaganda-1:ch4-limit:GA-07:ch4";
    private static final String CUT = "karaganda-1:ch4-cut:GA-07:ch4";

    private final AtomicLong ahead = new AtomicLong();

    @TempDir
    private Path data;

    private RunningService service;

    @BeforeEach
    void start() {
        service = RunningService.start(data, PlanReader.shipped("karaganda-1"), clock());
    }

    /** Real time, which the test can move ahead. */
    private SteadyClock clock() {
        return new SteadyClock(
                () -> InstantSource.system().instant().plusNanos(ahead.get()), () -> System.nanoTime() + ahead.get());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private JsonNode alert(String key) {
        for (JsonNode alert : service.get("/api/v1/alerts?state=all").get("alerts")) {
            if (alert.get("key").asText().equals(key)) {
                return alert;
            }
        }
        throw new AssertionError("no alert " + key + " in " + service.openAlerts());
    }

    @Test
    void methaneOverTheLimitRaisesTheLadderOfItsPlaceWithinASecond() {
        long before = System.nanoTime();
        service.publish(TOPIC, "{\"values\":{\"ch4\":1.62}}");
        RunningService.await().until(() -> service.openAlerts().toString().contains(CUT));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));

        assertThat(alert(CUT).get("state").asText()).isEqualTo("unacknowledged");
        assertThat(alert(CUT).get("priority").asText()).isEqualTo("critical");
        assertThat(alert(LIMIT).get("value").asDouble()).isEqualTo(1.62);
        assertThat(alert(LIMIT).get("limit").asDouble()).isEqualTo(1.0);
    }

    @Test
    void theLimitReturnsAfterItsOffDelayAndTheCutStaysLockedUntilPowerIsRestored() {
        service.publish(TOPIC, "{\"values\":{\"ch4\":1.62}}");
        RunningService.await().until(() -> service.openAlerts().toString().contains(CUT));
        JsonNode acknowledged = service.post(
                "/api/v1/alerts/" + RunningService.encoded(alert(CUT).get("id").asText()) + "/acknowledge",
                "{\"note\":\"power is off\"}");
        assertThat(acknowledged.get("acknowledged").get("by").asText()).isEqualTo("admin");

        for (int second = 0; second < 65; second++) {
            ahead.addAndGet(Duration.ofSeconds(1).toNanos());
            service.publish(TOPIC, "{\"values\":{\"ch4\":0.4}}");
        }
        RunningService.await().until(() -> !alert(LIMIT).get("returnedAt").isNull());
        assertThat(alert(CUT).get("state").asText()).isEqualTo("latched-acknowledged");

        service.post("/api/v1/declarations", "{\"type\":\"restore\",\"zone\":\"face-3\"}");
        assertThat(alert(CUT).get("state").asText()).isEqualTo("normal");
    }

    @Test
    void whatCannotBecomeAReadingIsListedWithItsReasonAndTheNextMessagePasses() {
        service.publish(TOPIC, "not json");
        service.publish(TOPIC, "{\"values\":{\"ch4\":\"much\"}}");
        service.publish("mine/karaganda-1/face-3/GA-99/telemetry", "{\"values\":{\"ch4\":0.1}}");
        service.publish(TOPIC, "{\"values\":{\"ch4\":0.1},\"junk\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}");
        service.publish(TOPIC, "{\"ts\":4070908800000,\"values\":{\"ch4\":0.31}}");
        service.publish(TOPIC, "{\"values\":{\"ch4\":0.32}}");

        RunningService.await().until(() -> latest("karaganda-1/GA-07/ch4") == 0.32);
        assertThat(service.get("/api/v1/quarantine").get("messages").findValuesAsText("reason"))
                .contains("unreadable", "wrong-type", "device-unknown", "too-large", "time-unusable");
        RunningService.await()
                .until(() -> service.get("/api/v1/balance").get("waiting").asLong() == 0);
        JsonNode balance = service.get("/api/v1/balance");
        assertThat(balance.get("received").asLong())
                .isEqualTo(balance.get("accepted").asLong()
                        + balance.get("duplicate").asLong()
                        + balance.get("quarantined").asLong());
        assertThat(balance.get("accepted").asLong())
                .isEqualTo(balance.get("stored").asLong())
                .isEqualTo(2);
        assertThat(balance.get("dropped").asLong()).isZero();
    }

    @Test
    void gasBeyondTheRangeOfItsHeadIsJudgedAndNeverThrownAway() {
        service.publish(TOPIC, "{\"values\":{\"ch4\":7.5}}");
        RunningService.await()
                .until(() -> service.openAlerts().toString().contains("karaganda-1:ch4-over-range:GA-07:ch4"));
        assertThat(service.get("/api/v1/quarantine").get("messages")).isEmpty();
    }

    @Test
    void aLimitIsTightenedThroughTheApiAndLooseningIsRefused() {
        String limit = limitOfTheFace();
        JsonNode proposal = service.post(
                "/api/v1/proposals", "{\"limit\":\"" + limit + "\",\"value\":0.8,\"reason\":\"gassy seam\"}");
        JsonNode approved =
                service.post("/api/v1/proposals/" + proposal.get("id").asText() + "/approve", "{}");
        assertThat(approved.toString()).contains("position");

        service.publish(TOPIC, "{\"values\":{\"ch4\":0.85}}");
        RunningService.await().until(() -> service.openAlerts().toString().contains(LIMIT));
        JsonNode history = service.get("/api/v1/limits/" + RunningService.encoded(limit) + "/history");
        assertThat(history.toString()).contains("gassy seam").contains("admin");

        String loosen = "{\"limit\":\"" + limit + "\",\"value\":0.9,\"reason\":\"less noise\"}";
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> service.post("/api/v1/proposals", loosen)))
                .isInstanceOf(IllegalStateException.class);
    }

    private String limitOfTheFace() {
        for (JsonNode candidate : service.get("/api/v1/limits").get("limits")) {
            String id = candidate.get("id").asText();
            if (id.startsWith("ch4-limit:") && id.endsWith("face")) {
                return id;
            }
        }
        throw new AssertionError("no methane limit of the face");
    }

    private double latest(String sensor) {
        for (JsonNode reading : service.get("/api/v1/readings/latest").get("readings")) {
            if (reading.get("sensor").asText().equals(sensor)) {
                return reading.get("v").asDouble();
            }
        }
        return Double.NaN;
    }
}
