package kz.qalqan.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.qalqan.history.Entries.CH4;
import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kz.qalqan.history.ReadingStore.Stored;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does instead of its work is a fault with a name, and costs no reading. */
class InfluxFaultsIT {
    private static final Instant END = START.plus(Duration.ofDays(1));
    private static final InstantSource CLOCK = InstantSource.fixed(START);
    private static final String EMPTY = "{\"results\":[{\"statement_id\":0}]}";

    /** What the server does with a request; the lines of a good one are kept. */
    private interface Conduct {
        void answer(HttpExchange exchange, String body) throws IOException;
    }

    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile Conduct conduct = this::take;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    private Path data;

    private HttpServer server;
    private ReadingStore store;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        InfluxConfig config = new InfluxConfig(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "s3cret-token",
                "mine",
                "qalqan",
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                InfluxConfig.BATCH);
        assertThat(config.toString()).doesNotContain("s3cret-token");
        store = InfluxStore.open(data, config, CLOCK);
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        store.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        requests.incrementAndGet();
        try (exchange) {
            conduct.answer(exchange, body);
        }
    }

    private void take(HttpExchange exchange, String body) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/query")) {
            reply(exchange, 200, EMPTY);
            return;
        }
        keep(body);
        exchange.sendResponseHeaders(204, -1);
    }

    private void keep(String body) {
        body.lines().filter(line -> line.startsWith("readings,")).forEach(lines::add);
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private StoreFault appendFails() {
        StoreFault fault = catchThrowableOfType(StoreFault.class, () -> store.append(SITE, Entries.run(1, 10, 10)));
        assertThat(fault).isNotNull();
        assertThat(fault).hasMessageNotContaining("s3cret-token");
        assertThat(store.stored(SITE)).isEqualTo(Stored.NOTHING);
        assertThat(store.rejected(SITE)).isZero();
        assertThat(store.health().state()).isEqualTo(StoreHealth.State.DOWN);
        return fault;
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses our token",
        "403, refuses our token",
        "404, does not know bucket 'qalqan'",
        "408, answered 408",
        "429, answered 429",
        "500, answered 500",
        "503, answered 503",
        "504, answered 504",
        "301, answered 301",
        "200, no InfluxDB",
    })
    void anAnswerThatIsNotDoneIsAFaultByName(int status, String said) {
        conduct = (exchange, body) -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            reply(exchange, status, "{\"message\":\"told so\"}");
        };
        assertThat(appendFails()).hasMessageContaining(said);

        conduct = this::take;
        store.append(SITE, Entries.run(1, 10, 10));
        assertThat(lines).hasSize(100);
        assertThat(store.stored(SITE)).isEqualTo(new Stored(10, 100));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'', 0", "'Sun, 22 Nov 2026 10:00:00 GMT', 0", "86400, 60"})
    void theServerSaysWhenToComeAgain(String asked, int seconds) {
        conduct = (exchange, body) -> {
            exchange.getResponseHeaders().add("Retry-After", asked);
            reply(exchange, 429, "{}");
        };
        assertThat(appendFails().retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aServerThatNeverAnswersCostsTheAnswerTimeAndNoMore() {
        conduct = (exchange, body) -> hang();
        long before = System.nanoTime();

        assertThat(appendFails()).hasMessageContaining("does not answer");

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    private void hang() {
        try {
            assertThat(hanging.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConnectionThatClosesWithoutAnswerIsAFault() {
        conduct = (exchange, body) -> exchange.close();
        assertThat(appendFails()).hasMessageContaining("does not answer");
    }

    @Test
    void closingTheStoreEndsACallThatHangs() throws Exception {
        conduct = (exchange, body) -> hang();
        Thread appending = new Thread(() -> assertThatThrownBy(() -> store.append(SITE, Entries.run(1, 1, 1)))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("closed"));
        int before = requests.get();
        appending.start();
        await().until(() -> requests.get() > before);

        store.close();

        appending.join(900);
        assertThat(appending.isAlive()).isFalse();
    }

    @Test
    void oneBadLineAmongThousandsIsFoundByHalvingAndTheOthersAreStored() {
        conduct = (exchange, body) -> {
            if (body.contains("device=S77,")) {
                reply(exchange, 400, "{\"code\":\"invalid\",\"message\":\"unable to parse\"}");
            } else {
                take(exchange, body);
            }
        };

        store.append(SITE, Entries.run(1, 30, 100));

        assertThat(lines).hasSize(30 * 99);
        assertThat(store.rejected(SITE)).isEqualTo(30);
        assertThat(store.stored(SITE)).isEqualTo(new Stored(30, 3_000));
        assertThat(requests.get()).isLessThan(700);
    }

    @Test
    void aServerThatTakesNoLineAtAllIsAskedLittleAndNothingIsGivenUp() {
        conduct = (exchange, body) -> reply(exchange, 422, "{\"message\":\"field type conflict\"}");
        int before = requests.get();

        assertThat(appendFails()).hasMessageContaining("takes no reading at all");

        assertThat(requests.get() - before).isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "partial write: points beyond retention policy dropped=100",
                "partial write: dropped 100 points outside retention policy of duration 72h0m0s"
            })
    void whatIsOlderThanTheBucketKeepsIsNotSearchedFor(String said) {
        AtomicInteger writes = new AtomicInteger();
        conduct = (exchange, body) -> {
            if (body.contains("readings,")) {
                writes.incrementAndGet();
                reply(exchange, 422, "{\"message\":\"" + said + "\"}");
            } else {
                take(exchange, body);
            }
        };

        store.append(SITE, Entries.run(1, 10, 10));

        assertThat(writes).hasValue(1);
        assertThat(store.rejected(SITE)).isZero();
        assertThat(store.health().reason()).contains("100 older than the bucket keeps");
    }

    /** InfluxDB 1.x answers a query that failed with 200, and the client drops the error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[{\"statement_id\":0,\"error\":\"database not found: qalqan\"}]}",
                "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"readings\",\"columns\":[\"time\"],"
                        + "\"values\":[],\"partial\":true}]}]}",
                "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"read",
                "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"databases\",\"columns\":[\"name\"],"
                        + "\"values\":[[\"_internal\"]]}]}]}",
                "<html>welcome</html>",
            })
    void aQueryThatFailedIsNotAnEmptyAnswer(String body) {
        conduct = (exchange, question) -> reply(exchange, 200, body);
        assertThatThrownBy(() -> store.raw(CH4, START, END, 10)).isInstanceOf(StoreFault.class);
    }

    @Test
    void aQueryWhoseAnswerBreaksOffIsNotAnEmptyAnswer() {
        conduct = (exchange, body) -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write("{\"results\":[".getBytes(UTF_8));
            exchange.getResponseBody().flush();
        };
        assertThatThrownBy(() -> store.raw(CH4, START, END, 10)).isInstanceOf(StoreFault.class);

        conduct = (exchange, body) -> {
            exchange.sendResponseHeaders(200, 0); // chunked
            exchange.getResponseBody().write("{\"results\":[".getBytes(UTF_8));
            exchange.getResponseBody().flush();
        };
        assertThatThrownBy(() -> store.downsampled(CH4, START, END, Duration.ofMinutes(1)))
                .isInstanceOf(StoreFault.class);
    }

    @Test
    void theFollowerBringsEverythingThroughAServerThatFailsEachOtherTime() {
        AtomicInteger turn = new AtomicInteger();
        conduct = (exchange, body) -> {
            int now = body.contains("readings,") ? turn.incrementAndGet() : 0;
            if (now % 2 == 0) {
                take(exchange, body);
            } else if (now % 4 == 1) {
                reply(exchange, 503, "{}");
            } else {
                keep(body.substring(0, body.lastIndexOf('\n', body.length() / 2))); // half is written, then it dies
                exchange.close();
            }
        };
        ListedJournal journal = new ListedJournal();
        journal.add(Entries.run(1, 400, 50));
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> follower.position() == 400);
        }
        assertThat(lines).hasSize(20_000);
        assertThat(store.stored(SITE)).isEqualTo(new Stored(400, 20_000));
    }
}
