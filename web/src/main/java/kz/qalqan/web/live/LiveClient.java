package kz.qalqan.web.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import kz.qalqan.web.accounts.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page that listens.
 *
 * <p>A slow one: while its queue is full it gets alert events only, and all readings anew when it has caught up. If it
 * does not catch up, it is cut off: a page that lags by seconds must not look alive.
 *
 * <p>Threads: the event loop only.
 */
final class LiveClient {
    /** Bytes waiting for the socket before it counts as full. */
    static final int QUEUE_BYTES_MAX = 64 * 1024;
    /** Ticks of {@link LiveFeed#TICK_MS} a queue may stay full: five seconds. */
    static final int LAG_TICKS_MAX = 20;
    /** Alert events that may come while the past is being read. */
    static final int PENDING_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveClient.class);

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Principal principal;
    private final String session;
    private final Deque<Numbered> pending = new ArrayDeque<>();
    private boolean joined;
    private boolean restate;
    private int lagTicks;

    private record Numbered(long position, Buffer frame) {}

    LiveClient(HttpServerRequest request, Principal principal, String session) {
        this.request = request;
        this.response = request.response();
        this.principal = principal;
        this.session = session;
    }

    Principal principal() {
        return principal;
    }

    String session() {
        return session;
    }

    int lagTicks() {
        return lagTicks;
    }

    void begin() {
        response.setChunked(true)
                .setWriteQueueMaxSize(QUEUE_BYTES_MAX)
                .putHeader("content-type", "text/event-stream")
                .putHeader("cache-control", "no-store")
                .putHeader("x-accel-buffering", "no");
        response.write(Frames.RETRY);
    }

    /** The past is read: sends it, then what came meanwhile and is not in it. */
    void join(List<Buffer> past, long position) {
        past.forEach(response::write);
        pending.stream().filter(event -> event.position() > position).forEach(event -> response.write(event.frame()));
        pending.clear();
        joined = true;
    }

    /** An alert event: sent however full the queue is. Whether it may stay. */
    boolean alert(long position, Buffer frame) {
        if (joined) {
            response.write(frame);
            return true;
        }
        pending.add(new Numbered(position, frame));
        return pending.size() <= PENDING_MAX;
    }

    /** What is stated anew later: left out while the queue is full. */
    void state(Buffer frame) {
        if (joined && !response.writeQueueFull()) {
            response.write(frame);
        }
    }

    /** Readings that changed; left out while the queue is full, to be stated anew. */
    void readings(Buffer frame) {
        if (joined && response.writeQueueFull()) {
            restate = true;
        } else if (joined && !restate) {
            response.write(frame);
        }
    }

    /** Whether all readings must be sent anew now. */
    boolean owesReadings() {
        return joined && restate && !response.writeQueueFull();
    }

    void restated(Buffer frame) {
        restate = false;
        response.write(frame);
    }

    /** One tick: whether it keeps up. */
    boolean keepsUp() {
        lagTicks = response.writeQueueFull() ? lagTicks + 1 : 0;
        return lagTicks <= LAG_TICKS_MAX;
    }

    /**
     * Ends it at once, whatever still waits. Vert.x would first flush to a peer that does not read (vert.x 5271), so on
     * HTTP/1.1 the channel itself is closed; on HTTP/2 only this stream.
     */
    void cutOff() {
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else if (request.connection() instanceof HttpServerConnection connection) {
            connection
                    .channelHandlerContext()
                    .close()
                    .addListener(
                            closed -> LOG.info("cut off a page that did not keep up: {}", request.remoteAddress()));
        }
    }

    /** Ends it properly. */
    void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
