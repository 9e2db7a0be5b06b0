package kz.qalqan.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands where InfluxDB stood: takes lines of readings and remembers each once, until it is told to fail. */
final class FaultyInflux implements AutoCloseable {
    /** Ways to be out. */
    enum Mode {
        WORK,
        REFUSE,
        HANG,
        TOO_MANY,
        ERROR,
        CLOSE_MID_BODY
    }

    private static final Pattern CURSOR =
            Pattern.compile("qalqan_cursor,site=bench position=(\\d+)i,readings=(\\d+)i (\\d+)");

    private final Set<String> lines = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;
    private volatile Mode mode = Mode.WORK;
    private volatile String cursor = "";
    private HttpServer server;

    FaultyInflux() throws IOException {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int on) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
        listening.createContext("/", this::answer);
        listening.setExecutor(threads);
        listening.start();
        return listening;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** How many different readings it holds. */
    int readings() {
        return lines.size();
    }

    void become(Mode next) throws IOException {
        if (mode == Mode.REFUSE && next != Mode.REFUSE) {
            server = listen(port);
        }
        mode = next;
        if (next == Mode.REFUSE) {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            switch (mode) {
                case WORK -> work(exchange, new String(body, UTF_8));
                case HANG -> hang();
                case TOO_MANY -> {
                    exchange.getResponseHeaders().add("Retry-After", "1");
                    exchange.sendResponseHeaders(429, -1);
                }
                case ERROR -> exchange.sendResponseHeaders(500, -1);
                case CLOSE_MID_BODY -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write("{\"results\":[".getBytes(UTF_8));
                }
                case REFUSE -> exchange.close();
            }
        }
    }

    private void work(HttpExchange exchange, String body) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/query")) {
            byte[] answer = ("{\"results\":[{\"statement_id\":0" + (body.contains("qalqan_cursor") ? cursor : "")
                            + "}]}")
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            return;
        }
        body.lines().filter(line -> line.startsWith("readings,")).forEach(lines::add);
        Matcher told = CURSOR.matcher(body);
        if (told.find()) {
            cursor = ",\"series\":[{\"name\":\"c\",\"columns\":[\"time\",\"position\",\"readings\"],\"values\":[["
                    + told.group(3) + "," + told.group(1) + "," + told.group(2) + "]]}]";
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private void hang() {
        try {
            closing.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
