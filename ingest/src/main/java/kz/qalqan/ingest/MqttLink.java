package kz.qalqan.ingest;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection to the broker, and makes another when it breaks.
 *
 * <p>Each connection is an {@link MqttSession} of its own, thrown away when it breaks: an acknowledgement means
 * something only on the connection that delivered the message, and Paho's own reconnecting hangs for ever when one is
 * sent at the wrong moment (docs/adr/0014).
 *
 * <p>Threads: any; connecting runs on a thread of its own.
 */
final class MqttLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MqttLink.class);
    private static final Duration BACK_OFF_MIN = Duration.ofMillis(200);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(5);
    private static final int CLOSE_SECONDS_MAX = 10;

    private final Settings settings;
    private final Listener listener;
    private final ScheduledExecutorService connector;
    private final RandomGenerator jitter = RandomGenerator.getDefault();

    private volatile @Nullable MqttSession current;
    private volatile boolean closed;
    private long backOffMs = BACK_OFF_MIN.toMillis();
    private String lastTrouble = "";

    /**
     * What a link is for.
     *
     * @param config broker and identity
     * @param clientId client id of this connection
     * @param filters what it subscribes to; empty for a connection that only publishes
     * @param clock stamps what comes
     */
    record Settings(IngestConfig config, String clientId, List<String> filters, InstantSource clock) {
        boolean subscribes() {
            return !filters.isEmpty();
        }
    }

    /** Who is told. Called on threads of the connection: must not block and not throw. */
    interface Listener {
        /** A message; false when it could not be taken, then the connection delivers no more. */
        boolean arrived(Delivery delivery);

        /** Connected and, where there is something to subscribe to, subscribed. */
        void up();

        /** Not connected; told at each attempt. */
        void down(String reason);
    }

    MqttLink(Settings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.connector = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "link-" + settings.clientId());
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        connector.execute(this::open);
    }

    /** Whether messages can be published now. */
    boolean connected() {
        MqttSession session = current;
        return session != null && session.ready();
    }

    /** Publishes with QoS 1; fails at once when there is no connection. */
    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        MqttSession session = current;
        if (session == null || !session.ready()) {
            return CompletableFuture.failedFuture(
                    new PublishFailed("no connection to " + settings.config().uri() + " to publish on " + topic));
        }
        return session.publish(topic, payload, retained);
    }

    /** Breaks this connection, so that the broker delivers again what was not acknowledged. */
    void restart(Delivery.Source source, String reason) {
        if (source instanceof MqttSession session) {
            later(() -> replace(session, reason), 0);
        }
    }

    @Override
    public void close() {
        closed = true;
        later(this::end, 0);
        connector.shutdown();
        try {
            if (!connector.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                log.warn("{}: the connection did not end within {} s", settings.clientId(), CLOSE_SECONDS_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        MqttSession session = current;
        current = null;
        if (session != null) {
            session.dispose("closed");
        }
    }

    private void open() {
        if (closed) {
            return;
        }
        MqttSession session = null;
        try {
            session = new MqttSession(settings, listener, this::broken);
            current = session;
            session.connect();
            backOffMs = BACK_OFF_MIN.toMillis();
            log.info(
                    "{}: connected to {}",
                    settings.clientId(),
                    settings.config().uri());
            lastTrouble = "";
            listener.up();
        } catch (MqttException e) {
            failed(session, MqttSession.words(e));
        }
    }

    private void failed(@Nullable MqttSession session, String reason) {
        if (session == null) {
            later(this::open, nextBackOff());
            listener.down(reason);
        } else {
            replace(session, reason);
        }
    }

    private void broken(MqttSession session, String reason) {
        later(() -> replace(session, reason), 0);
    }

    /** On the connector's thread, so exactly once for each session. */
    private void replace(MqttSession session, String reason) {
        if (current != session) {
            return;
        }
        current = null;
        if (!reason.equals(lastTrouble)) {
            log.warn(
                    "{}: not connected to {}: {}; trying again",
                    settings.clientId(),
                    settings.config().uri(),
                    reason);
            lastTrouble = reason;
        }
        listener.down(reason);
        session.dispose(reason);
        later(this::open, nextBackOff());
    }

    private long nextBackOff() {
        long wait = backOffMs / 2 + jitter.nextLong(backOffMs / 2 + 1);
        backOffMs = Math.min(backOffMs * 2, BACK_OFF_MAX.toMillis());
        return wait;
    }

    private void later(Runnable step, long ms) {
        try {
            Future<?> unused = connector.schedule(step, ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("{}: closed meanwhile", settings.clientId(), e);
        }
    }
}
