package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device nobody put into the plan sends in every format; the plan is mended, the service restarted with it, and what
 * was refused is replayed: the readings are in history at their times, and the balance closes.
 */
class ReplayIT {
    private static final String TOPIC = "mine/karaganda-1/face-3/GA-99/";
    private static final String DEVICE = """
                  - id: GA-99
                    zone: face-3
                    label: {en: "Gas, face 3", ru: "Газ, лава 3", kk: "Газ, 3-лава"}
                    sensors:
                      - {quantity: co, range: [0, 500], valid: [-5, 5000], sample-period: 5s, role: alarming}
            """;

    @TempDir
    private Path data;

    private final Instant sent = InstantSource.system().instant();

    @Test
    void whatWasRefusedForThePlanIsReplayedAfterItIsMended() throws IOException {
        try (RunningService service = start(plan(""))) {
            sendInEveryFormat(service);
            RunningService.await().until(() -> messages(service).size() == 6);
            assertThat(messages(service).findValuesAsText("reason"))
                    .containsOnly("device-unknown", "unreadable", "too-large");
            assertThat(balance(service, "quarantined")).isEqualTo(6);
        }
        try (RunningService service = start(plan(DEVICE))) {
            String json = idOf(service, "telemetry", "");
            assertThat(replay(service, json).get("replayedAt").isNull()).isFalse();
            assertThatThrownBy(() -> replay(service, json))
                    .hasMessageContaining("409")
                    .hasMessageContaining("it was replayed at");
            assertThatThrownBy(() -> replay(service, idOf(service, "telemetry", "text/plain")))
                    .hasMessageContaining("409")
                    .hasMessageContaining("still refused, unreadable");
            assertThatThrownBy(() -> replay(service, idOfReason(service, "too-large")))
                    .hasMessageContaining("409")
                    .hasMessageContaining("only the first 65536 of its 1100000 bytes were kept");

            JsonNode rest = service.post("/api/v1/quarantine/replay", "{}");

            assertThat(rest.get("replayed").asInt()).isEqualTo(3);
            assertThat(rest.get("refused")).hasSize(2);
            assertThat(rest.get("left").asInt()).isZero();
            RunningService.await().until(() -> balance(service, "waiting") == 0 && balance(service, "stored") == 4);
            assertThat(balance(service, "accepted")).isEqualTo(4);
            assertThat(balance(service, "quarantined")).isEqualTo(2);
            assertThat(balance(service, "received")).isEqualTo(6);
            assertThat(balance(service, "dropped")).isZero();
            assertThat(values(service)).containsExactly(3.0, 4.0, 5.0, 6.0);
        }
    }

    private void sendInEveryFormat(RunningService service) {
        long ms = sent.toEpochMilli();
        service.publish(TOPIC + "telemetry", "{\"ts\":" + (ms - 4_000) + ",\"values\":{\"co\":3}}");
        service.publish("v1/gateway/telemetry", "{\"GA-99\":[{\"ts\":" + (ms - 3_000) + ",\"values\":{\"co\":4}}]}");
        long seconds = ms / 1_000;
        service.publish(
                "mine/karaganda-1/face-3/GA-07/telemetry",
                "application/senml+json",
                ("[{\"n\":\"GA-99:co\",\"u\":\"ppm\",\"t\":" + (seconds - 2) + ",\"v\":5}]")
                        .getBytes(StandardCharsets.UTF_8));
        service.publish(
                TOPIC + "senml",
                "application/senml+cbor",
                HexFormat.of().parseHex("81a30062636f061a%08x0206".formatted(seconds - 1)));
        service.publish(TOPIC + "telemetry", "text/plain", "no json".getBytes(StandardCharsets.UTF_8));
        service.publish(TOPIC + "telemetry", "", new byte[1_100_000]);
    }

    private List<Double> values(RunningService service) {
        return service
                .get("/api/v1/readings?sensor=karaganda-1/GA-99/co&from=" + sent.minusSeconds(60) + "&to="
                        + sent.plusSeconds(60))
                .get("points")
                .findValues("v")
                .stream()
                .map(JsonNode::asDouble)
                .toList();
    }

    private static JsonNode messages(RunningService service) {
        return service.get("/api/v1/quarantine").get("messages");
    }

    private static String idOf(RunningService service, String leaf, String contentType) {
        for (JsonNode message : messages(service)) {
            if (message.get("topic").asText().equals(TOPIC + leaf)
                    && message.get("contentType").asText().equals(contentType)
                    && !message.get("reason").asText().equals("too-large")) {
                return message.get("id").asText();
            }
        }
        throw new AssertionError("no message on " + leaf + " in " + messages(service));
    }

    private static String idOfReason(RunningService service, String reason) {
        for (JsonNode message : messages(service)) {
            if (message.get("reason").asText().equals(reason)) {
                return message.get("id").asText();
            }
        }
        throw new AssertionError("no message refused as " + reason);
    }

    private static JsonNode replay(RunningService service, String id) {
        return service.post("/api/v1/quarantine/" + RunningService.encoded(id) + "/replay", "{}");
    }

    private static long balance(RunningService service, String figure) {
        return service.get("/api/v1/balance").get(figure).asLong();
    }

    private RunningService start(Plan plan) {
        return RunningService.start(data, plan, new SteadyClock(InstantSource.system(), System::nanoTime));
    }

    /** The shipped mine, with another device before its GA-07. */
    private static Plan plan(String device) throws IOException {
        try (InputStream shipped = PlanReader.class.getResourceAsStream("/plans/karaganda-1.yml")) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            int at = text.indexOf("      - id: GA-07\n");
            return PlanReader.parse(text.substring(0, at) + device + text.substring(at), "mended.yml");
        }
    }
}
