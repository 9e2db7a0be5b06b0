package kz.qalqan.history;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.WritePrecision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * How fast readings go into real servers: the store, which encodes, keeps its place and remembers last values, against
 * the maker's client that is given prepared strings; and the follower after an outage. In this package because the
 * store over another write address than {@code /api/v2/write} is no public matter.
 */
public final class InfluxRate {
    private static final int SENSORS = 1_000;
    private static final int BATCHES = 100;
    private static final int ROUNDS = 3;
    private static final String SITE = "bench";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path dir;
    private final URI url;
    private final Interceptor[] further;
    private long position;

    private InfluxRate(Path dir, URI url, Interceptor... further) {
        this.dir = dir;
        this.url = url;
        this.further = further;
    }

    /** Measures whichever of {@code influxd} and {@code victoria-metrics} is installed. */
    public static void run() throws Exception {
        Path home = Files.createTempDirectory("qalqan-influx-rate");
        int port = freePort();
        Path conf = Files.writeString(home.resolve("influxdb.conf"), """
                reporting-enabled = false
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%2$s/meta"
                [data]
                  dir = "%2$s/data"
                  wal-dir = "%2$s/wal"
                [http]
                  bind-address = "127.0.0.1:%3$d"
                  log-enabled = false
                [monitor]
                  store-enabled = false
                """.formatted(freePort(), home, port));
        measure(home, "influxd 1.x", port, "influxd", "-config", conf.toString());
        port = freePort();
        measure(
                home,
                "victoria-metrics",
                port,
                "victoria-metrics",
                "-httpListenAddr=127.0.0.1:" + port,
                "-storageDataPath=" + home.resolve("vm"));
    }

    private static void measure(Path home, String name, int port, String... command) throws Exception {
        boolean installed = Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command[0])));
        if (!installed) {
            System.out.println("skipped: " + command[0] + " is not on the PATH");
            return;
        }
        Process server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(command[0] + ".log").toFile())
                .start();
        try {
            URI url = URI.create("http://127.0.0.1:" + port);
            await(url);
            boolean old = command[0].equals("influxd");
            InfluxRate rate = old ? new InfluxRate(home, url, InfluxRate::before18) : new InfluxRate(home, url);
            if (old) {
                get(
                        url.resolve("/query?q=" + URLEncoder.encode("CREATE DATABASE bench", StandardCharsets.UTF_8)),
                        true);
            }
            rate.compare(name);
            if (old) {
                rate.catchUp(name);
            }
        } finally {
            server.destroy();
            server.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private void compare(String name) throws IOException {
        List<Double> bare = new ArrayList<>();
        List<Double> store = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) { // the first warms the code up and is not counted
            double one = bare(entries());
            double other = store(entries(), round);
            if (round > 0) {
                bare.add(one);
                store.add(other);
            }
        }
        System.out.printf(
                "%s: bare client %s, store %s readings/s; ratio of medians %.2f%n",
                name, text(bare), text(store), median(store) / median(bare));
    }

    private double bare(List<JournalEntry> entries) {
        List<List<String>> prepared = entries.stream().map(InfluxRate::lines).toList();
        OkHttpClient.Builder http = new OkHttpClient.Builder();
        Arrays.stream(further).forEach(http::addInterceptor);
        try (InfluxDBClient client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(url.toString())
                .org("-")
                .bucket("bench")
                .okHttpClient(http)
                .build())) {
            var writer = client.getWriteApiBlocking();
            long begin = System.nanoTime();
            prepared.forEach(lines -> writer.writeRecords(WritePrecision.NS, lines));
            return perSecond(entries.size(), begin);
        }
    }

    private static List<String> lines(JournalEntry entry) {
        return LineProtocol.of(
                (ReadingBatch) entry.content(), entry.position(), ReadingBatch.micros(entry.receivedAt()));
    }

    private double store(List<JournalEntry> entries, int round) {
        try (InfluxStore store = open("store-" + url.getPort() + "-" + round)) {
            long begin = System.nanoTime();
            entries.forEach(entry -> store.append(SITE, List.of(entry)));
            return perSecond(entries.size(), begin);
        }
    }

    private InfluxStore open(String name) {
        InfluxConfig config =
                new InfluxConfig(url, "", "", "bench", InfluxConfig.CONNECT, Duration.ofMinutes(1), InfluxConfig.BATCH);
        return InfluxStore.open(dir.resolve(name), config, InstantSource.system(), InfluxClient.of(config, further));
    }

    /** What a follower makes of a journal that filled while the server was out. */
    private void catchUp(String name) throws Exception {
        try (Journal journal = Journal.open(dir.resolve("journal"), SITE, JournalConfig.of("benchmark"))) {
            for (JournalEntry entry : entries()) {
                journal.append(entry.content(), entry.receivedAt()).join();
            }
            try (InfluxStore store = open("follower")) {
                long begin = System.nanoTime();
                try (HistoryFollower follower =
                        HistoryFollower.start(SITE, EntrySource.of(journal), store, HistoryMetrics.NONE)) {
                    while (follower.progress().readings() < (long) BATCHES * InfluxConfig.BATCH) {
                        TimeUnit.MILLISECONDS.sleep(5);
                    }
                }
                System.out.printf("%s: catching up %,.0f readings/s%n", name, perSecond(BATCHES, begin));
            }
        }
    }

    private List<JournalEntry> entries() {
        List<SensorId> sensors = IntStream.range(0, SENSORS)
                .mapToObj(i -> new SensorId(SITE, "GA-" + i, Quantity.CH4))
                .toList();
        List<JournalEntry> entries = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            position++;
            Instant at = Instant.now().minusSeconds(86_400).plusSeconds(position * 5);
            int size = InfluxConfig.BATCH;
            long start = ReadingBatch.micros(at);
            entries.add(new JournalEntry(
                    position,
                    at.plusSeconds(5),
                    new ReadingBatch(
                            sensors,
                            IntStream.range(0, size).map(i -> i % SENSORS).toArray(),
                            IntStream.range(0, size)
                                    .mapToLong(i -> start + i / SENSORS * 1_000_000L)
                                    .toArray(),
                            IntStream.range(0, size)
                                    .mapToDouble(i -> (i * 31L + batchStep()) % 500 / 100.0)
                                    .toArray(),
                            new int[size],
                            List.of())));
        }
        return entries;
    }

    private long batchStep() {
        return position * 7;
    }

    private static double perSecond(int batches, long begin) {
        return (double) batches * InfluxConfig.BATCH * 1e9 / (System.nanoTime() - begin);
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    private static String text(List<Double> rates) {
        return rates.stream().map("%,.0f"::formatted).toList().toString();
    }

    private static okhttp3.Response before18(Interceptor.Chain chain) throws IOException {
        okhttp3.HttpUrl to = chain.request().url();
        if (!to.encodedPath().equals("/api/v2/write")) {
            return chain.proceed(chain.request());
        }
        return chain.proceed(chain.request()
                .newBuilder()
                .url(to.newBuilder()
                        .encodedPath("/write")
                        .query("db=bench&precision=n")
                        .build())
                .build());
    }

    private static void await(URI url) throws InterruptedException {
        for (int i = 0; i < 200 && get(url.resolve("/ping"), false) >= 400; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static int get(URI uri, boolean post) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (post) {
            request.POST(HttpRequest.BodyPublishers.noBody());
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 999;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
