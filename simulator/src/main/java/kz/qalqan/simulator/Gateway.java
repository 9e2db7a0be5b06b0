package kz.qalqan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection all simulated devices share, as behind a real underground gateway.
 *
 * <p>It connects by itself, again and again with growing pauses while the broker refuses or is away. Nothing is kept
 * for later: what cannot be sent now is counted as skipped, and so is what exceeds {@link #UNCONFIRMED_MAX}.
 *
 * <p>Threads: any; callbacks come on the client's threads and only count or hand on.
 */
final class Gateway {
    /** Messages on their way to the broker at most. */
    static final int UNCONFIRMED_MAX = 5000;

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final long BACKOFF_FIRST_MS = 200;
    private static final long BACKOFF_MAX_MS = 5000;
    private static final int KEEP_ALIVE_S = 20;

    private final Mqtt5AsyncClient client;
    private final String address;
    private final Consumer<String> heard;
    private final LongAdder published = new LongAdder();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private volatile Runnable onConnected = () -> {};
    private volatile String filter = "";
    private volatile boolean listening;
    private volatile boolean complained;
    private volatile boolean closed;

    /**
     * A gateway, not yet connected.
     *
     * @param heard told the topic whenever another publisher spoke for one of the site's devices
     */
    Gateway(SimulatorConfig config, Consumer<String> heard) {
        this.heard = heard;
        this.address = config.broker() + " for " + config.site();
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier("simulator-" + config.site())
                .serverHost(config.broker().getHost())
                .serverPort(config.port())
                .automaticReconnect()
                .initialDelay(BACKOFF_FIRST_MS, TimeUnit.MILLISECONDS)
                .maxDelay(BACKOFF_MAX_MS, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(context -> connected())
                .addDisconnectedListener(this::disconnected);
        if (config.tls()) {
            builder = builder.sslConfig(MqttClientSslConfig.builder().build());
        }
        if (config.credentials() != null) {
            builder = builder.simpleAuth()
                    .username(config.credentials().user())
                    .password(config.credentials().password().getBytes(UTF_8))
                    .applySimpleAuth();
        }
        client = builder.buildAsync();
    }

    /**
     * Starts connecting and returns at once.
     *
     * @param listenTo topics on which others may speak for our devices
     * @param then done after each connect, on a thread of the client
     */
    void connect(String listenTo, Runnable then) {
        onConnected = then;
        filter = listenTo;
        var unused = client.connect(Mqtt5Connect.builder()
                        .cleanStart(true)
                        .keepAlive(KEEP_ALIVE_S)
                        .build())
                .whenComplete((acknowledged, failure) -> {
                    if (failure != null) {
                        log.debug("simulator gave up connecting to {}", address, failure);
                    }
                });
    }

    boolean isConnected() {
        return client.getState().isConnected();
    }

    /** Sends a message and says so, or counts it as skipped. */
    boolean publish(String topic, byte[] payload, boolean retain) {
        if (!isConnected() || unconfirmed() >= UNCONFIRMED_MAX) {
            skipped.increment();
            return false;
        }
        published.increment();
        var unused = client.publish(Mqtt5Publish.builder()
                        .topic(topic)
                        .payload(payload)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(retain)
                        .build())
                .whenComplete((result, failure) -> published(topic, result, failure));
        return true;
    }

    long publishedCount() {
        return published.sum();
    }

    long confirmedCount() {
        return confirmed.sum();
    }

    long failedCount() {
        return failed.sum();
    }

    long skippedCount() {
        return skipped.sum();
    }

    /** Messages sent whose fate is open. */
    long unconfirmed() {
        return published.sum() - confirmed.sum() - failed.sum();
    }

    /** Ends the connection; waits a little for the broker's farewell. */
    void close(long waitMs) {
        closed = true;
        try {
            client.disconnect().get(waitMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("simulator left {} without a farewell", address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connected() {
        complained = false;
        log.info("simulator connected to {}", address);
        if (!listening) {
            listening = true;
            listen();
        }
        onConnected.run();
    }

    private void listen() {
        Mqtt5Subscribe subscribe = Mqtt5Subscribe.builder()
                .addSubscription()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .noLocal(true)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .applySubscription()
                .build();
        var unused = client.subscribe(
                        subscribe, message -> heard.accept(message.getTopic().toString()))
                .whenComplete((granted, failure) -> {
                    if (failure != null) {
                        log.warn(
                                "simulator cannot listen to {}: it will not yield to other publishers",
                                filter,
                                failure);
                    }
                });
    }

    private void disconnected(MqttClientDisconnectedContext context) {
        if (closed) {
            context.getReconnector().reconnect(false);
            return;
        }
        context.getReconnector().republishIfSessionExpired(true);
        if (!complained) {
            complained = true;
            log.warn(
                    "simulator has no connection to {}, it tries again: {}",
                    address,
                    context.getCause().toString());
        }
    }

    private void published(String topic, @Nullable Mqtt5PublishResult result, @Nullable Throwable failure) {
        Throwable refusal = result == null ? failure : result.getError().orElse(null);
        if (refusal == null) {
            confirmed.increment();
            return;
        }
        failed.increment();
        if (failed.sum() == 1) {
            log.warn("message to {} was not taken, further ones are only counted", topic, refusal);
        }
    }
}
