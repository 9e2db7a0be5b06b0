package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
    private static final int CLOSE_SECONDS_MAX = 10;

    /** So many connections in a row, ended by the broker so soon: somebody else takes the session each time. */
    private static final int ENDED_SOON_MAX = 3;

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Settings settings;
    private final Listener listener;
    private final ScheduledExecutorService connector;
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());

    private volatile @Nullable MqttSession current;
    private volatile boolean closed;
    private volatile Standing standing;
    private Instant opened = Instant.MAX;
    private int endedSoon;

    /**
     * How the link stands.
     *
     * @param trouble why it does not; none when it does
     * @param since when it became so
     */
    record Standing(LinkTrouble trouble, Instant since) {}

    /**
     * What a link is for.
     *
     * @param config broker and credentials
     * @param clientId client id of this connection
     * @param filters what it subscribes to; empty for a connection that only publishes
     * @param kept whether the broker keeps the session, and what comes for it, while we are away; otherwise each
     *     connection starts clean
     * @param will what the broker publishes when the connection breaks, asked anew for each connection; null for none
     * @param keepAlive after about twice this a network that swallows everything is noticed
     * @param clock stamps what comes
     */
    record Settings(
            IngestConfig config,
            String clientId,
            List<String> filters,
            boolean kept,
            @Nullable Supplier<Will> will,
            Duration keepAlive,
            InstantSource clock) {
        /** Noticed before the first sensor counts as silent, which is after thirty seconds. */
        private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

        /** Receives, and the broker keeps for it what comes while it is away. */
        static Settings receiving(IngestConfig config, String clientId, List<String> filters, InstantSource clock) {
            return new Settings(config, clientId, filters, true, null, KEEP_ALIVE, clock);
        }

        /** Only publishes. */
        static Settings publishing(IngestConfig config, String clientId, InstantSource clock) {
            return new Settings(config, clientId, List.of(), false, null, KEEP_ALIVE, clock);
        }

        /** The same, but each connection starts clean. */
        Settings clean() {
            return new Settings(config, clientId, filters, false, will, keepAlive, clock);
        }

        /** The same with a will, made anew for each connection. */
        Settings withWill(Supplier<Will> lastWords) {
            return new Settings(config, clientId, filters, kept, lastWords, keepAlive, clock);
        }

        /** The same with other patience; whole seconds. */
        Settings withKeepAlive(Duration interval) {
            return new Settings(config, clientId, filters, kept, will, interval, clock);
        }

        boolean encrypted() {
            String scheme = config.uri().getScheme();
            return scheme.equals("mqtts") || scheme.equals("ssl") || scheme.equals("wss");
        }

        boolean subscribes() {
            return !filters.isEmpty();
        }
    }

    /**
     * What the broker publishes with QoS 1 when a connection breaks.
     *
     * @param topic where
     * @param payload what
     * @param retained whether it keeps it for those who come later
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they go out; never compared
    record Will(String topic, byte[] payload, boolean retained) {}

    /** Who is told. Called on threads of the connection: must not throw, and not block but in {@link #arrived}. */
    interface Listener {
        /**
         * Messages in their order; may block for seconds, then nothing is read meanwhile. False when not all could be
         * taken, then the connection delivers no more. The list is used again afterwards.
         */
        boolean arrived(List<Delivery> deliveries);

        /** Connected and, where there is something to subscribe to, subscribed. */
        void up(BrokerOffer offer);

        /** Not connected; told at each attempt. */
        void down(LinkTrouble trouble);
    }

    MqttLink(Settings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.standing = new Standing(
                LinkTrouble.of(LinkTrouble.Kind.STARTING, ""), settings.clock().instant());
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

    /** How it stands, and since when. */
    Standing standing() {
        return standing;
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

    /** Publishes with QoS 0, if there is a connection: nobody confirms. */
    void send(String topic, byte[] payload) {
        MqttSession session = current;
        if (session != null && session.ready()) {
            session.send(topic, payload);
        }
    }

    /** Breaks this connection, so that the broker delivers again what was not acknowledged. */
    void restart(Delivery.Source source, String reason) {
        if (source instanceof MqttSession session) {
            later(() -> replace(session, LinkTrouble.of(LinkTrouble.Kind.OTHER, reason)), 0);
        }
    }

    /** Ends the connection; an attempt that is only planned is not waited for. Closing again does nothing. */
    @Override
    public void close() {
        if (connector.isShutdown()) {
            return;
        }
        closed = true;
        Future<?> ended = connector.submit(this::end);
        try {
            ended.get(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn("{}: the connection did not end within {} s", settings.clientId(), CLOSE_SECONDS_MAX, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("ending a connection promises not to fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connector.shutdownNow();
    }

    private void end() {
        MqttSession session = current;
        current = null;
        if (session != null) {
            session.dispose("closed");
        }
    }

    /** An exception of the library's that nobody expects must not end the attempts: the mine would stay unheard. */
    @SuppressWarnings("IllegalCatch")
    private void open() {
        try {
            attempt();
        } catch (RuntimeException e) {
            log.error("{}: connecting failed in an unexpected way", settings.clientId(), e);
            MqttSession session = current;
            LinkTrouble trouble = LinkTrouble.of(LinkTrouble.Kind.OTHER, e.toString());
            failed(session, trouble);
        }
    }

    private void attempt() {
        if (closed) {
            return;
        }
        opened = Instant.MAX;
        MqttSession session = null;
        try {
            session = new MqttSession(settings, listener, this::broken);
            current = session;
            BrokerOffer offer = session.connect();
            opened = settings.clock().instant();
            log.info(
                    "{}: connected to {}",
                    settings.clientId(),
                    settings.config().uri());
            standing = new Standing(LinkTrouble.NONE, opened);
            listener.up(offer);
        } catch (MqttException e) {
            failed(session, Troubles.connecting(e, settings.encrypted()));
        } catch (SubscriptionRefused e) {
            failed(session, LinkTrouble.of(LinkTrouble.Kind.SUBSCRIPTION_REFUSED, String.valueOf(e.getMessage())));
        }
    }

    private void failed(@Nullable MqttSession session, LinkTrouble trouble) {
        if (session == null) {
            told(trouble);
            later(this::open, nextBackOff(trouble));
        } else {
            replace(session, trouble);
        }
    }

    private void broken(MqttSession session, LinkTrouble trouble) {
        later(() -> replace(session, trouble), 0);
    }

    /** On the connector's thread, so exactly once for each session. */
    private void replace(MqttSession session, LinkTrouble reported) {
        if (current != session) {
            return;
        }
        current = null;
        LinkTrouble trouble = disputed(reported);
        told(trouble);
        session.dispose(trouble.words());
        later(this::open, nextBackOff(trouble));
    }

    private void told(LinkTrouble trouble) {
        Standing before = standing;
        if (before.trouble().kind() != trouble.kind()) {
            log.warn(
                    "{}: not connected to {}: {}; trying again",
                    settings.clientId(),
                    settings.config().uri(),
                    trouble.words());
        }
        boolean stood = before.trouble().kind() == LinkTrouble.Kind.NONE;
        standing = new Standing(trouble, stood ? settings.clock().instant() : before.since());
        listener.down(trouble);
    }

    /** A broker may end a taken-over connection without a word; that it does so again and again gives it away. */
    private LinkTrouble disputed(LinkTrouble trouble) {
        if (stood().compareTo(SOON) >= 0) {
            endedSoon = 0;
        }
        if (opened.equals(Instant.MAX) || trouble.kind() != LinkTrouble.Kind.BROKER_ENDED) {
            return trouble;
        }
        endedSoon++;
        return endedSoon < ENDED_SOON_MAX
                ? trouble
                : LinkTrouble.of(LinkTrouble.Kind.SESSION_DISPUTED, endedSoon + " in a row, " + trouble.error());
    }

    /** How long the connection stood that ended now. */
    private Duration stood() {
        Instant now = settings.clock().instant();
        return opened.isBefore(now) ? Duration.between(opened, now) : Duration.ZERO;
    }

    private long nextBackOff(LinkTrouble trouble) {
        return backOff.next(trouble, stood()).toMillis();
    }

    private void later(Runnable step, long ms) {
        try {
            Future<?> unused = connector.schedule(step, ms, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("{}: closed meanwhile", settings.clientId(), e);
        }
    }
}
