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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README shows, as it shows it, but for ports and directory, which a test must have for itself. */
class ReadmeIT {
    private static final Path ROOT = root();
    private static final Duration FIRST_ALERT_MAX = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md"))
                ? here
                : here.resolve("..").normalize();
    }

    /** The command lines of the README's shell blocks that begin with this. */
    private static List<String> shown(String beginning) throws IOException {
        Matcher blocks =
                Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(ROOT.resolve("README.md")));
        List<String> commands = new ArrayList<>();
        while (blocks.find()) {
            blocks.group(1)
                    .lines()
                    .map(line -> line.replaceFirst("\\s+#.*", "").trim())
                    .filter(line -> line.startsWith(beginning))
                    .forEach(commands::add);
        }
        assertThat(commands).as("README shows " + beginning).isNotEmpty();
        return commands;
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void theDemoShowsItsFirstAlertWithinAMinuteAndTheMessageOfTheReadmeRaisesTheLadder() throws Exception {
        String demo = shown("./qalqan demo").get(0) + " --http-port 0 --mqtt-port 0 --data " + data.resolve("d");
        Process process = start(demo, data.resolve("demo.log"));
        try {
            JsonNode run = running(process);
            awaitAlert(run, "");
            Path publisher = Tools.require("mosquitto_pub");
            String message = shown("mosquitto_pub").get(0).replaceFirst("mosquitto_pub", publisher.toString())
                    + " -h 127.0.0.1 -p " + URI.create(run.get("mqtt").asText()).getPort();
            assertThat(start(message, data.resolve("pub.log")).waitFor()).isZero();
            awaitAlert(run, "karaganda-1:ch4-cut:GA-07:ch4");
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("Ctrl-C ends it")
                    .isTrue();
        }
        assertThat(Files.readString(data.resolve("demo.log"))).contains("SIMULATION");
        assertThat(data.resolve("d").resolve("run.json")).doesNotExist();
    }

    @Test
    void theConfigurationOfTheReadmePassesItsOwnCheck() throws Exception {
        Matcher yaml = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(yaml.find()).isTrue();
        Files.writeString(data.resolve("qalqan.yml"), yaml.group(1));
        String check = shown("./qalqan check")
                .get(0)
                .replace("qalqan.yml", data.resolve("qalqan.yml").toString());
        assertThat(start(check, data.resolve("check.log")).waitFor())
                .as(() -> read(data.resolve("check.log")))
                .isZero();
        Files.writeString(data.resolve("qalqan.yml"), yaml.group(1).replace("port: 8080", "port: eighty"));
        assertThat(start(check, data.resolve("check.log")).waitFor()).isEqualTo(1);
        assertThat(read(data.resolve("check.log"))).contains("qalqan.yml:4: http.port: 'eighty'");
    }

    @Test
    void everyFileTheReadmePointsAtExists() throws Exception {
        Matcher links = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(Files.readString(ROOT.resolve("README.md")));
        while (links.find()) {
            assertThat(ROOT.resolve(links.group(1))).exists();
        }
        assertThat(shown("./mvnw verify")).containsExactly("./mvnw verify");
    }

    private static Process start(String command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + command);
        builder.directory(ROOT.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("QALQAN_ADMIN_PASSWORD", RunningService.PASSWORD);
        return builder.start();
    }

    private JsonNode running(Process process) throws IOException {
        File file = data.resolve("d").resolve("run.json").toFile();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> file.exists() || !process.isAlive());
        assertThat(file).as(() -> read(data.resolve("demo.log"))).exists();
        return JSON.readTree(file);
    }

    private void awaitAlert(JsonNode run, String key) {
        Awaitility.await()
                .atMost(FIRST_ALERT_MAX)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> keys(run).stream().anyMatch(open -> open.contains(key) && open.contains("ch4")));
    }

    private List<String> keys(JsonNode run) throws IOException, InterruptedException {
        String basic = Base64.getEncoder()
                .encodeToString(("admin:" + RunningService.PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(run.get("http").asText() + "/api/v1/alerts?state=open"))
                        .header("Authorization", "Basic " + basic)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body()).findValuesAsText("key");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return Arrays.toString(e.getStackTrace());
        }
    }
}
