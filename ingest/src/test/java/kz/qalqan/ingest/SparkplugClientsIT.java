package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.qalqan.broker.BrokerConfig.Persistence;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Intake.Balance;
import kz.qalqan.telemetry.LinkChange.State;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Reading;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host application on real brokers, with an edge node of a library we did not write. */
class SparkplugClientsIT {
    private static final String STATE = "spBv1.0/STATE/qalqan-1";

    @TempDir
    Path data;

    private final Mine mine = new Mine();

    private Ingest ingest(URI broker, Mine into) {
        IngestConfig config = IngestConfig.of(broker, Mine.CLIENT)
                .withLogin("qalqan", Mine.PASSWORD)
                .withSparkplug(IngestConfig.Sparkplug.of("qalqan-1"));
        Ingest ingest = Ingest.start(config, into.ports());
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> ingest.sparkplug().orElseThrow().state() == State.UP);
        ingest.subscribed().orTimeout(20, TimeUnit.SECONDS).join();
        return ingest;
    }

    @Test
    void edgeNodeLivesDiesAndIsBornAgainOnTheEmbeddedBroker() throws Exception {
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.MEMORY)) {
            broker.admitDevices();
            life(broker.uri());
        }
    }

    @Test
    void edgeNodeLivesDiesAndIsBornAgainOnMosquitto() throws Exception {
        try (Mosquitto broker = new Mosquitto(data, "log_type all")) {
            life(broker.uri());
            broker.stop(); // its log is complete only then
            hostSpokeAsTheStandardAsks(broker.log());
        }
    }

    /** The broker's own record: what came from our connection, in order, with its flags. */
    private static void hostSpokeAsTheStandardAsks(String log) {
        List<String> ours = log.lines()
                .dropWhile(line -> !line.contains(" as qalqan-1-sparkplug "))
                .filter(line -> line.contains("qalqan-1-sparkplug") || line.contains("Will message"))
                .filter(line -> !line.contains("Sending"))
                .map(line -> line.replaceFirst("^[0-9]+: ", ""))
                .filter(line -> !line.startsWith("qalqan-1-sparkplug")) // the filters of a subscription
                .toList();
        assertThat(ours.get(0)).as("MQTT 5, clean start").contains("(p5, c1,");
        assertThat(ours.get(1))
                .as("retained, QoS 1")
                .contains("Will message specified")
                .contains("(r1, q1)");
        assertThat(ours.get(2)).isEqualTo("Received SUBSCRIBE from qalqan-1-sparkplug");
        assertThat(ours.get(3))
                .as("the birth is what it publishes first")
                .startsWith("Received PUBLISH from qalqan-1-sparkplug (d0, q1, r1,")
                .contains("'" + STATE + "'");
        assertThat(ours)
                .filteredOn(line -> line.contains("NCMD"))
                .singleElement()
                .asString()
                .startsWith("Received PUBLISH from qalqan-1-sparkplug (d0, q0, r0, m0, 'spBv1.0/k1/NCMD/gw'");
        List<String> acts = ours.stream()
                .filter(line -> line.startsWith("Received PUBLISH") || line.startsWith("Received DISCONNECT"))
                .toList();
        assertThat(acts).endsWith("Received DISCONNECT from qalqan-1-sparkplug");
        assertThat(acts.get(acts.size() - 2))
                .as("its death is the last it says")
                .contains("'" + STATE + "'");
    }

    private void life(URI broker) throws IOException, InterruptedException {
        try (Ingest ingest = ingest(broker, mine)) {
            try (EdgeNodeJs node = EdgeNodeJs.start(broker, "gw")) {
                awaitStatus(new DeviceStatus("k1", "face-3", "GA-07", true));
                awaitReadings(mine, 0.4, 3.0);
                node.tell("data 0.5");
                node.tell("data 0.6");
                awaitReadings(mine, 0.4, 3.0, 0.5, 0.6);

                node.tell("lose 0.7");
                node.tell("data 0.8");
                await().atMost(20, TimeUnit.SECONDS).until(() -> node.times("born") == 2);
                awaitValue(mine, 0.8);
                assertThat(node.times("rebirth asked")).isEqualTo(1);

                node.kill();
                awaitStatus(new DeviceStatus("k1", "face-3", "GA-07", false));
            }
            try (EdgeNodeJs again = EdgeNodeJs.start(broker, "gw")) {
                awaitStatus(new DeviceStatus("k1", "face-3", "GA-07", true));
                again.tell("data 0.9");
                awaitValue(mine, 0.9);
            }
            balanced(ingest);
        }
    }

    @Test
    void afterRestartOfTheServiceTheNodeIsAskedAndNothingIsReadBefore() throws Exception {
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.MEMORY)) {
            broker.admitDevices();
            Ingest first = ingest(broker.uri(), mine);
            try (first;
                    EdgeNodeJs node = EdgeNodeJs.start(broker.uri(), "gw")) {
                awaitReadings(mine, 0.4, 3.0);
                first.close();
                Mine after = new Mine(mine.k1, mine.k2);
                try (Ingest second = ingest(broker.uri(), after)) {
                    node.tell("data 1.1");
                    await().atMost(20, TimeUnit.SECONDS).until(() -> node.times("rebirth asked") == 1);
                    awaitValue(after, 1.1);
                    assertThat(after.k1.entries(Quarantined.class))
                            .filteredOn(kept -> kept.readings() > 0)
                            .extracting(Quarantined::reason)
                            .containsExactly(QuarantineReason.OUT_OF_SESSION);
                    balanced(second);
                }
            }
        }
    }

    @Test
    void stateIsBornWithTheTimeOfTheWillAndDiesWithUs() throws Exception {
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.MEMORY);
                Cable cable = new Cable(broker.port())) {
            broker.admitDevices();
            try (Device watcher = Device.at(broker.port(), "watcher")) {
                watcher.watch("spBv1.0/STATE/+");
                try (Ingest ingest = ingest(cable.uri(), mine)) {
                    awaitStates(watcher, true);
                    cable.pull();
                    // The broker publishes the will, then the next connection is born.
                    awaitStates(watcher, true, false, true);
                    long first = states(watcher).get(0).at();
                    long second = states(watcher).get(2).at();
                    assertThat(states(watcher).get(1).at())
                            .as("the will bears the birth's time")
                            .isEqualTo(first);
                    assertThat(second).isGreaterThan(first);

                    watcher.keep(STATE, "{\"online\":false,\"timestamp\":1}");
                    awaitStates(watcher, true, false, true, false, true);
                    assertThat(states(watcher).get(4).at())
                            .as("said again, not born again")
                            .isEqualTo(second);
                    assertThat(ingest.sparkplug().orElseThrow().state()).isEqualTo(State.UP);
                }
                awaitStates(watcher, true, false, true, false, true, false);
                assertThat(states(watcher).get(5).at())
                        .isGreaterThan(states(watcher).get(4).at());
            }
            try (Device late = Device.at(broker.port(), "late")) {
                late.watch("spBv1.0/STATE/+");
                await().until(() -> late.received.size() == 1);
                assertThat(late.received.get(0)).as("retained").contains("\"online\":false");
            }
        }
    }

    private record Said(boolean online, long at) {}

    private static void awaitStates(Device watcher, Boolean... online) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(states(watcher)).extracting(Said::online).containsExactly(online));
    }

    /** What was said of our host, without repetitions: a retained state of before is answered once more. */
    private static List<Said> states(Device watcher) {
        List<Said> states = new ArrayList<>();
        for (String text : watcher.received) {
            assertThat(text).startsWith(STATE + " ");
            Said said = new Said(
                    text.contains("\"online\":true"),
                    Long.parseLong(text.replaceAll(".*\"timestamp\":([0-9]+).*", "$1")));
            if (states.isEmpty() || !said.equals(states.get(states.size() - 1))) {
                states.add(said);
            }
        }
        return states;
    }

    @Test
    void withoutHostIdNobodyListensToSparkplug() throws MqttException {
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.MEMORY)) {
            broker.admitDevices();
            try (Ingest ingest = mine.ingest(broker.uri(), Mine.CLIENT);
                    Device device = Device.at(broker.port(), "a")) {
                Mine.awaitUp(ingest);
                device.publish("spBv1.0/k1/NBIRTH/gw", "x");
                device.publish("mine/k1/face-3/GA-07/telemetry", "{\"values\":{\"ch4\":0.4}}");
                awaitReadings(mine, 0.4);
                assertThat(ingest.sparkplug()).isEmpty();
                assertThat(mine.k1.entries(Quarantined.class)).isEmpty();
            }
        }
    }

    private void awaitStatus(DeviceStatus expected) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() ->
                        assertThat(mine.k1.entries(DeviceStatus.class)).last().isEqualTo(expected));
    }

    private static void awaitReadings(Mine mine, Double... values) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(values(mine)).containsExactly(values));
    }

    private static void awaitValue(Mine mine, double value) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(values(mine)).contains(value));
    }

    private static List<Double> values(Mine mine) {
        return mine.k1.readings().stream().map(Reading::value).toList();
    }

    private static void balanced(Ingest ingest) {
        Balance balance = ingest.balance();
        assertThat(balance.received()).isEqualTo(balance.accepted() + balance.duplicate() + balance.quarantined());
        assertThat(balance.dropped()).isZero();
    }
}
