package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import kz.qalqan.broker.BrokerConfig.Persistence;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.LinkChange.State;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Reading;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Ingest against the embedded broker. Each test has a client id, so a session, of its own. */
class IngestIT {
    private static final String TOPIC = "mine/k1/face-3/GA-07/telemetry";

    @TempDir
    static Path data;

    private static EmbeddedBroker broker;

    private final Mine mine = new Mine();

    @BeforeAll
    static void start() {
        broker = Mine.broker(data, 0, Persistence.MEMORY);
        broker.admitDevices();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static String id(TestInfo test) {
        return Mine.CLIENT + "-" + test.getDisplayName().replaceAll("[^a-zA-Z]", "");
    }

    private Ingest ingest(TestInfo test) {
        Ingest ingest = mine.ingest(broker.uri(), id(test));
        ingest.subscribed().orTimeout(20, TimeUnit.SECONDS).join();
        return ingest;
    }

    private static void awaitReadings(MemoryLog log, int count) {
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(log.readings()).hasSize(count));
    }

    @Test
    void messageIsAcknowledgedOnlyWhenItIsOnDisk(TestInfo test) throws MqttException {
        try (Ingest ingest = ingest(test);
                Device device = Device.at(broker.port(), "a")) {
            Mine.awaitUp(ingest);
            mine.k1.hold();
            device.publish(TOPIC, "{\"values\":{\"ch4\":0.4}}");
            await().until(() -> mine.k1.heldUp() == 1);
            assertThat(mine.acknowledged).hasValue(0);

            mine.k1.release();

            await().until(() -> mine.acknowledged.get() == 1);
            assertThat(mine.k1.readings()).extracting(Reading::value).containsExactly(0.4);
            assertThat(ingest.balance().received()).isEqualTo(1);
        }
    }

    @Test
    void whatTheJournalNeverTookIsDeliveredAgain(TestInfo test) throws MqttException {
        mine.k1.hold();
        try (Ingest first = ingest(test);
                Device device = Device.at(broker.port(), "b")) {
            for (int i = 0; i < 50; i++) {
                device.publish(TOPIC, "{\"values\":{\"ch4\":" + i / 100.0 + "}}");
            }
            await().until(() -> mine.k1.heldUp() > 1);
            assertThat(first.balance().received()).isZero();
        }
        assertThat(mine.acknowledged).hasValue(0);

        Mine again = new Mine();
        try (Ingest second = again.ingest(broker.uri(), id(test))) {
            awaitReadings(again.k1, 50);
            await().until(() -> second.link().state() == State.UP);
            assertThat(second.balance().accepted()).isEqualTo(50);
            assertThat(second.balance().duplicate()).isZero();
        }
    }

    @Test
    void refusedEntryIsTriedUntilTheDiskTakesIt(TestInfo test) throws MqttException {
        try (Ingest ingest = ingest(test);
                Device device = Device.at(broker.port(), "c")) {
            Mine.awaitUp(ingest);
            mine.k1.refuse(5);
            device.publish(TOPIC, "{\"values\":{\"ch4\":0.4}}");
            device.publish(TOPIC, "{\"values\":{\"ch4\":0.5}}");

            await().until(() -> mine.acknowledged.get() == 2);
            assertThat(mine.k1.readings()).extracting(Reading::value).containsExactly(0.4, 0.5);
        }
    }

    @Test
    void tenMegabytesAreKeptAsideAndTheNextMessageGetsIn(TestInfo test) throws MqttException {
        try (Ingest ingest = ingest(test);
                Device device = Device.at(broker.port(), "d")) {
            device.publish(TOPIC, "x".repeat(10 * 1024 * 1024));
            device.publish(TOPIC, "{\"values\":{\"ch4\":0.4}}");

            awaitReadings(mine.k1, 1);
            assertThat(mine.k1.entries(Quarantined.class)).singleElement().satisfies(q -> {
                assertThat(q.reason()).isEqualTo(QuarantineReason.TOO_LARGE);
                assertThat(q.length()).isEqualTo(10 * 1024 * 1024);
            });
            await().until(() -> mine.acknowledged.get() == 2);
            assertThat(ingest.quarantine(10)).hasSize(1);
        }
    }

    @Test
    void windowOfLargeMessagesIsTakenInPortions(TestInfo test) throws MqttException {
        int messages = 100;
        mine.k1.hold();
        try (Ingest ingest = ingest(test);
                Device device = Device.at(broker.port(), "e")) {
            String padding = " ".repeat(Limits.PAYLOAD_BYTES_MAX - 100);
            for (int i = 0; i < messages; i++) {
                device.publish(TOPIC, "{\"seq\":" + i + ",\"values\":{\"ch4\":0.4}" + padding + "}");
            }
            mine.k1.release();

            await().atMost(40, TimeUnit.SECONDS).until(() -> mine.k1.readings().size() >= messages);
            await().until(() -> ingest.link().state() == State.UP);
            assertThat(ingest.balance().accepted()).isEqualTo(messages);
        }
    }

