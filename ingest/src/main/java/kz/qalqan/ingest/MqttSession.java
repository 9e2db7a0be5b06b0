package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the broker, from connect to break. With {@link MqttLink} the only class that knows Paho.
 *
 * <p>What Paho needs to be told, each learnt from a loss: the callback is set before connecting, or what comes with the
 * CONNACK is dropped; acknowledgements are manual, or an exception acknowledges; the callback enqueues and waits for
 * seconds at most, or pings are not read in time; no reconnecting of its own; subscribing refused is a reason code, not
 * an exception.
 *
 * <p>Threads: any; callbacks on Paho's.
 */
final class MqttSession implements MqttCallback, Delivery.Source {
    private static final Logger log = LoggerFactory.getLogger(MqttSession.class);
    private static final int CONNECT_S_MAX = 5;
    private static final long CONNECT_MS_MAX = 8_000;
    private static final long SUBSCRIBE_MS_MAX = 5_000;
    /** Paho waits it out in full, although the packet is sent at once. */
    private static final long DISCONNECT_MS_MAX = 200;

    private static final long PUBLISH_S_MAX = 30;
    private static final int QOS = 1;
    private static final int REFUSED = 0x80;
    /** Retained messages only when the subscription is new, not at each reconnect. */
    private static final int RETAINED_FOR_NEW = 1;

    private final MqttLink.Settings settings;
    private final MqttLink.Listener listener;
    private final BiConsumer<MqttSession, LinkTrouble> broken;
    private final MqttAsyncClient client;
    private final AtomicLong publications = new AtomicLong();
    private final Map<Long, CompletableFuture<Void>> unconfirmed = new ConcurrentHashMap<>();

    /** Null where Paho needs sockets of its own: with TLS. */
    private final @Nullable Lane lane;

    private volatile boolean ready;
    private volatile boolean fresh;
    private volatile boolean refusing;
    /** Messages that came by the lane. */
    private final AtomicLong taken = new AtomicLong();

    MqttSession(MqttLink.Settings settings, MqttLink.Listener listener, BiConsumer<MqttSession, LinkTrouble> broken)
            throws MqttException {
        this.settings = settings;
        this.listener = listener;
        this.broken = broken;
        this.client = new MqttAsyncClient(address(), settings.clientId(), new MemoryPersistence());
        this.lane = settings.subscribes() && address().startsWith("tcp:") ? new Lane(new Incoming()) : null;
        client.setManualAcks(true);
        client.setCallback(this);
    }

    /** Connects and subscribes; returns when both were confirmed. */
    BrokerOffer connect() throws MqttException, SubscriptionRefused {
        IMqttToken connected = client.connect(options());
        connected.waitForCompletion(CONNECT_MS_MAX);
        fresh = !connected.getSessionPresent();
        List<String> refused = settings.subscribes() ? subscribe() : List.of();
        ready = true;
        return BrokerOffer.of(!fresh, connected.getResponseProperties(), refused);
    }

