package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what no broker tells: whether it keeps more than a thousand messages for a session that is away, as most do
 * not unless told to. It confirms the others to their senders and drops them.
 *
 * <p>A session of the probe's own subscribes to a topic of its own, below {@code qalqan/probe}, and goes away;
 * {@link #MESSAGES} small messages are published there; the session comes back and counts. No device publishes or
 * listens there, the session is removed in the end, and {@code mqtt.probe: false} turns it off (docs/adr/0039).
 *
 * <p>Threads: one of its own, once in a run.
 */
final class QueueProbe {
    /** More than the limit of a thousand that mosquitto, HiveMQ and EMQX have unless told otherwise. */
    static final int MESSAGES = 1_200;

    private static final Logger log = LoggerFactory.getLogger(QueueProbe.class);
    private static final String VERSION = "$SYS/broker/version";
    private static final Duration EXPIRY = Duration.ofMinutes(5);
    private static final int WINDOW_MAX = 100;
    private static final long CONFIRM_S_MAX = 10;
    private static final long QUIET_MS = 2_000;
    private static final long VERSION_MS_MAX = 500;

    private final MqttLink.Settings receiving;
    private final MqttLink.Settings publishing;
    private final String topic;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final MqttLink.Listener listener = new MqttLink.Listener() {
        @Override
        public boolean arrived(List<Delivery> piece) {
            piece.stream().filter(delivery -> delivery.packetId() > 0).forEach(delivery -> delivery.source()
                    .acknowledge(delivery.packetId()));
            return arrived.addAll(piece);
        }

        @Override
        public void up(BrokerOffer offer) {}

        @Override
        public void down(LinkTrouble trouble) {}
    };

    QueueProbe(IngestConfig config, InstantSource clock) {
        String id = config.clientId() + "-probe";
        this.topic = "qalqan/probe/" + config.clientId();
        this.receiving =
                MqttLink.Settings.receiving(config.withSessionExpiry(EXPIRY), id, List.of(topic, VERSION), clock);
        this.publishing = MqttLink.Settings.publishing(config, id + "-out", clock);
    }

    /** Starts it on a thread of its own; what it finds goes to the watch. */
    void start(BrokerWatch watch) {
        Thread thread = new Thread(() -> run(watch), "broker-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(BrokerWatch watch) {
        try {
            watch.probed(warnings(count()));
        } catch (MqttException e) {
            log.info("broker: its queue could not be probed: {}", Troubles.of(e).words());
        } catch (SubscriptionRefused | ExecutionException | TimeoutException e) {
            log.info("broker: its queue could not be probed on {}: {}", topic, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> warnings(int kept) {
        if (kept >= MESSAGES) {
            log.info("broker: it kept all of {} messages for a session that was away", MESSAGES);
            return List.of();
        }
        return List.of("queue limit: of " + MESSAGES + " messages for a session that was away the broker kept " + kept
                + " and dropped " + (MESSAGES - kept) + " that it had confirmed: what comes during an outage is lost;"
                + " raise max_queued_messages (mosquitto), max-queue-size (HiveMQ), max_mqueue_len (EMQX), see"
                + " docs/brokers.md");
    }

    /** How many of the messages the broker kept. */
    int count() throws MqttException, SubscriptionRefused, ExecutionException, TimeoutException, InterruptedException {
        try {
            open(receiving.clean()).dispose("what an earlier probe left is gone");
            MqttSession away = open(receiving);
            version();
            away.dispose("the probe goes away");
            publish();
            MqttSession back = open(receiving);
            int kept = 0;
            while (kept < MESSAGES && comes()) {
                kept++;
            }
            back.dispose("the probe has counted");
            return kept;
        } finally {
            open(receiving.clean()).dispose("the probe leaves no session");
        }
    }

    private void version() throws InterruptedException {
        Delivery version = arrived.poll(VERSION_MS_MAX, TimeUnit.MILLISECONDS);
        if (version != null && version.topic().equals(VERSION)) {
            log.info("broker: it is {}", new String(version.body().bytes(), UTF_8));
        }
    }

    private boolean comes() throws InterruptedException {
        @Nullable Delivery next = arrived.poll(QUIET_MS, TimeUnit.MILLISECONDS);
        while (next != null && !next.topic().equals(topic)) {
            next = arrived.poll(QUIET_MS, TimeUnit.MILLISECONDS);
        }
        return next != null;
    }

    private void publish()
            throws MqttException, SubscriptionRefused, ExecutionException, TimeoutException, InterruptedException {
        MqttSession session = new MqttSession(publishing, listener, (ended, trouble) -> {});
        try {
            int window = Math.min(session.connect().publishedMax(), WINDOW_MAX);
            for (int sent = 0; sent < MESSAGES; sent += window) {
                List<CompletableFuture<Void>> confirmed = new ArrayList<>();
                for (int i = sent; i < Math.min(sent + window, MESSAGES); i++) {
                    confirmed.add(session.publish(topic, String.valueOf(i).getBytes(UTF_8), false));
                }
                CompletableFuture.allOf(confirmed.toArray(CompletableFuture[]::new))
                        .get(CONFIRM_S_MAX, TimeUnit.SECONDS);
            }
        } finally {
            session.dispose("the probe has published");
        }
    }

    private MqttSession open(MqttLink.Settings settings) throws MqttException, SubscriptionRefused {
        MqttSession session = new MqttSession(settings, listener, (ended, trouble) -> {});
        boolean connected = false;
        try {
            session.connect();
            connected = true;
            return session;
        } finally {
            if (!connected) {
                session.dispose("not connected");
            }
        }
    }
}
