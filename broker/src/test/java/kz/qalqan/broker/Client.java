package kz.qalqan.broker;

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
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A small MQTT client: whatever a device or ingest would do to the broker. */
final class Client implements AutoCloseable, MqttCallback {
    static final long WAIT_MS = 10_000;

    final List<String> received = new CopyOnWriteArrayList<>();
    private final MqttAsyncClient paho;

    private Client(String uri, String id) throws MqttException {
        paho = new MqttAsyncClient(uri.replace("mqtt://", "tcp://"), id, new MemoryPersistence());
        paho.setCallback(this);
    }

    static Client device(EmbeddedBroker broker, String id) throws MqttException {
        return connect(broker, id, null);
    }

    static Client service(EmbeddedBroker broker, BrokerConfig.Owner service) throws MqttException {
        return connect(broker, service.clientId(), service);
    }

    private static Client connect(EmbeddedBroker broker, String id, BrokerConfig.@Nullable Owner service)
            throws MqttException {
        Client client = new Client(broker.uri().toString(), id);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        if (service != null) {
            options.setUserName(service.username());
            options.setPassword(service.password().getBytes(UTF_8));
        }
        try {
            client.paho.connect(options).waitForCompletion(WAIT_MS);
        } catch (MqttException e) {
            client.paho.close();
            throw e;
        }
        return client;
    }

    /** Subscribes and returns the broker's reason code. */
    int subscribe(String filter) throws MqttException {
        IMqttToken token = paho.subscribe(new MqttSubscription(filter, 1));
        token.waitForCompletion(WAIT_MS);
        return token.getReasonCodes()[0];
    }

    void publish(String topic, String payload) throws MqttException {
        MqttMessage message = new MqttMessage(payload.getBytes(UTF_8));
        message.setQos(1);
        paho.publish(topic, message).waitForCompletion(WAIT_MS);
    }

    boolean connected() {
        return paho.isConnected();
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
        paho.close();
    }
}
