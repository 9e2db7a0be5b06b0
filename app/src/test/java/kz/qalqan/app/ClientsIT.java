package kz.qalqan.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every payload format, sent by clients we did not write: mosquitto_pub, and MQTT.js with the cbor library from npm.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {
    private static final String TELEMETRY = "mine/karaganda-1/face-3/GA-07/telemetry";
    private static final String SENML = "mine/karaganda-1/face-3/GA-07/senml";
    private static final String GATEWAY = "v1/gateway/telemetry";
    private static final int INSTALL_S_MAX = 60;

    @TempDir
    private static Path data;

    private RunningService service;

    @BeforeAll
    void start() {
        SteadyClock clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        service = RunningService.start(data, PlanReader.shipped("karaganda-1"), clock);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void mosquittoPubOfProtocol311NeedsNoContentType() throws Exception {
        Path publisher = Tools.require("mosquitto_pub");
        publish(publisher, "-V", "311", "-t", TELEMETRY, "-m", "{\"values\":{\"ch4\":0.11}}");
        awaitLatest("GA-07", 0.11);
        publish(publisher, "-V", "mqttv311", "-t", SENML, "-m", "[{\"n\":\"ch4\",\"u\":\"/\",\"v\":0.00125}]");
        awaitLatest("GA-07", 0.125);
        publish(publisher, "-V", "311", "-t", GATEWAY, "-m", "{\"GA-07\":[{\"ch4\":0.13}]}");
        awaitLatest("GA-07", 0.13);
        Path pack = Files.write(data.resolve("pack.cbor"), new byte[] {
            (byte) 0x81, (byte) 0xa3, 0, 0x63, 'c', 'h', '4', 1, 0x63, 'p', 'p', 'm', 2, 0x19, 0x05, 0x78
        });
        publish(publisher, "-V", "311", "-t", SENML, "-f", pack.toString());
        awaitLatest("GA-07", 0.14);
    }

    @Test
    void mosquittoPubOfProtocol5NamesTheContentType() throws Exception {
        Path publisher = Tools.require("mosquitto_pub");
        publish(
                publisher,
                "-V",
                "5",
                "-t",
                TELEMETRY,
                "-D",
                "publish",
                "content-type",
                "application/senml+json; v=1",
                "-m",
                "[{\"bn\":\"urn:dev:mac:0024befffe804ff1:\",\"n\":\"ch4\",\"u\":\"ppm\",\"v\":2100}]");
        awaitLatest("GA-07", 0.21);
        publish(
                publisher,
                "-V",
                "5",
                "-t",
                GATEWAY,
                "-D",
                "publish",
                "content-type",
                "application/senml+json",
                "-m",
                "[{\"n\":\"GA-07:ch4\",\"v\":0.22}]");
        awaitLatest("GA-07", 0.22);
        publish(publisher, "-V", "5", "-t", TELEMETRY, "-m", "{\"values\":{\"ch4\":{\"v\":2300,\"u\":\"ppm\"}}}");
        awaitLatest("GA-07", 0.23);
    }

    @Test
    void mqttJsSendsJsonAndCborInBothProtocols() throws Exception {
        Path folder = clients();
        mqttJs(folder, "4", "{\"topic\":\"" + TELEMETRY + "\",\"json\":{\"values\":{\"ch4\":0.31}}}");
        awaitLatest("GA-07", 0.31);
        mqttJs(folder, "4", "{\"topic\":\"" + SENML + "\",\"cbor\":[{\"0\":\"ch4\",\"2\":0.32}]}");
        awaitLatest("GA-07", 0.32);
        mqttJs(
                folder,
                "5",
                "{\"topic\":\"" + TELEMETRY + "\",\"contentType\":\"application/senml+cbor\",\"cbor\":["
                        + "{\"-2\":\"GA-08:\",\"-4\":\"ppm\",\"0\":\"ch4\",\"2\":3300},"
                        + "{\"-2\":\"GA-07:\",\"0\":\"ch4\",\"2\":3400}]}",
                "{\"topic\":\"" + TELEMETRY + "\",\"contentType\":\"application/senml+json\",\"json\":["
                        + "{\"n\":\"ch4\",\"v\":0.35}]}");
        awaitLatest("GA-07", 0.35);
        assertThat(latest()).containsEntry("karaganda-1/GA-08/ch4", 0.33);
    }

    private void awaitLatest(String device, double value) {
        String sensor = "karaganda-1/" + device + "/ch4";
        RunningService.await().untilAsserted(() -> assertThat(latest()).containsEntry(sensor, value));
        assertThat(service.get("/api/v1/quarantine").get("messages")).isEmpty();
    }

    private Map<String, Double> latest() {
        Map<String, Double> latest = new TreeMap<>();
        for (JsonNode reading : service.get("/api/v1/readings/latest").get("readings")) {
            latest.put(reading.get("sensor").asText(), reading.get("v").asDouble());
        }
        return latest;
    }

    private void publish(Path publisher, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                publisher.toString(),
                "-q",
                "1",
                "-h",
                "127.0.0.1",
                "-p",
                "" + service.mqtt().getPort()));
        command.addAll(Arrays.asList(arguments));
        Process sent = new ProcessBuilder(command).inheritIO().start();
        assertThat(sent.waitFor(20, TimeUnit.SECONDS) && sent.exitValue() == 0).isTrue();
    }

    private void mqttJs(Path folder, String protocol, String... lines) throws Exception {
        Process node = new ProcessBuilder(
                        Tools.require("node").toString(),
                        "publish.mjs",
                        "mqtt://127.0.0.1:" + service.mqtt().getPort(),
                        protocol)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = node.getOutputStream()) {
            in.write(String.join("\n", lines).getBytes(UTF_8));
        }
        assertThat(node.waitFor(20, TimeUnit.SECONDS) && node.exitValue() == 0).isTrue();
    }

    /** The packages of {@code src/test/npm} as its lock file pins them; without them the test is skipped by name. */
    private static Path clients() throws IOException, InterruptedException {
        Path npm = Tools.require("npm");
        Path folder = Files.createDirectories(Path.of("target/npm").toAbsolutePath());
        for (String file : List.of("package.json", "package-lock.json", "publish.mjs")) {
            Files.copy(Path.of("src/test/npm", file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(folder.resolve("node_modules/mqtt"))) {
            return folder;
        }
        Path log = folder.resolve("npm.log");
        Process install = new ProcessBuilder(
                        npm.toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean installed = install.waitFor(INSTALL_S_MAX, TimeUnit.SECONDS) && install.exitValue() == 0;
        if (!installed) {
            install.destroy();
            String why = "npm could not install the clients: " + Files.readString(log);
            boolean required = Optional.ofNullable(System.getenv("QALQAN_REQUIRE"))
                    .map(names -> List.of(names.split(",", -1)).contains("npm"))
                    .orElse(false);
            assertThat(required).as(why).isFalse();
            System.out.println("skipped: " + why);
            Assumptions.abort(why);
        }
        return folder;
    }
}
