package kz.qalqan.benchmarks;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** A publisher with a window of unconfirmed messages. */
final class Load implements AutoCloseable {
    private static final int WINDOW = 20_000;

    private final Mqtt5AsyncClient client;
    private final Semaphore window = new Semaphore(WINDOW);

    Load(URI broker) {
        client = Mqtt5Client.builder()
                .identifier("load-" + UUID.randomUUID())
                .serverHost(broker.getHost())
                .serverPort(broker.getPort())
                .buildAsync();
        client.connect().join();
    }

    /** Publishes with QoS 1; waits only while the window is full. */
    CompletableFuture<?> publish(String topic, String payload) throws InterruptedException {
        window.acquire();
        return client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send()
                .whenComplete((ack, error) -> window.release());
    }

    /** Returns when all is confirmed. */
    void awaitConfirmed() throws InterruptedException {
        window.acquire(WINDOW);
        window.release(WINDOW);
    }

    @Override
    public void close() {
        client.disconnect().join();
    }
}
