package kz.qalqan.benchmarks;

import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** The peer: the same client library, which acknowledges and throws away. */
final class BareSubscriber implements AutoCloseable {
    private static final int RECEIVE_MAXIMUM = 1_000;
    private static final long SESSION_SECONDS = 3_600;

    private final MqttAsyncClient client;
    private final AtomicLong messages = new AtomicLong();

    BareSubscriber(URI broker, String id) throws MqttException {
        client = new MqttAsyncClient("tcp://" + broker.getHost() + ":" + broker.getPort(), id, new MemoryPersistence());
        client.setCallback(new Counting());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        client.connect(options).waitForCompletion();
        client.subscribe("mine/+/+/+/telemetry", 1).waitForCompletion();
    }

    long messages() {
        return messages.get();
    }

    @Override
    public void close() throws MqttException {
        client.disconnect().waitForCompletion();
        client.close();
    }

    private final class Counting implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            messages.incrementAndGet();
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
