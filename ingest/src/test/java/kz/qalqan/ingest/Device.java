package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A device underground, or a panel that watches. */
final class Device implements AutoCloseable, MqttCallback {
    private static final long WAIT_MS = 20_000;

    final List<String> received = new CopyOnWriteArrayList<>();
    private final MqttAsyncClient paho;

    private Device(int port, String id) throws MqttException {
        paho = new MqttAsyncClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
        paho.setCallback(this);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        paho.connect(options).waitForCompletion(WAIT_MS);
    }

    static Device at(int port, String id) throws MqttException {
        return new Device(port, id);
    }

    void publish(String topic, String payload) throws MqttException {
        send(topic, payload.getBytes(UTF_8), false).waitForCompletion(WAIT_MS);
    }

    void keep(String topic, String payload) throws MqttException {
        send(topic, payload.getBytes(UTF_8), true).waitForCompletion(WAIT_MS);
    }

    /** With QoS 2. */
    void publishExactlyOnce(String topic, String payload) throws MqttException {
        paho.publish(topic, payload.getBytes(UTF_8), 2, false).waitForCompletion(WAIT_MS);
    }

    IMqttToken send(String topic, byte[] payload, boolean retained) throws MqttException {
        MqttMessage message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(retained);
        return paho.publish(topic, message);
    }

    void watch(String filter) throws MqttException {
        paho.subscribe(filter, 1).waitForCompletion(WAIT_MS);
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        received.add(topic + " " + new String(message.getPayload(), UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
        if (paho.isConnected()) {
            paho.disconnectForcibly(0, 1_000, 0, new MqttProperties());
        }
        paho.close(true);
    }
}
