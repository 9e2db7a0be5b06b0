package kz.qalqan.history;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real InfluxDB 1.x as a child process: its own directory, free ports of loopback, ended by its pid. */
final class Influxd implements AutoCloseable {
    /** So many devices may have one series: a tag's limit is the one thing that makes a well-formed line bad. */
    static final int DEVICES_MAX = 200;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path dir;
    private final int port;
    private Process process;

    private Influxd(Path dir, int port, Process process) {
        this.dir = dir;
        this.port = port;
        this.process = process;
    }

    /** Starts one, or skips the test where there is no {@code influxd}. */
    static Influxd start(Path dir) throws IOException {
        int port = freePort();
        Files.writeString(dir.resolve("influxdb.conf"), """
                reporting-enabled = false
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%2$s/meta"
                [data]
                  dir = "%2$s/data"
                  wal-dir = "%2$s/wal"
                  max-values-per-tag = %3$d
                  query-log-enabled = false
                [http]
                  bind-address = "127.0.0.1:%4$d"
                  log-enabled = false
                [monitor]
                  store-enabled = false
                [continuous_queries]
                  enabled = false
                [subscriber]
                  enabled = false
                """.formatted(freePort(), dir, DEVICES_MAX, port));
        return new Influxd(dir, port, run(dir, port));
    }

    private static Process run(Path dir, int port) throws IOException {
        Process process = new ProcessBuilder(
                        program("influxd").toString(),
                        "-config",
                        dir.resolve("influxdb.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("influxd.log").toFile()))
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));
        return process;
    }

    private static boolean answers(int port) throws InterruptedException {
        try {
            URI ping = URI.create("http://127.0.0.1:" + port + "/ping");
            return HTTP.send(HttpRequest.newBuilder(ping).build(), ofString()).statusCode() == 204;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it without warning. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it again where it was. */
    void restart() throws IOException {
        process = run(dir, port);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    InfluxConfig config(String database) {
        return new InfluxConfig(url(), "", "", database, InfluxConfig.CONNECT, InfluxConfig.ANSWER, InfluxConfig.BATCH);
    }

    /** Runs a statement of its own language. */
    String run(String statement) {
        return statement(url(), statement);
    }

    static String statement(URI server, String statement) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("q=" + URLEncoder.encode(statement, UTF_8)))
                .build();
        try {
            return HTTP.send(request, ofString()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Before 1.8 a write has another address; queries are the same. */
    static final Interceptor WRITES_OF_1_X = chain -> {
        Request request = chain.request();
        if (!request.url().encodedPath().equals("/api/v2/write")) {
            return chain.proceed(request);
        }
        HttpUrl url = request.url();
        return chain.proceed(request.newBuilder()
                .url(url.newBuilder()
                        .encodedPath("/write")
                        .query(null)
                        .addQueryParameter("db", url.queryParameter("bucket"))
                        .addQueryParameter("precision", "n")
                        .build())
                .build());
    };

    /** The path of a program, or the test is skipped (or fails, where {@code QALQAN_REQUIRE} demands it). */
    static Path program(String name) {
        Optional<Path> found = Arrays.stream(
                        String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        String required = Optional.ofNullable(System.getenv("QALQAN_REQUIRE")).orElse("");
        if (found.isEmpty() && List.of(required.split(",", -1)).contains(name)) {
            throw new AssertionError("QALQAN_REQUIRE demands " + name + ", which is not on the PATH");
        }
        if (found.isEmpty()) {
            System.out.println("skipped: " + name + " is not on the PATH");
        }
        Assumptions.assumeTrue(found.isPresent(), name + " is not on the PATH");
        return found.orElseThrow();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
