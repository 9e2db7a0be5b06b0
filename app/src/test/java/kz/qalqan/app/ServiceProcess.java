package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** {@code qalqan serve} as a process of its own, which can be killed and started again on the same data. */
final class ServiceProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Path config;
    private Process process;
    private String url = "";

    private ServiceProcess(Path directory, Path config) throws IOException {
        this.directory = directory;
        this.config = config;
        this.process = launch();
    }

    /** Starts it; returns when it answers. */
    static ServiceProcess start(Path directory, URI broker) throws IOException {
        Files.createDirectories(directory);
        Path config = Files.writeString(
                directory.resolve("qalqan.yml"),
                "data: \"%s\"%nhttp: {port: 0}%nmqtt: {uri: \"%s\", client-id: qalqan-kill}%n"
                        .formatted(directory.resolve("data"), broker));
        ServiceProcess service = new ServiceProcess(directory, config);
        service.answers();
        return service;
    }

    /** kill −9, and starts it again on the same data. */
    void kill() throws IOException, InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        process = launch();
        answers();
    }

    private void answers() throws IOException {
        File file = directory.resolve("data").resolve("run.json").toFile();
        await().until(() -> !process.isAlive()
                || (file.exists() && JSON.readTree(file).get("pid").asLong() == process.pid()));
        if (!process.isAlive()) {
            throw new IllegalStateException("the service ended: " + Files.readString(directory.resolve("service.log")));
        }
        await().until(() -> {
            url = JSON.readTree(file).get("http").asText();
            return get("/health/live").get("status").asText().equals("up");
        });
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString(("admin:" + RunningService.PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Basic " + basic)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "kz.qalqan.app.cli.Main",
                "serve",
                "--config",
                config.toString());
        builder.environment().put("QALQAN_ADMIN_PASSWORD", RunningService.PASSWORD);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("service.log").toFile()))
                .start();
    }

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
