package kz.qalqan.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.qalqan.web.edge.Answers;
import kz.qalqan.web.edge.Contract;
import kz.qalqan.web.edge.Endpoints;
import kz.qalqan.web.edge.Shared;
import kz.qalqan.web.edge.Workers;
import kz.qalqan.web.live.LiveFeed;
import kz.qalqan.web.live.LiveSources;
import kz.qalqan.web.live.LiveState;

/**
 * The HTTP API of contract 5, the live stream and the page.
 *
 * <p>Threads: start and close from any thread; inside one event loop and workers. Start it after everything it shows,
 * close it before.
 */
public final class WebServer implements AutoCloseable {
    private static final long START_SECONDS_MAX = 30;
    private static final long STOP_SECONDS_MAX = 5;
    /** Bytes the kernel may hold for one peer: with its default, seconds of stale events hide there. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;
    /** A connection to which nothing was written so long is closed; longer than a call may take. */
    private static final int WRITE_IDLE_SECONDS = 30;

    private static final int HEADER_BYTES_MAX = 16 * 1024;
    private static final int LINE_BYTES_MAX = 8 * 1024;

    private final Vertx vertx;
    private final Workers workers;
    private final LiveFeed feed;
    private final HttpServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WebServer(Vertx vertx, Workers workers, LiveFeed feed, HttpServer server) {
        this.vertx = vertx;
        this.workers = workers;
        this.feed = feed;
        this.server = server;
    }

    /**
     * Starts the server; it answers when this returns.
     *
     * @throws IllegalStateException when the port is taken, the certificate unreadable or the contract broken
     */
    public static WebServer start(WebConfig config, Backends backends) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        boolean started = false;
        try {
            WebServer server = start(config, backends, vertx);
            started = true;
            return server;
        } finally {
            if (!started) {
                await(vertx.close(), STOP_SECONDS_MAX, "stop");
            }
        }
    }

    private static WebServer start(WebConfig config, Backends backends, Vertx vertx) {
        Contract contract = Contract.load(vertx);
        Workers workers = new Workers(vertx);
        Context loop = vertx.getOrCreateContext();
        LiveFeed feed =
                new LiveFeed(vertx, loop, workers, backends.accounts(), new LiveState(sources(config, backends)));
        Router router = router(vertx, config, backends, new Parts(contract, workers, feed));
        HttpServer server = vertx.createHttpServer(options(config)).requestHandler(router);
        Promise<HttpServer> listening = Promise.promise();
        loop.runOnContext(ignored -> server.listen().onComplete(listening));
        await(listening.future(), START_SECONDS_MAX, "listen on " + config.bind() + ":" + config.port());
        feed.start();
        return new WebServer(vertx, workers, feed, server);
    }

    private record Parts(Contract contract, Workers workers, LiveFeed feed) {}

    private static Router router(Vertx vertx, WebConfig config, Backends backends, Parts parts) {
        Router router = Router.router(vertx);
        router.route().handler(new SecurityHeaders(Page.index()));
        Answers answers = new Answers(backends.database(), backends.clock());
        Endpoints.mount(
                router,
                parts.contract(),
                new Shared(backends.accounts(), parts.workers(), answers, backends.metrics()),
                new Endpoints.Targets(
                        Calls.all(config, backends, parts.contract().text()),
                        Map.of("live", parts.feed()::open),
                        Set.of("signIn")));
        router.route("/api/*")
                .handler(context -> context.fail(parts.contract().knows(context.normalizedPath()) ? 405 : 404));
        router.route().handler(new Page(parts.workers(), config.simulation()));
        return router;
    }

    private static LiveSources sources(WebConfig config, Backends backends) {
        return new LiveSources(
                backends.plan(),
                backends.alerts(),
                backends.latest(),
                backends.engines(),
                backends.clock(),
                backends.metrics(),
                config.simulation());
    }

    private static HttpServerOptions options(WebConfig config) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.bind())
                .setPort(config.port())
                .setMaxHeaderSize(HEADER_BYTES_MAX)
                .setMaxInitialLineLength(LINE_BYTES_MAX)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setWriteIdleTimeout(WRITE_IDLE_SECONDS)
                .setTcpNoDelay(true);
        config.tls().ifPresent(tls -> options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
        return options;
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Ends the live streams, stops listening, waits for running calls. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        feed.close();
        await(server.close(), STOP_SECONDS_MAX, "stop listening");
        workers.close();
        await(vertx.close(), STOP_SECONDS_MAX, "stop");
    }

    private static <T> T await(Future<T> future, long seconds, String what) {
        try {
            return future.await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("HTTP server: cannot " + what + " within " + seconds + " s", e);
        }
    }
}
