package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service against a broker we did not write, fed by a client we did not write. */
class ServeIT {
    private static final String CUT = "karaganda-1:ch4-cut:GA-07:ch4";

    @TempDir
    private Path directory;

    @Test
    void aMessageThroughMosquittoRaisesTheAlertAndABrokerThatGoesAwayIsToldAndFoundAgain() throws Exception {
        Path mosquitto = Tools.require("mosquitto");
        Path publisher = Tools.require("mosquitto_pub");
        int port = freePort();
        Process broker = broker(mosquitto, port);
        try (RunningService service = RunningService.serve(
                URI.create("mqtt://127.0.0.1:" + port), directory.resolve("data"), PlanReader.shipped("karaganda-1"))) {
            RunningService.await().until(() -> health(service).startsWith("up"));
            publish(publisher, port, "{\"values\":{\"ch4\":1.62}}");
            RunningService.await().until(() -> service.openAlerts().toString().contains(CUT));

            broker.destroy();
            assertThat(broker.waitFor(10, TimeUnit.SECONDS)).isTrue();
            RunningService.await().until(() -> health(service).startsWith("down"));
            broker = broker(mosquitto, port);
            RunningService.await().until(() -> health(service).startsWith("up"));
            assertThat(service.openAlerts().toString()).contains(CUT);
        } finally {
            broker.destroy();
        }
    }

    private static String health(RunningService service) {
        var broker = service.get("/health/ready").get("parts").get("broker");
        return (broker.get("up").asBoolean() ? "up " : "down ")
                + broker.get("detail").asText();
    }

    private Process broker(Path mosquitto, int port) throws IOException {
        Path config = Files.writeString(directory.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                allow_anonymous true
                max_queued_messages 0
                max_inflight_messages 0
                max_topic_alias 0
                """.formatted(port));
        return new ProcessBuilder(mosquitto.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
    }

    private static void publish(Path publisher, int port, String payload) throws Exception {
        Process sent = new ProcessBuilder(
                        publisher.toString(),
                        "-V",
                        "5",
                        "-q",
                        "1",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(port),
                        "-t",
                        "mine/karaganda-1/face-3/GA-07/telemetry",
                        "-m",
                        payload)
                .inheritIO()
                .start();
        assertThat(sent.waitFor()).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
