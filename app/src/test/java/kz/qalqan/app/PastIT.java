package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import kz.qalqan.app.cli.Commands;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The past: what is imported shows and is judged by nobody; what is deleted comes back from the journals. */
class PastIT {
    private static final Map<String, Integer> COLUMNS =
            Map.of("MM31/ch4", 0, "MM116/ch4", 1, "AS038/air-velocity", 2, "PG072/air-velocity", 3, "BA13/pressure", 5);

    @TempDir
    private Path data;

    /** The worked example of docs/operating.md, as it stands there, beside a running service. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void theMethaneOfARealLongwallGoesInAndComesOutEqual() throws Exception {
        Path arff = Tools.data("methane").resolve("methane-train.arff");
        Files.writeString(data.resolve("longwall.yml"), example("yaml", "schema: 1"));
        List<String> shell = example("sh", "awk").lines().toList();
        assertThat(new ProcessBuilder(
                                "sh", "-c", shell.get(0).replace("methane-train.arff", arff.toAbsolutePath() + ""))
                        .directory(data.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        try (RunningService service = RunningService.start(data.resolve("data"), plan(), clock())) {
            assertThat(imported(shell.get(1))).isZero();

            List<List<String>> rows = rows(arff);
            for (Map.Entry<String, Integer> column : COLUMNS.entrySet()) {
                RunningService.await()
                        .until(() -> past(service, column.getKey()).size() == rows.size());
                List<JsonNode> points = past(service, column.getKey());
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(points.get(i).get("v").asDouble())
                            .isEqualTo(Double.parseDouble(rows.get(i).get(column.getValue())));
                    assertThat(points.get(i).get("t").asText())
                            .isEqualTo(Instant.ofEpochSecond(1_393_632_000L + 30L * i)
                                    .toString());
                    assertThat(points.get(i).get("quality").asText()).isEqualTo("good");
                }
            }
            assertThat(gasAlerts(service)).as("3,440 rows are over the limit").isEmpty();
            assertThat(service.get("/api/v1/readings/latest").get("readings")).isEmpty();

            assertThat(imported(shell.get(1))).as("again").isZero();
            assertThat(past(service, "MM116/ch4")).hasSize(rows.size());
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aDeletedHistoryComesBackAndAnEvidenceFileIsHistoryElsewhere() throws Exception {
        Files.writeString(data.resolve("longwall.yml"), example("yaml", "schema: 1"));
        Files.writeString(data.resolve("log.csv"), "time,MM31/ch4\n2014-03-01T00:00:00Z,0.7\n");
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (RunningService service = RunningService.start(data.resolve("a"), plan(), clock())) {
            for (int i = 0; i < 50; i++) {
                service.publish("mine/longwall-1/face/MM116/telemetry", message(start.plusMillis(i), 2.5));
            }
            RunningService.await().until(() -> recent(service).size() == 50);
            RunningService.await().until(() -> !gasAlerts(service).isEmpty());
        }
        assertThat(imported("./qalqan journal import --data " + data.resolve("a")
                        + " --plan longwall.yml --site longwall-1 --name log log.csv"))
                .isZero();
        delete(data.resolve("a/history"));

        List<JsonNode> readings;
        try (RunningService service = RunningService.start(data.resolve("a"), plan(), clock())) {
            RunningService.await().until(() -> recent(service).size() == 50);
            RunningService.await().until(() -> past(service, "MM31/ch4").size() == 1);
            readings = recent(service);
        }

        String export = "journal export --site longwall-1 --data " + data.resolve("a") + " --out "
                + data.resolve("shift.evidence");
        assertThat(Commands.run(export.split(" ", -1))).isZero();
        assertThat(imported("./qalqan journal import --data " + data.resolve("b")
                        + " --plan longwall.yml --site longwall-1 --name shift --format evidence shift.evidence"))
                .isZero();
        try (RunningService service = RunningService.start(data.resolve("b"), plan(), clock())) {
            RunningService.await().until(() -> recent(service).size() == 50);
            assertThat(recent(service)).isEqualTo(readings);
            assertThat(gasAlerts(service)).isEmpty();
            assertThat(service.get("/api/v1/readings/latest").get("readings")).isEmpty();
        }
    }

    private static SteadyClock clock() {
        return new SteadyClock(InstantSource.system(), System::nanoTime);
    }

    private Plan plan() {
        return PlanReader.read(data.resolve("longwall.yml"));
    }

    private static String message(Instant at, double ch4) {
        return String.format(Locale.ROOT, "{\"ts\": \"%s\", \"values\": {\"ch4\": %s}}", at, ch4);
    }

    /** Runs an import as the docs write it, but in the test's own directory. */
    private int imported(String line) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.remove(0);
        words.replaceAll(word -> word.equals("./data")
                ? data.resolve("data").toString()
                : word.endsWith(".csv") || word.endsWith(".yml") || word.endsWith(".evidence")
                        ? data.resolve(word).toString()
                        : word);
        return Commands.run(words.toArray(String[]::new));
    }

    private static List<JsonNode> past(RunningService service, String sensor) {
        return points(service, sensor, "from=2014-01-01T00:00:00Z&to=2015-01-01T00:00:00Z");
    }

    private static List<JsonNode> recent(RunningService service) {
        return points(service, "MM116/ch4", "from=2026-01-01T00:00:00Z");
    }

    private static List<JsonNode> points(RunningService service, String sensor, String span) {
        JsonNode answer = service.get(
                "/api/v1/readings?limit=100000&sensor=" + RunningService.encoded("longwall-1/" + sensor) + "&" + span);
        return StreamSupport.stream(answer.get("points").spliterator(), false).toList();
    }

    private static List<String> gasAlerts(RunningService service) {
        JsonNode events = service.get("/api/v1/alerts/journal?limit=1000").get("events");
        return events.findValuesAsText("key").stream()
                .filter(key -> key.contains(":ch4"))
                .toList();
    }

    private static List<List<String>> rows(Path arff) throws IOException {
        List<String> lines = Files.readAllLines(arff);
        return lines.stream()
                .skip(lines.indexOf("@DATA") + 1L)
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.split(",", -1)))
                .toList();
    }

    /** The block of operating.md of this kind that begins so. */
    private static String example(String kind, String beginning) throws IOException {
        Path docs = Stream.of(Path.of("docs"), Path.of("../docs"))
                .map(path -> path.resolve("operating.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Matcher blocks = Pattern.compile("```" + kind + "\n(" + beginning + ".*?)```", Pattern.DOTALL)
                .matcher(Files.readString(docs));
        assertThat(blocks.find()).as(beginning).isTrue();
        return blocks.group(1);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
