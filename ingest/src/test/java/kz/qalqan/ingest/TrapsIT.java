package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kz.qalqan.ingest.LinkTrouble.Kind;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The traps of client library and broker that were found by losing messages; which is which: docs/adr/0038. */
class TrapsIT {
    private static final String TOPIC = "mine/k1/face-3/GA-07/telemetry";
    private static final String FILTER = "mine/+/+/+/+";

    @TempDir
    static Path directory;

    private static Mosquitto broker;

    private final Ears ears = new Ears();

    @BeforeAll
    static void start() throws IOException {
        broker = Mosquitto.durable(directory.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static String id(TestInfo test) {
        return test.getDisplayName().replaceAll("[^a-zA-Z]", "");
    }

    private static MqttLink.Settings settings(URI uri, TestInfo test) {
        return MqttLink.Settings.receiving(
                IngestConfig.of(uri, id(test)), id(test), List.of(FILTER), InstantSource.system());
    }

    private MqttLink link(MqttLink.Settings settings) {
        return new MqttLink(settings, ears);
    }

    private static void publish(int from, int to) throws MqttException {
        try (Device device = Device.at(broker.port(), "device")) {
            for (int i = from; i < to; i++) {
                device.publish(TOPIC, String.valueOf(i));
            }
        }
    }

    @Test
    void lateAcknowledgementsNeitherHangTheLinkNorReleaseWhatCameLater(TestInfo test) throws Exception {
        try (Cable cable = new Cable(broker.port());
                MqttLink link = link(settings(cable.uri(), test))) {
            link.start();
            ears.awaitUps(1);
            publish(0, 20);
            List<Delivery> first = ears.awaitDeliveries(20);

            cable.pull();
            ears.awaitTrouble(Kind.CONNECTION_BROKEN);
            assertThat(Ears.acknowledge(first)).isZero();
            assertThat(first.get(0).source().acknowledge(first.get(0).packetId()))
                    .isFalse();
            ears.awaitUps(2);
            List<Delivery> again = ears.awaitDeliveries(40).subList(20, 40);
            assertThat(again)
                    .extracting(Delivery::packetId)
                    .isEqualTo(first.stream().map(Delivery::packetId).toList());

            Ears.acknowledge(first); // stale: the ids now mean deliveries of the second connection
            cable.pull();
            ears.awaitUps(3);
            List<Delivery> third = ears.awaitDeliveries(60).subList(40, 60);
            Ears.acknowledge(third);
            Ears.acknowledge(third); // twice, which is tolerated
            assertThat(link.connected()).isTrue();
        }
    }

    @Test
    void fullInboxHoldsUpTheReceiverForLessThanAPingAndTheConnectionStands(TestInfo test) throws Exception {
        assertThat(Limits.INBOX_WAIT).isLessThan(settings(broker.uri(), test).keepAlive());
        Inbox nobodyTakes = new Inbox(5);
        Ears full = new Ears() {
            @Override
            public boolean arrived(List<Delivery> piece) {
                return nobodyTakes.offer(piece, Duration.ofSeconds(1));
            }
        };
        try (MqttLink link = new MqttLink(settings(broker.uri(), test).withKeepAlive(Duration.ofSeconds(2)), full)) {
            link.start();
            full.awaitUps(1);
            publish(0, 50);
            await().pollDelay(6, TimeUnit.SECONDS).until(() -> true); // three keep-alives
            assertThat(link.connected()).isTrue();
            assertThat(full.troubles).isEmpty();
            assertThat(nobodyTakes.size()).isEqualTo(5);
            assertThat(nobodyTakes.hasOverflowed()).isTrue();
        }
    }

    @Test
    void whatWaitedAtTheBrokerComesWithTheConnectAndIsNotMissed(TestInfo test) throws Exception {
        try (MqttLink link = link(settings(broker.uri(), test))) {
            link.start();
            ears.awaitUps(1);
            assertThat(ears.ups.get(0).resumed()).isFalse();
        }
        publish(0, 30);
        try (MqttLink link = link(settings(broker.uri(), test))) {
            link.start();
            assertThat(ears.awaitDeliveries(30)).hasSize(30);
            assertThat(ears.awaitUps(2).ups.get(1).resumed()).isTrue();
        }
    }

    @Test
    void cleanConnectionIsKeptNothingFor(TestInfo test) throws Exception {
        try (MqttLink link = link(settings(broker.uri(), test).clean())) {
            link.start();
            ears.awaitUps(1);
        }
        publish(0, 3);
        try (MqttLink link = link(settings(broker.uri(), test).clean())) {
            link.start();
            ears.awaitUps(2);
            publish(3, 4);
            ears.awaitDeliveries(1);
            assertThat(ears.payloads()).containsExactly("3");
        }
    }

    @Test
    void messageWhoseTakingThrewIsNotAcknowledged(TestInfo test) throws Exception {
        Ears throwing = new Ears() {
            @Override
            public boolean arrived(List<Delivery> piece) {
                super.arrived(piece);
                throw new IllegalStateException("a test");
            }
        };
        try (MqttLink link = new MqttLink(settings(broker.uri(), test), throwing)) {
            link.start();
            throwing.awaitUps(1);
            publish(0, 10);
            throwing.awaitDeliveries(1);
        }
        try (MqttLink link = link(settings(broker.uri(), test))) {
            link.start();
            ears.awaitDeliveries(10);
        }
    }

    @Test
    void brokerThatForgotUsIsSubscribedAgainAndRetainedMessagesComeOnlyWhenItIsNew(TestInfo test) throws Exception {
        try (Mosquitto forgetful = new Mosquitto(directory.resolve("forgetful"), "");
                Cable cable = new Cable(forgetful.port());
                MqttLink link = link(settings(cable.uri(), test))) {
            link.start();
            ears.awaitUps(1);
            try (Device device = Device.at(forgetful.port(), "device")) {
                device.keep(TOPIC, "kept");
            }
            Ears.acknowledge(ears.awaitDeliveries(1));
            // An acknowledgement that is still on its way when the cable is pulled would be a redelivery.
            await().pollDelay(1, TimeUnit.SECONDS).until(() -> true);
            cable.pull();
            ears.awaitUps(2);
            assertThat(ears.ups.get(1).resumed()).isTrue();

            forgetful.stop();
            forgetful.again();
            ears.awaitUps(3);
            assertThat(ears.ups.get(2).resumed()).isFalse();
            try (Device device = Device.at(forgetful.port(), "device")) {
                device.publish(TOPIC, "live");
            }
            ears.awaitDeliveries(2);
            assertThat(ears.payloads()).containsExactly("kept", "live");
        }
    }

    /** This broker ends a taken-over connection without a word; one that says it: {@code IngestIT}. */
    @Test
    void clientIdOfAnotherIsNotFoughtOver(TestInfo test) throws Exception {
        Ears other = new Ears();
        try (MqttLink first = link(settings(broker.uri(), test));
                MqttLink second = new MqttLink(settings(broker.uri(), test), other)) {
            first.start();
            ears.awaitUps(1);
            second.start();
            await().atMost(40, TimeUnit.SECONDS).until(() -> Stream.of(ears, other)
                    .flatMap(both -> both.troubles.stream())
                    .anyMatch(LinkTrouble::disputed));
            int before = ears.ups.size() + other.ups.size();
            await().pollDelay(5, TimeUnit.SECONDS).until(() -> true);
            assertThat(ears.ups.size() + other.ups.size())
                    .as("the fight is over")
                    .isLessThanOrEqualTo(before + 1);
            assertThat(first.connected() || second.connected())
                    .as("one has the session")
                    .isTrue();
        }
    }

    @Test
    void receiveMaximumThatTheBrokerExceedsStopsNothing(TestInfo test) throws Exception {
        int messages = 400;
        IngestConfig config = IngestConfig.of(broker.uri(), id(test)).withReceiveMaximum(20);
        MqttLink.Settings narrow =
                MqttLink.Settings.receiving(config, id(test), List.of(FILTER), InstantSource.system());
        try (MqttLink link = link(narrow)) {
            link.start();
            ears.awaitUps(1);
        }
        publish(0, messages);
        Ears acknowledging = new Ears() {
            @Override
            public boolean arrived(List<Delivery> piece) {
                acknowledge(piece);
                return super.arrived(piece);
            }
        };
        try (MqttLink link = new MqttLink(narrow, acknowledging)) {
            link.start();
            acknowledging.awaitDeliveries(messages);
            assertThat(acknowledging.payloads()).doesNotHaveDuplicates().hasSize(messages);
            assertThat(acknowledging.troubles).isEmpty();
        }
    }

    @Test
    void messageOfQualityTwoComesWithQualityOne(TestInfo test) throws Exception {
        try (MqttLink link = link(settings(broker.uri(), test));
                Device device = Device.at(broker.port(), "device")) {
            link.start();
            ears.awaitUps(1);
            device.publishExactlyOnce(TOPIC, "twice as careful");
            Delivery delivery = ears.awaitDeliveries(1).get(0);
            assertThat(delivery.source().acknowledge(delivery.packetId())).isTrue();
        }
        try (MqttLink link = link(settings(broker.uri(), test))) {
            link.start();
            ears.awaitUps(2);
            publish(0, 1);
            ears.awaitDeliveries(2);
            assertThat(ears.payloads()).containsExactly("twice as careful", "0");
        }
    }

    @Test
    void connectionsLeaveNeitherFilesNorThreads(TestInfo test) throws Exception {
        String[] before = files();
        MqttLink.Settings settings = settings(broker.uri(), test);
        int threads = 0;
        for (int i = 0; i < 6; i++) {
            MqttSession session = new MqttSession(settings, ears, (ended, trouble) -> {});
            session.connect();
            session.publish("mine/k1/qalqan/test", new byte[1], false).join();
            session.dispose("a test");
            if (i == 0) {
                threads = threadsOfTheLibrary();
            }
        }
        int after = threads;
        await().atMost(10, TimeUnit.SECONDS).until(() -> threadsOfTheLibrary() <= after);
        assertThat(files()).containsExactly(before);
    }

    private static int threadsOfTheLibrary() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("MQTT "))
                .count();
    }

