package kz.qalqan.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import kz.qalqan.alerts.Alert;
import kz.qalqan.telemetry.Priority;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's real Alertmanager, which forwards what it notifies to a web hook that we read. */
final class AlertmanagerIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    private final List<JsonNode> notified = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer sink;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Process server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Alerts alerts;

    private int port;

    @BeforeEach
    void startAlertmanager() throws IOException {
        Path program = Tools.require("prometheus-alertmanager");
        sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sink.createContext("/", exchange -> {
            notified.add(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        sink.start();
        port = Tools.freePort();
        Path config = Files.writeString(
                dir.resolve("alertmanager.yml"), """
                route: { receiver: hook, group_by: [key], group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
                receivers:
                  - name: hook
                    webhook_configs: [{ url: "http://127.0.0.1:%d/", send_resolved: true }]
                """.formatted(sink.getAddress().getPort()));
        server = Tools.start(
                dir,
                port,
                List.of(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + dir.resolve("am"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        alerts = new Alerts(dir.resolve("book"), InstantSource.system());
    }

    @AfterEach
    void end() {
        if (server != null) {
            Tools.end(server);
            sink.stop(0);
            alerts.close();
        }
    }

    private AlertmanagerChannel channel() {
        return new AlertmanagerChannel(URI.create("http://127.0.0.1:" + port), InstantSource.system());
    }

    private List<String> firing() throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v2/alerts?active=true"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return StreamSupport.stream(JSON.readTree(answer.body()).spliterator(), false)
                .map(alert -> alert.at("/labels/alertname").asText() + " "
                        + alert.at("/labels/severity").asText())
                .sorted()
                .toList();
    }

    @Test
    void anAlertFiresMovesItsPriorityAndIsResolvedAtItsEnd() throws IOException, InterruptedException {
        AlertmanagerChannel channel = channel();
        Sample gas = Sample.of("GA-07");
        Instant now = Alerts.now();
        Message raised = alerts.apply(gas.raised(now));
        Outcome told = channel.deliver(raised);
        assertThat(told).isEqualTo(Outcome.lies("high"));
        assertThat(firing()).containsExactly("ch4-limit high");
        Message risen = alerts.apply(gas.as(Priority.CRITICAL).changed(now));
        assertThat(channel.deliver(Alerts.at("high", risen))).isEqualTo(Outcome.lies("critical"));
        assertThat(firing()).containsExactly("ch4-limit critical");
        alerts.acknowledge(raised.alert().id());
        Message closed = alerts.apply(gas.as(Priority.CRITICAL).returned(Alerts.now()));
        assertThat(closed.alert().open()).isFalse();
        assertThat(channel.deliver(Alerts.at("critical", closed))).isEqualTo(Outcome.lies(null));
        Awaitility.await().untilAsserted(() -> assertThat(firing()).isEmpty());
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(notified)
                .extracting(note -> note.get("status").asText())
                .contains("firing", "resolved"));
        JsonNode first = notified.get(0).at("/alerts/0");
        assertThat(first.at("/labels/key").asText()).isEqualTo("karaganda-1:ch4-limit:GA-07:ch4");
        assertThat(first.at("/labels/device").asText()).isEqualTo("GA-07");
        assertThat(first.at("/annotations/summary_kk").asText()).isEqualTo("Метан шектен асты");
        assertThat(first.at("/annotations/value").asText()).isEqualTo("1.2 % (limit 1 %)");
    }

    @Test
    void aServerThatForgotEverythingIsToldAgainWithinAMinute() throws IOException, InterruptedException {
        AlertmanagerChannel channel = channel();
        Instant now = Alerts.now();
        Alert gas = alerts.apply(Sample.of("GA-07").raised(now)).alert();
        Alert fumes = alerts.apply(Sample.of("GA-08").suppress().raised(now)).alert();
        assertThat(channel.wantsAll(now)).isTrue();
        assertThat(channel.tellAll(List.of(gas, fumes), List.of(), now).isDelivered())
                .isTrue();
        assertThat(channel.wantsAll(now.plusSeconds(59))).isFalse();
        assertThat(channel.wantsAll(now.plusSeconds(60))).isTrue();
        assertThat(firing()).containsExactly("ch4-limit high");
        assertThat(channel.beat(now).isDelivered()).isTrue();
        assertThat(channel.test(now).isDelivered()).isTrue();
        assertThat(firing()).containsExactly("QalqanTest low", "QalqanWatchdog low", "ch4-limit high");
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws InterruptedException {
        Tools.end(server);
        Outcome outcome = channel().test(Alerts.now());
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNREACHABLE);
        assertThat(outcome.detail()).contains("Connect");
    }
}
