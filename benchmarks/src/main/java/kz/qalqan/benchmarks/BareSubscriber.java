package kz.qalqan.benchmarks;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
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
    private static final int TIME_FROM = "{\"ts\":".length();
    private static final long SESSION_SECONDS = 3_600;

    private final MqttAsyncClient client;
    private final AtomicLong messages = new AtomicLong();
    private final ConcurrentHistogram millis = new ConcurrentHistogram(TimeUnit.MINUTES.toMillis(5), 3);
    private final boolean timed;

    /** {@code timed}: notes how old each message is. */
    BareSubscriber(URI broker, String id, boolean timed) throws MqttException {
        this.timed = timed;
        client = new MqttAsyncClient("tcp://" + broker.getHost() + ":" + broker.getPort(), id, new MemoryPersistence());
        client.setCallback(new Counting());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        client.connect(options).waitForCompletion();
        client.subscribe("mine/+/+/+/telemetry", 1).waitForCompletion();
    }

    /** What was measured up to now does not count. */
    void forgetTimes() {
        millis.reset();
    }

    /** Milliseconds from the moment a message says it was sent to its arrival. */
    double millis(double percentile) {
        return millis.getValueAtPercentile(percentile);
    }

    long messages() {
        return messages.get();
    }

    @Override
    public void close() throws MqttException {
        client.disconnect().waitForCompletion();
        client.close();
    }

    /** A payload of {@link Publisher}: its first digits are the time. */
    private void time(byte[] payload) {
        long at = 0;
        for (int i = TIME_FROM; payload[i] != ','; i++) {
            at = at * 10 + payload[i] - '0';
        }
        millis.recordValue(Math.max(0, System.currentTimeMillis() - at));
    }

    private final class Counting implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            messages.incrementAndGet();
            if (timed) {
                time(message.getPayload());
            }
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