    private static String[] files() {
        String[] names = new java.io.File(System.getProperty("user.dir")).list();
        Arrays.sort(names);
        return names;
    }

    @Test
    void networkThatSwallowsEverythingIsNoticedAndFoundAgain(TestInfo test) throws Exception {
        try (Cable cable = new Cable(broker.port());
                MqttLink link = link(settings(cable.uri(), test).withKeepAlive(Duration.ofSeconds(1)))) {
            link.start();
            ears.awaitUps(1);
            cable.swallow(true);
            publish(0, 5);
            ears.awaitTrouble(Kind.NETWORK_SILENT);
            assertThat(link.connected()).isFalse();
            cable.swallow(false);
            cable.pull();
            ears.awaitUps(2);
            assertThat(ears.awaitDeliveries(5)).hasSize(5);
        }
    }

    @Test
    void topicAliasesOfABrokenConnectionAreNotUsedOnTheNext(TestInfo test) throws Exception {
        try (Mosquitto aliasing = new Mosquitto(directory.resolve("aliasing"), "max_topic_alias 10");
                Cable cable = new Cable(aliasing.port());
                Device panel = Device.at(aliasing.port(), "panel")) {
            panel.watch("out/#");
            IngestConfig config = IngestConfig.of(cable.uri(), id(test));
            try (MqttLink link = link(MqttLink.Settings.publishing(config, id(test), InstantSource.system()))) {
                link.start();
                for (int round = 1; round <= 3; round++) {
                    ears.awaitUps(round);
                    for (int i = 0; i < 20; i++) {
                        CompletableFuture<Void> confirmed =
                                link.publish("out/" + i % 3, (round + "-" + i).getBytes(UTF_8), false);
                        confirmed.get(10, TimeUnit.SECONDS);
                    }
                    cable.pull();
                }
            }
            await().until(() -> panel.received.size() == 60);
            assertThat(aliasing.log()).doesNotContain("protocol error");
        }
    }
}
