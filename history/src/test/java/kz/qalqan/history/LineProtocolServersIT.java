package kz.qalqan.history;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.qalqan.telemetry.ReadingBatch.micros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.questdb.Bootstrap;
import io.questdb.PropBootstrapConfiguration;
import io.questdb.ServerMain;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our lines through the client into servers whose parsers others wrote, counted back there. */
class LineProtocolServersIT {
    private static final int ENTRIES = 50;
    private static final int SENSORS = 40;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path dir;

    @Test
    void victoriaMetricsTakesThem() throws Exception {
        Path program = Influxd.program("victoria-metrics");
        int port = Influxd.freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        Process process = new ProcessBuilder(
                        program.toString(),
                        "-httpListenAddr=127.0.0.1:" + port,
                        "-storageDataPath=" + dir,
                        "-retentionPeriod=100y",
                        "-loggerLevel=ERROR")
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("log").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> status(url.resolve("/health")) == 200);
            write(url);
            String query = "sum(count_over_time({__name__=\"readings_value\",site=\"" + Entries.SITE + "\"}[1h]))";
            URI count = url.resolve("/api/v1/query?time="
                    + Entries.START.plusSeconds(1_800).getEpochSecond() + "&query=" + URLEncoder.encode(query, UTF_8));
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> {
                        status(url.resolve("/internal/force_flush"));
                        assertThat(get(count)).contains("\"" + ENTRIES * SENSORS + "\"");
                    });
        } finally {
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void questDbTakesThemAndTheSameTwiceIsOnce() throws Exception {
        NativeLibraries.unpack(dir.resolve("native"));
        int port = Influxd.freePort();
        URI url = URI.create("http://127.0.0.1:" + port);
        Path home = Files.createDirectory(dir.resolve("db"));
        ServerMain server = new ServerMain(
                new Bootstrap(new Settings(port), "-d", home.toAbsolutePath().toString(), "-n"));
        try {
            server.start();
            get(sql(
                    url,
                    "CREATE TABLE readings (device SYMBOL, quantity SYMBOL, site SYMBOL, value DOUBLE,"
                            + " position LONG, quality INT, received LONG, timestamp TIMESTAMP) TIMESTAMP(timestamp)"
                            + " PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, device, quantity, site, value)"));
            write(url);
            write(url);
            URI count = sql(url, "SELECT count(), sum(position), count_distinct(device) FROM readings");
            long positions = (long) SENSORS * ENTRIES * (ENTRIES + 1) / 2;
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(get(count))
                    .contains("[[" + ENTRIES * SENSORS + "," + positions + "," + SENSORS + "]]"));
        } finally {
            server.close();
        }
    }

    private static void write(URI url) throws InfluxClient.LinesRefused {
        InfluxConfig config =
                new InfluxConfig(url, "", "", "readings", InfluxConfig.CONNECT, InfluxConfig.ANSWER, 1_000);
        List<String> lines = new ArrayList<>();
        for (JournalEntry entry : Entries.run(1, ENTRIES, SENSORS)) {
            lines.addAll(LineProtocol.of((ReadingBatch) entry.content(), entry.position(), micros(entry.receivedAt())));
        }
        try (InfluxClient client = InfluxClient.of(config)) {
            client.write(lines);
        }
    }

    private static URI sql(URI url, String statement) {
        return url.resolve("/exec?query=" + URLEncoder.encode(statement, UTF_8));
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), ofString()).body();
    }

    private static int status(URI uri) throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).build(), ofString()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** QuestDB with its HTTP port on loopback and nothing else. */
    private static final class Settings extends PropBootstrapConfiguration {
        private final Map<String, String> settings = new HashMap<>();

        Settings(int port) {
            for (String door : new String[] {"HTTP_MIN", "PG", "LINE_TCP", "LINE_UDP", "TELEMETRY"}) {
                settings.put("QDB_" + door + "_ENABLED", "false");
            }
            settings.put("QDB_HTTP_BIND_TO", "127.0.0.1:" + port);
            for (String pool : new String[] {"SHARED_NETWORK", "SHARED_QUERY", "SHARED_WRITE", "WAL_APPLY"}) {
                settings.put("QDB_" + pool + "_WORKER_COUNT", "1");
            }
            settings.put("QDB_LOG_W_STDOUT_LEVEL", "CRITICAL");
        }

        @Override
        public Map<String, String> getEnv() {
            return settings;
        }

        @Override
        public boolean useSite() {
            return false;
        }

        @Override
        public String getBanner() {
            return "";
        }
    }
}
