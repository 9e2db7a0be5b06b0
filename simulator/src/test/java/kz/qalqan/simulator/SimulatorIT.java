package kz.qalqan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kz.qalqan.broker.BrokerConfig;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Plan;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The simulator against the real broker. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SimulatorIT {
    private static final BrokerConfig.Owner SERVICE = new BrokerConfig.Owner("service-1", "service", "s3cret");
    private static final Plan COAL = PlanReader.shipped("karaganda-1");
    private static final int DEVICES = 71;

    @TempDir
    private Path dir;

    private final Map<String, String> last = new ConcurrentHashMap<>();
    private final HandClock clock = new HandClock(InstantSource.system());
    private EmbeddedBroker broker;
    private Mqtt5BlockingClient watcher;

    @BeforeEach
    void start() {
        open(0);
    }

    @AfterEach
    void stop() {
        watcher.disconnect();
        broker.close();
    }

    @Test
    void everyDeviceSpeaksOnceTheBrokerLetsItInAndSaysGoodbyeAtTheEnd() {
        try (Simulator simulator = play("quiet-shift", 1, null)) {
            assertThat(simulator.stats().connected()).isFalse();
            broker.admitDevices();
            watch("mine/karaganda-1/+/+/telemetry");
            watch("mine/karaganda-1/+/+/status");

            await().until(() -> spoken("telemetry") == DEVICES);
            assertThat(last.get("mine/karaganda-1/face-3/GA-07/telemetry"))
                    .startsWith("{\"ts\":")
                    .contains("\"values\":{\"ch4\":0.");
            assertThat(last.get("mine/karaganda-1/face-3/GA-07/status")).isEqualTo("online");
            await().until(() -> simulator.stats().confirmed() >= 2 * DEVICES);
            assertThat(simulator.stats().failed()).isZero();
            assertThat(simulator.stats().phase()).isEqualTo("quiet shift");
        }
        last.clear();
        watcher.unsubscribeWith().topicFilter("mine/karaganda-1/+/+/status").send();
        watch("mine/karaganda-1/+/+/status");
        await().until(() -> spoken("status") == DEVICES);
        assertThat(last.values()).containsOnly("offline");
    }

    @Test
    void deviceAnotherPublisherSpeaksForIsLeftAloneForFiveMinutes() {
        broker.admitDevices();
        try (Simulator simulator = play("quiet-shift", 20, null)) {
            await().until(() -> simulator.stats().confirmed() > 2 * DEVICES);
            assertThat(simulator.stats().yielding()).isEmpty();
            watcher.publishWith()
                    .topic("mine/karaganda-1/face-3/GA-07/telemetry")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("{\"values\":{\"ch4\":1.62}}".getBytes(UTF_8))
                    .send();
            await().until(() -> simulator.stats().yielding().containsKey("GA-07"));
            await().until(() -> simulator.stats().yielded() > 3);
            assertThat(simulator.stats().yielding()).containsOnlyKeys("GA-07");

            watch("mine/karaganda-1/face-3/GA-07/telemetry");
            clock.forward(Yielding.FOR);
            await().until(() -> spoken("telemetry") == 1);
            assertThat(simulator.stats().elapsed())
                    .as("a clock that leaps moves the mine by one beat only")
                    .isLessThan(Yielding.FOR.multipliedBy(20));
            assertThat(simulator.stats().yielding()).isEmpty();
        }
    }

    @Test
    void simulatorComesBackAfterTheBrokerDid() {
        broker.admitDevices();
        try (Simulator simulator = play("quiet-shift", 5, null)) {
            await().until(() -> simulator.stats().confirmed() > DEVICES);
            watcher.disconnect();
            broker.close();
            await().until(() -> !simulator.stats().connected());
            open(broker.port());
            broker.admitDevices();
            watch("mine/karaganda-1/+/+/telemetry");

            await().until(() -> spoken("telemetry") > DEVICES / 2);
            assertThat(simulator.stats().skipped()).isPositive();
        }
    }

    @Test
    void playEndsAfterItsDurationWithEveryMessageConfirmed() {
        broker.admitDevices();
        try (Simulator simulator = play("face-methane-rise", 40, Duration.ofMinutes(1))) {
            assertThat(simulator.finished()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(simulator.stats().elapsed()).isEqualTo(Duration.ofMinutes(1));
            assertThat(simulator.stats().phase()).isEqualTo("air door 2 stands wide open");
            assertThat(simulator.stats().confirmed())
                    .isEqualTo(simulator.stats().published());
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private void open(int port) {
        broker = EmbeddedBroker.start(new BrokerConfig(dir, port, BrokerConfig.Persistence.MEMORY, SERVICE));
        watcher = MqttClient.builder()
                .useMqttVersion5()
                .identifier(SERVICE.clientId())
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .simpleAuth()
                .username(SERVICE.username())
                .password(SERVICE.password().getBytes(UTF_8))
                .applySimpleAuth()
                .buildBlocking();
        watcher.toAsync().publishes(MqttGlobalPublishFilter.ALL, this::keep);
        watcher.connect();
    }

    private void keep(Mqtt5Publish message) {
        last.put(message.getTopic().toString(), new String(message.getPayloadAsBytes(), UTF_8));
    }

    private void watch(String filter) {
        watcher.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }

    private long spoken(String kind) {
        return last.keySet().stream().filter(topic -> topic.endsWith(kind)).count();
    }

    private Simulator play(String scenario, double rate, @Nullable Duration duration) {
        return Simulator.start(
                new SimulatorConfig(broker.uri(), "karaganda-1", scenario, 1, rate, duration, null), COAL, clock);
    }
}
