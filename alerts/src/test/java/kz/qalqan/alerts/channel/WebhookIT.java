package kz.qalqan.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the receiver {@code webhook} of Debian, which checks the signature, and against bad answers. */
final class WebhookIT {
    private static final String SECRET = "a secret of the mine";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @Test
    void aReceiverWeDidNotWriteAcceptsTheSignatureAndRefusesAnotherOne() throws IOException, InterruptedException {
        Path program = Tools.require("webhook");
        int port = Tools.freePort();
        Path script = Files.writeString(dir.resolve("got.sh"), "#!/bin/sh\nprintf '%s\\n' \"$1\" >> got.txt\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path hooks = Files.writeString(dir.resolve("hooks.json"), """
                [{ "id": "qalqan", "execute-command": "%s", "command-working-directory": "%s",
                   "pass-arguments-to-command": [{ "source": "entire-payload" }],
                   "trigger-rule": { "match": { "type": "payload-hmac-sha256", "secret": "%s",
                     "parameter": { "source": "header", "name": "X-Qalqan-Signature" } } } }]
                """.formatted(script, dir, SECRET));
        Process process = Tools.start(
                dir,
                port,
                List.of(program.toString(), "-hooks", hooks.toString(), "-ip", "127.0.0.1", "-port", "" + port));
        try (Alerts alerts = new Alerts(dir.resolve("book"), InstantSource.system())) {
            URI url = URI.create("http://127.0.0.1:" + port + "/hooks/qalqan");
            Message message = alerts.apply(Sample.of("GA-07").raised(Alerts.now()));
            assertThat(new WebhookChannel(url, SECRET, InstantSource.system()).deliver(message))
                    .isEqualTo(Outcome.delivered());
            Awaitility.await().untilAsserted(() -> assertThat(dir.resolve("got.txt"))
                    .content()
                    .contains("\"id\":\"karaganda-1:ch4-limit:GA-07:ch4@1#1\"", "Метан шектен асты"));
            Outcome forged = new WebhookChannel(url, "another secret here", InstantSource.system()).deliver(message);
            assertThat(forged.isDelivered()).isFalse();
            assertThat(dir.resolve("got.txt")).content().containsOnlyOnce("\n");
        } finally {
            Tools.end(process);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, DELIVERED",
        "204, DELIVERED",
        "400, REFUSED",
        "422, REFUSED",
        "500, FAILED",
        "302, UNREACHABLE",
        "401, UNREACHABLE",
        "404, UNREACHABLE",
        "429, UNREACHABLE",
        "503, UNREACHABLE"
    })
    void anAnswerSaysWhetherToTryAgain(int status, Outcome.Kind kind) throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "17");
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            Outcome outcome = new Post(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                    .send(new byte[0], "text/plain", Map.of());
            assertThat(outcome.kind()).isEqualTo(kind);
            if (kind == Outcome.Kind.UNREACHABLE) {
                assertThat(outcome.after()).isEqualTo(Duration.ofSeconds(17));
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aReceiverThatTakesTheRequestAndNeverAnswersIsLeftAfterTenSeconds() throws IOException, InterruptedException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Outcome outcome = new Post(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .send(new byte[0], "text/plain", Map.of());
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.UNREACHABLE);
        }
    }
}