    /** Always, also on a session that was kept: it changes nothing there, and one may have been lost. */
    private List<String> subscribe() throws MqttException, SubscriptionRefused {
        MqttSubscription[] filters = settings.filters().stream()
                .map(filter -> {
                    MqttSubscription subscription = new MqttSubscription(filter, QOS);
                    subscription.setRetainHandling(RETAINED_FOR_NEW);
                    return subscription;
                })
                .toArray(MqttSubscription[]::new);
        IMqttToken token = client.subscribe(filters);
        awaitBehindBacklog(token);
        int[] codes = token.getReasonCodes();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            if (codes[i] >= REFUSED) {
                refused.add(settings.filters().get(i) + " (code " + codes[i] + ")");
            }
        }
        if (refused.size() == codes.length) {
            throw new SubscriptionRefused(String.join(", ", refused));
        }
        return refused;
    }

    /** mosquitto hands out a whole backlog before it answers: as long as messages are taken, the answer is awaited. */
    private void awaitBehindBacklog(IMqttToken token) throws MqttException {
        while (true) {
            long before = taken.get();
            try {
                token.waitForCompletion(SUBSCRIBE_MS_MAX);
                return;
            } catch (MqttException e) {
                if (e.getReasonCode() != MqttClientException.REASON_CODE_CLIENT_TIMEOUT || taken.get() == before) {
                    throw e;
                }
            }
        }
    }

    private MqttConnectionOptions options() throws MqttException {
        IngestConfig config = settings.config();
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval((int) settings.keepAlive().toSeconds());
        options.setConnectionTimeout(CONNECT_S_MAX);
        options.setReceiveMaximum(config.receiveMaximum());
        options.setMaximumPacketSize(Limits.PACKET_BYTES_MAX);
        options.setCleanStart(!settings.kept());
        options.setSessionExpiryInterval(
                settings.kept() ? config.sessionExpiry().toSeconds() : 0L);
        IngestConfig.Login login = config.login();
        if (login != null) {
            options.setUserName(login.username());
            options.setPassword(login.password().getBytes(UTF_8));
        }
        if (lane != null) {
            options.setSocketFactory(lane);
        }
        if (settings.will() != null) {
            will(options, settings.will().get());
        }
        if (settings.encrypted()) {
            options.setSocketFactory(BrokerTls.socketFactory(config.tls()));
            options.setHttpsHostnameVerificationEnabled(true);
        }
        return options;
    }

    private static void will(MqttConnectionOptions options, MqttLink.Will will) {
        MqttMessage message = new MqttMessage(will.payload());
        message.setQos(QOS);
        message.setRetained(will.retained());
        options.setWill(will.topic(), message);
    }

    private String address() {
        return settings.config()
                .uri()
                .toString()
                .replaceFirst("^mqtt://", "tcp://")
                .replaceFirst("^mqtts://", "ssl://");
    }

    boolean ready() {
        return ready;
    }

    @Override
    public boolean resumed() {
        return !fresh;
    }

    @Override
    public int acknowledge(int[] packetIds, int count) {
        if (lane == null) {
            return Delivery.Source.super.acknowledge(packetIds, count);
        }
        try {
            lane.acknowledge(packetIds, count);
            return count;
        } catch (IOException e) {
            log.debug("acknowledgements of {} messages came too late", count, e);
            return 0;
        }
    }

    @Override
    public boolean acknowledge(int packetId) {
        if (!client.isConnected()) {
            return false;
        }
        try {
            client.messageArrivedComplete(packetId, QOS);
            return true;
        } catch (MqttException | NullPointerException e) { // Paho answers a close in between with a null pointer
            log.debug("acknowledgement of {} came too late", packetId, e);
            return false;
        }
    }

    /** Publishes with QoS 1. */
    CompletableFuture<Void> publish(String topic, byte[] payload, boolean retained) {
        CompletableFuture<Void> confirmed = new CompletableFuture<>();
        long number = publications.incrementAndGet();
        unconfirmed.put(number, confirmed);
        MqttMessage message = new MqttMessage(payload);
        message.setQos(QOS);
        message.setRetained(retained);
        try {
            client.publish(topic, message, null, confirmation(topic, confirmed));
        } catch (MqttException e) {
            confirmed.completeExceptionally(new PublishFailed(
                    "publishing on " + topic + " failed: " + Troubles.of(e).words()));
        }
        return confirmed
                .orTimeout(PUBLISH_S_MAX, TimeUnit.SECONDS)
                .whenComplete((done, trouble) -> unconfirmed.remove(number));
    }

    /** Publishes with QoS 0: nobody confirms. */
    void send(String topic, byte[] payload) {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(0);
        try {
            client.publish(topic, message, null, null);
        } catch (MqttException e) {
            log.debug("{}: could not be sent", topic, e);
        }
    }

    private static MqttActionListener confirmation(String topic, CompletableFuture<Void> confirmed) {
        return new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                int[] codes = token.getReasonCodes();
                if (codes != null && codes.length > 0 && codes[0] >= REFUSED) {
                    confirmed.completeExceptionally(
                            new PublishFailed("the broker refused to publish on " + topic + ": code " + codes[0]));
                } else {
                    confirmed.complete(null);
                }
            }

            @Override
            public void onFailure(IMqttToken token, Throwable cause) {
                confirmed.completeExceptionally(
                        new PublishFailed("publishing on " + topic + " was not confirmed: " + cause.getMessage()));
            }
        };
    }

    /** Ends the connection; the broker keeps the session of a subscriber. */
    void dispose(String reason) {
        ready = false;
        try {
            if (client.isConnected()) {
                client.disconnectForcibly(0, DISCONNECT_MS_MAX, 0, new MqttProperties());
            }
        } catch (MqttException | NullPointerException e) { // as in acknowledge
            log.debug("disconnecting a broken connection", e);
        }
        try {
            client.close(true);
        } catch (MqttException | NullPointerException e) { // as in acknowledge
            log.debug("closing a broken connection", e);
        }
        PublishFailed lost = new PublishFailed("the connection ended before the broker confirmed: " + reason);
        unconfirmed.values().forEach(future -> future.completeExceptionally(lost));
    }

    /** A message that did not come by the lane. */
    @Override
    public void messageArrived(String topic, MqttMessage message) {
        if (refusing) {
            return;
        }
        MqttProperties properties = message.getProperties();
        Delivery.Body body =
                Delivery.Body.of(message.getPayload(), properties == null ? null : properties.getContentType());
        int packetId = message.getQos() == 0 ? 0 : message.getId();
        refusing = !listener.arrived(List.of(new Delivery(
                this,
                packetId,
                topic,
                body,
                message.isRetained(),
                settings.clock().instant())));
    }

    /** Messages that come by the lane, handed on together. */
    private final class Incoming implements PacketInput.Messages {
        private final List<Delivery> piece = new ArrayList<>();
        private Instant receivedAt = Instant.EPOCH;

        @Override
        public void message(PublishDecoder.Publish message) {
            if (refusing) {
                return;
            }
            if (piece.isEmpty()) {
                receivedAt = settings.clock().instant();
            }
            piece.add(new Delivery(
                    MqttSession.this,
                    message.packetId(),
                    message.topic(),
                    Delivery.Body.of(message.payload(), message.contentType()),
                    message.retained(),
                    receivedAt));
        }

        @Override
        public void pause() {
            if (!refusing && !piece.isEmpty()) {
                refusing = !listener.arrived(piece);
                taken.addAndGet(refusing ? 0 : piece.size());
            }
            piece.clear();
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        ready = false;
        broken.accept(this, Troubles.of(response));
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
        log.debug("{}: Paho reports", settings.clientId(), exception);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
