package kz.qalqan.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import kz.qalqan.app.config.Config;
import kz.qalqan.app.config.ConfigReader;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.Plan;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The real service in this process: embedded broker, real files, any free ports; spoken to as its users do. */
final class RunningService implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Application application;
    private final Mqtt5BlockingClient device;

    private RunningService(Application application) {
        this.application = application;
        this.device = connect(application.mqtt());
    }

    static RunningService start(Path data, Plan plan, SteadyClock clock) {
        return start("broker: {embedded: true, port: 0}", data, plan, clock);
    }

    /** The service as `serve` runs it, against a broker of the site's own. */
    static RunningService serve(URI broker, Path data, Plan plan) {
        return serve("uri: \"" + broker + "\", client-id: qalqan-test", data, plan);
    }

    /** The same with these settings of {@code mqtt}. */
    static RunningService serve(String mqtt, Path data, Plan plan) {
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        return start("mqtt: {" + mqtt + "}", data, plan, clock);
    }

    /** With the embedded broker and history elsewhere. */
    static RunningService withHistory(String history, Path data, Plan plan) {
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        return start("broker: {embedded: true, port: 0}\nhistory: " + history, data, plan, clock);
    }

    private static RunningService start(String broker, Path data, Plan plan, SteadyClock clock) {
        String text = "%s\nhttp: {port: 0}\ndata: \"%s\"\n".formatted(broker, data);
        Config config = ConfigReader.parse(text, "test", Map.of("QALQAN_ADMIN_PASSWORD", PASSWORD));
        return new RunningService(Application.start(config, plan, true, clock));
    }

    private static Mqtt5BlockingClient connect(URI broker) {
        Mqtt5BlockingClient client = Mqtt5Client.builder()
                .identifier("test-" + UUID.randomUUID())
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildBlocking();
        // The broker keeps devices out until ingest listens: a device tries again.
        await().until(() -> {
            try {
                client.connect();
                return true;
            } catch (com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException e) {
                return false;
            }
        });
        return client;
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(25));
    }

    String url() {
        return application.http();
    }

    URI mqtt() {
        return application.mqtt();
    }

    /** Publishes with QoS 1; returns when the broker confirmed. */
    void publish(String topic, String payload) {
        device.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** The same with a content type; empty for none. */
    void publish(String topic, String contentType, byte[] payload) {
        device.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .contentType(contentType.isEmpty() ? null : contentType)
                .build());
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    JsonNode put(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The journal of a site, for readings with times of their own. */
    EntryLog journal(String site) {
        return application.journal(site);
    }

    /** The open alerts, each as {@code rule@place=state}. */
    List<String> openAlerts() {
        return StreamSupport.stream(
                        get("/api/v1/alerts?state=open").get("alerts").spliterator(), false)
                .map(alert ->
                        alert.get("key").asText() + "=" + alert.get("state").asText())
                .sorted()
                .toList();
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        String basic = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + basic);
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400 && !request.uri().getPath().startsWith("/health/")) {
                throw new IllegalStateException(
                        request + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(request + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(request + " interrupted", e);
        }
    }

    @Override
    public void close() {
        if (device.getState().isConnected()) {
            device.disconnect();
        }
        application.close();
    }
}