    @Test
    void retainedMessageIsMarkedOnceAndALiveOneIsNot(TestInfo test) throws MqttException {
        String topic = "mine/k1/face-3/GA-08/telemetry";
        try (Device device = Device.at(broker.port(), "f")) {
            device.keep(topic, "{\"values\":{\"ch4\":4000}}");
            try (Ingest ingest = ingest(test)) {
                awaitReadings(mine.k1, 1);
                device.keep(topic, "{\"values\":{\"ch4\":5000}}");
                awaitReadings(mine.k1, 2);
                assertThat(ingest.outgoing().state()).isIn(State.UP, State.DOWN);
            }
            device.keep(topic, "");
        }
        assertThat(mine.k1.readings())
                .extracting(r -> r.quality().has(Mark.RETAINED))
                .containsExactly(true, false);
        assertThat(mine.k1.readings().get(0).quality().live()).isFalse();
    }

    @Test
    void linkIsDownDrainingAndUpInEveryJournal(TestInfo test) {
        try (Ingest ingest = ingest(test)) {
            Mine.awaitUp(ingest);
        }
        assertThat(mine.k2.entries(LinkChange.class))
                .extracting(LinkChange::state)
                .containsExactly(State.DOWN, State.DRAINING, State.UP);
        assertThat(mine.k1.entries(LinkChange.class)).isEqualTo(mine.k2.entries(LinkChange.class));
    }

    @Test
    void wrongPasswordAndAbsentBrokerAreTriedOnAndSaid(TestInfo test) {
        IngestConfig wrong = IngestConfig.of(broker.uri(), id(test)).withLogin("qalqan", "guess");
        try (Ingest ingest = Ingest.start(wrong, mine.ports())) {
            await().until(() -> ingest.link().trouble().kind() == LinkTrouble.Kind.CREDENTIALS_REFUSED);
        }
        URI nowhere = URI.create("mqtt://127.0.0.1:1");
        try (Ingest ingest = mine.ingest(nowhere, id(test))) {
            await().until(() -> ingest.link().trouble().kind() == LinkTrouble.Kind.BROKER_ABSENT);
            assertThat(ingest.link().state()).isEqualTo(State.DOWN);
            assertThatThrownBy(() -> ingest.outlet()
                            .publish("mine/k1/qalqan/beat", new byte[0], false)
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(PublishFailed.class);
        }
    }

    @Test
    void sessionTakenOverIsNamedAndLeftAlone(TestInfo test) {
        try (Ingest first = ingest(test);
                Ingest second = new Mine().ingest(broker.uri(), id(test))) {
            await().until(() -> first.link().trouble().kind() == LinkTrouble.Kind.SESSION_TAKEN_OVER);
            await().pollDelay(2, TimeUnit.SECONDS).until(() -> true);
            assertThat(first.link().state()).isEqualTo(State.DOWN);
            assertThat(second.link().state()).isNotEqualTo(State.DOWN);
            assertThat(mine.k1.entries(LinkChange.class)).last().satisfies(change -> assertThat(change.reason())
                    .startsWith("session-taken-over: another client"));
        }
    }

    @Test
    void refusedSubscriptionIsAWarningAndWithNoneLeftTheLinkIsDown() {
        IngestConfig config = IngestConfig.of(broker.uri(), "watcher");
        for (String filter : List.of("mine/#", "plant/#")) {
            Ears ears = new Ears();
            try (MqttLink link = new MqttLink(
                    MqttLink.Settings.receiving(config, "watcher", List.of(filter, "other/#"), InstantSource.system()),
                    ears)) {
                link.start();
                if (filter.equals("mine/#")) {
                    ears.awaitUps(1);
                    assertThat(ears.ups.get(0).warnings(config.sessionExpiry()))
                            .singleElement()
                            .asString()
                            .contains("subscription refused: other/# (code 135)");
                } else {
                    ears.awaitTrouble(LinkTrouble.Kind.SUBSCRIPTION_REFUSED);
                    assertThat(ears.ups).isEmpty();
                }
            }
        }
    }

    @Test
    void outletPublishesAndRemovesARetainedAlert(TestInfo test) throws MqttException {
        try (Ingest ingest = ingest(test);
                Device panel = Device.at(broker.port(), "g")) {
            panel.watch("mine/+/+/alerts/+");
            await().until(() -> ingest.outgoing().state() == State.UP);

            ingest.outlet()
                    .publish("mine/k1/face-3/alerts/x", "{}".getBytes(UTF_8), true)
                    .join();
            ingest.outlet()
                    .publish("mine/k1/face-3/alerts/x", new byte[0], true)
                    .join();

            await().until(() -> panel.received.size() == 2);
            assertThat(panel.received).containsExactly("mine/k1/face-3/alerts/x {}", "mine/k1/face-3/alerts/x ");
            Mine.awaitUp(ingest);
            assertThat(ingest.quarantine(10)).isEmpty();
        }
    }
}
