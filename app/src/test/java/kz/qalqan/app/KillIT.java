package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill −9 in the middle of 20,000 messages: what the sender was told is safe is there once, and so are the alerts. */
class KillIT {
    private static final int MESSAGES = 20_000;
    private static final int KILL_AFTER = 8_000;
    private static final int IN_FLIGHT = 500;
    private static final String SENSOR = "karaganda-1/GA-07/ch4";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void everyAcknowledgedReadingIsThereOnceAndTheOpenAlertsAreTheSame() throws Exception {
        Process first = demo();
        JsonNode run = running(first);
        long base = System.currentTimeMillis() - Duration.ofHours(2).toMillis();
        Set<Integer> confirmed = new ConcurrentSkipListSet<>();
        Mqtt5AsyncClient device = client(run);
        publish(device, "{\"values\":{\"ch4\":1.62}}").join();
        await().until(() -> openAlerts(run).toString().contains("ch4-cut"));
        List<String> alertsBefore = openAlerts(run);

        flood(device, base, confirmed, first);
        assertThat(confirmed).as("the kill hit the middle").hasSizeBetween(KILL_AFTER, MESSAGES - 1);

        Process second = demo();
        try {
            JsonNode again = running(second);
            assertThat(openAlerts(again)).containsAll(alertsBefore);
            await().until(() -> get(again, "/api/v1/balance").get("waiting").asLong() == 0);
            await().untilAsserted(() -> assertStoredOnce(again, base, confirmed));
        } finally {
            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(data.resolve("run.json")).doesNotExist();
    }

    private void flood(Mqtt5AsyncClient device, long base, Set<Integer> confirmed, Process service)
            throws InterruptedException {
        Semaphore window = new Semaphore(IN_FLIGHT);
        for (int i = 0; i < MESSAGES && service.isAlive(); i++) {
            int number = i;
            if (!window.tryAcquire(5, TimeUnit.SECONDS)) {
                break;
            }
            var unused = publish(
                            device,
                            "{\"ts\":" + (base + number) + ",\"values\":{\"ch4\":0." + (number % 90 + 10) + "}}")
                    .whenComplete((ack, error) -> {
                        if (error == null) {
                            confirmed.add(number);
                        }
                        window.release();
                    });
            if (confirmed.size() >= KILL_AFTER) {
                service.destroyForcibly();
            }
        }
        assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private void assertStoredOnce(JsonNode run, long base, Set<Integer> confirmed) throws Exception {
        Map<Long, Integer> seen = new TreeMap<>();
        String path = "/api/v1/readings?sensor=" + RunningService.encoded(SENSOR) + "&from=" + base + "&to="
                + (base + MESSAGES);
        for (JsonNode point : get(run, path).get("points")) {
            seen.merge(java.time.Instant.parse(point.get("t").asText()).toEpochMilli() - base, 1, Integer::sum);
        }
        List<Integer> missing = new ArrayList<>(confirmed);
        missing.removeIf(number -> seen.containsKey((long) number));
        assertThat(missing).as("confirmed but not stored").isEmpty();
        assertThat(seen.values()).as("each once").containsOnly(1);
    }

    private Process demo() throws IOException {
        Path log = Files.createTempFile(data, "demo", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "kz.qalqan.app.cli.Main",
                "demo",
                "--no-simulator",
                "--http-port",
                "0",
                "--mqtt-port",
                "0",
                "--data",
                data.resolve("demo").toString());
        builder.environment().put("QALQAN_ADMIN_PASSWORD", RunningService.PASSWORD);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return builder.start();
    }

    /** Waits for run.json of this very process. */
    private JsonNode running(Process process) {
        File file = data.resolve("demo").resolve("run.json").toFile();
        await().until(() -> file.exists() && JSON.readTree(file).get("pid").asLong() == process.pid());
        try {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException("run.json vanished", e);
        }
    }

    private static Mqtt5AsyncClient client(JsonNode run) {
        URI broker = URI.create(run.get("mqtt").asText());
        Mqtt5AsyncClient client = Mqtt5Client.builder()
                .identifier("gateway-1")
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildAsync();
        await().until(() -> {
            client.connectWith()
                    .cleanStart(false)
                    .sessionExpiryInterval(3_600)
                    .send()
                    .handle((ok, bad) -> ok)
                    .join();
            return client.getState().isConnected();
        });
        return client;
    }

    private static java.util.concurrent.CompletableFuture<?> publish(Mqtt5AsyncClient device, String payload) {
        return device.publishWith()
                .topic("mine/karaganda-1/face-3/GA-07/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private List<String> openAlerts(JsonNode run) throws Exception {
        List<String> open = new ArrayList<>();
        for (JsonNode alert : get(run, "/api/v1/alerts?state=open").get("alerts")) {
            if (alert.get("key").asText().contains("GA-07")) {
                open.add(alert.get("id").asText());
            }
        }
        return open;
    }

    private JsonNode get(JsonNode run, String path) throws Exception {
        String basic = Base64.getEncoder()
                .encodeToString(("admin:" + RunningService.PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(run.get("http").asText() + path))
                        .header("Authorization", "Basic " + basic)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static org.awaitility.core.ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }
}
