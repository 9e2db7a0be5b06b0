package kz.qalqan.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import kz.qalqan.broker.BrokerConfig.Owner;
import kz.qalqan.broker.BrokerConfig.Persistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final Owner SERVICE = new Owner("qalqan-1", "qalqan", "s3cret");
    private static final int BAD_CREDENTIALS = 134;
    private static final int NOT_AUTHORISED = 135;
    private static final int UNAVAILABLE = 136;

    @TempDir
    static Path data;

    private static EmbeddedBroker open;

    @BeforeAll
    static void start() {
        open = EmbeddedBroker.start(new BrokerConfig(data, 0, Persistence.MEMORY, SERVICE));
        open.admitDevices();
    }

    @AfterAll
    static void stop() {
        open.close();
    }

    @Test
    void deviceWithoutCredentialsReachesTheService() throws MqttException {
        try (Client service = Client.service(open, SERVICE);
                Client device = Client.device(open, "GA-07")) {
            assertThat(service.subscribe("mine/+/+/+/+")).isEqualTo(1);

            device.publish("mine/karaganda-1/face-3/GA-07/telemetry", "{}");

            await().until(() -> service.received, got -> got.contains("mine/karaganda-1/face-3/GA-07/telemetry {}"));
        }
    }

    @Test
    void deviceCannotTakeAClientIdOfTheService() {
        for (String id : new String[] {"qalqan-1", "qalqan-1-out", "qalqan-1-sparkplug"}) {
            assertThatThrownBy(() -> Client.device(open, id))
                    .isInstanceOfSatisfying(MqttException.class, e -> assertThat(e.getReasonCode())
                            .isEqualTo(BAD_CREDENTIALS));
        }
    }

    @Test
    void serviceWithAWrongPasswordIsRefused() {
        assertThatThrownBy(() -> Client.service(open, new Owner("qalqan-1", "qalqan", "guess")))
                .isInstanceOfSatisfying(
                        MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(BAD_CREDENTIALS));
    }

    @Test
    void deviceThatPublishesAnAlertOrABeatIsThrownOutAndNotHeard() throws MqttException {
        try (Client service = Client.service(open, SERVICE)) {
            service.subscribe("#");
            for (String topic : new String[] {"mine/k/z/alerts/x", "mine/k/qalqan/beat", "anything"}) {
                try (Client device = Client.device(open, "liar")) {
                    device.publish(topic, "lie");
                    await().until(() -> !device.connected());
                } catch (MqttException thrownOut) {
                    assertThat(thrownOut).isNotNull();
                }
            }
            try (Client device = Client.device(open, "honest")) {
                device.publish("mine/k/z/GA-07/status", "online");
            }
            await().until(() -> service.received, got -> got.contains("mine/k/z/GA-07/status online"));
            assertThat(service.received).noneMatch(message -> message.endsWith("lie"));
        }
    }

    @Test
    void deviceMayWatchTheMineAndNothingElse() throws MqttException {
        try (Client device = Client.device(open, "panel")) {
            assertThat(device.subscribe("mine/+/+/alerts/+")).isEqualTo(1);
            assertThat(device.subscribe("mine/+/qalqan/beat")).isEqualTo(1);
            assertThat(device.subscribe("mine/#")).isEqualTo(1);
            assertThat(device.subscribe("#")).isEqualTo(NOT_AUTHORISED);
            assertThat(device.subscribe("$share/g/mine/#")).isGreaterThanOrEqualTo(128);
        }
    }

    @Test
    void takenPortIsNamed(@TempDir Path other) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerConfig config = new BrokerConfig(other, taken.getLocalPort(), Persistence.MEMORY, SERVICE);

            assertThatThrownBy(() -> EmbeddedBroker.start(config))
                    .isInstanceOf(BrokerStartFailed.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void devicesWaitUntilTheServiceListensAndItsQueueOutlivesARestart(@TempDir Path other) throws MqttException {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(other, 0, Persistence.FILE, SERVICE))) {
            port = broker.port();
            assertThatThrownBy(() -> Client.device(broker, "GA-07"))
                    .isInstanceOfSatisfying(MqttException.class, e -> assertThat(e.getReasonCode())
                            .isEqualTo(UNAVAILABLE));
            try (Client service = Client.service(broker, SERVICE)) {
                service.subscribe("mine/+/+/+/+");
            }
            broker.admitDevices();
            try (Client device = Client.device(broker, "GA-07")) {
                for (int i = 0; i < 2_000; i++) {
                    device.publish("mine/k/z/GA-07/telemetry", "{\"n\":" + i + "}");
                }
            }
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(other, port, Persistence.FILE, SERVICE));
                Client service = Client.service(broker, SERVICE)) {
            await().atMost(20, TimeUnit.SECONDS).until(() -> service.received.size() == 2_000);
        }
    }
}
