package kz.qalqan.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import kz.qalqan.web.edge.Workers;

/**
 * The page and its libraries, from the class path: {@code page/**} at {@code /}, and what the front-end artifacts carry
 * under {@code META-INF/resources/_static/**} at {@code /_static/}.
 *
 * <p>Threads: the event loop; a file is read once, on a worker.
 */
final class Page implements Handler<RoutingContext> {
    private static final String INDEX = "index.html";
    /**
     * Segments of plain names, so that nothing leads out of the folders; a type we know, so that no folder is listed.
     */
    private static final Pattern SAFE =
            Pattern.compile("(?:[A-Za-z0-9@_][A-Za-z0-9@._-]*/)*[A-Za-z0-9@_][A-Za-z0-9@._-]*");

    private static final String VERSIONED = "_static/";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wav", "audio/wav"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    /** Where the page says, before anybody is signed in, that no real mine is shown. */
    private static final String ROOT = "<html lang=\"en\">";

    private static final String ROOT_OF_SIMULATION = "<html lang=\"en\" data-simulation=\"true\">";

    private final Workers workers;
    private final boolean simulation;
    private final Map<String, Optional<Kept>> kept = new ConcurrentHashMap<>();

    /** A file as it is sent. */
    private record Kept(String type, String tag, Buffer plain, Buffer zipped) {}

    Page(Workers workers, boolean simulation) {
        this.workers = workers;
        this.simulation = simulation;
    }

    /** The text of the page; empty when this build has none. */
    static String index() {
        return read("page/" + INDEX)
                .map(bytes -> Buffer.buffer(bytes).toString())
                .orElse("");
    }

    @Override
    public void handle(RoutingContext context) {
        String asked = context.normalizedPath().substring(1);
        String path = asked.isEmpty() ? INDEX : asked;
        HttpMethod method = context.request().method();
        if (!SAFE.matcher(path).matches() || !TYPES.containsKey(ending(path))) {
            context.fail(404);
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            context.fail(405);
        } else {
            workers.call(() -> kept.computeIfAbsent(path, this::load))
                    .onSuccess(
                            found -> found.ifPresentOrElse(file -> send(context, path, file), () -> context.fail(404)))
                    .onFailure(context::fail);
        }
    }

    private static String ending(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(dot + 1) : "";
    }

    private static void send(RoutingContext context, String path, Kept file) {
        HttpServerResponse response = context.response()
                .putHeader("etag", file.tag())
                .putHeader("vary", "accept-encoding")
                .putHeader(
                        "cache-control",
                        path.startsWith(VERSIONED) ? "public, max-age=31536000, immutable" : "no-cache");
        if (file.tag().equals(context.request().getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
            return;
        }
        String accepted = Optional.ofNullable(context.request().getHeader("accept-encoding"))
                .orElse("");
        boolean zip = accepted.contains("gzip");
        Buffer body = zip ? file.zipped() : file.plain();
        response.putHeader("content-type", file.type()).putHeader("content-length", String.valueOf(body.length()));
        if (zip) {
            response.putHeader("content-encoding", "gzip");
        }
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private Optional<Kept> load(String path) {
        String resource = path.startsWith(VERSIONED) ? "META-INF/resources/" + path : "page/" + path;
        return read(resource)
                .map(bytes -> path.equals(INDEX) && simulation ? marked(bytes) : bytes)
                .map(bytes -> new Kept(
                        TYPES.getOrDefault(ending(path), "application/octet-stream"),
                        "\"" + HexFormat.of().formatHex(Digests.sha256(bytes), 0, 16) + "\"",
                        Buffer.buffer(bytes),
                        Buffer.buffer(zipped(bytes))));
    }

    private static byte[] marked(byte[] index) {
        return Buffer.buffer(index).toString().replace(ROOT, ROOT_OF_SIMULATION).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream in = Page.class.getClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " of the class path", e);
        }
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compress in memory", e);
        }
        return out.toByteArray();
    }
}
