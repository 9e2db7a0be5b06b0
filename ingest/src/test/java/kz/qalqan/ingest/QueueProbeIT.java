package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import kz.qalqan.telemetry.LinkChange.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service finds out at its start about a broker that drops what it confirmed. */
class QueueProbeIT {
    private final Mine mine = new Mine();

    @TempDir
    private Path directory;

    @Test
    void brokerThatKeepsAThousandMessagesIsWarnedOfAndDevicesAreLeftAlone() throws Exception {
        try (Mosquitto broker = new Mosquitto(directory, "");
                Device panel = Device.at(broker.port(), "panel")) {
            panel.watch("mine/#");
            IngestConfig config = IngestConfig.of(broker.uri(), "qalqan-1").probing();
            try (Ingest ingest = Ingest.start(config, mine.ports())) {
                await().atMost(60, TimeUnit.SECONDS)
                        .untilAsserted(() -> assertThat(ingest.brokerWarnings()).isNotEmpty());
                assertThat(ingest.brokerWarnings())
                        .singleElement()
                        .asString()
                        .startsWith("queue limit: of 1200 messages")
                        .contains("max_queued_messages (mosquitto)", "docs/brokers.md");
                await().until(() -> ingest.link().state() == State.UP);
                assertThat(ingest.balance().received()).isZero();
            }
            assertThat(panel.received).isEmpty();
        }
    }

    @Test
    void brokerThatKeepsThemAllIsNotWarnedOf() throws Exception {
        try (Mosquitto broker = new Mosquitto(directory, "max_queued_messages 0")) {
            IngestConfig config = IngestConfig.of(broker.uri(), "qalqan-1");
            assertThat(new QueueProbe(config, InstantSource.system()).count()).isEqualTo(QueueProbe.MESSAGES);
        }
    }

    @Test
    void lostSessionAndAShortenedExpiryAreWarnedOf() {
        BrokerWatch watch = new BrokerWatch(Duration.ofDays(7));
        BrokerOffer first = BrokerOffer.of(false, null, java.util.List.of());
        watch.connected(first, InstantSource.system().instant());
        assertThat(watch.warnings()).isEmpty();
        BrokerOffer second = new BrokerOffer(
                false, Duration.ofHours(1), 10, 1_000L, 0, false, java.util.List.of("v1/gateway/telemetry (code 135)"));
        watch.connected(second, InstantSource.system().instant());
        assertThat(watch.warnings())
                .extracting(text -> text.split(":", 2)[0])
                .containsExactly(
                        "session expiry",
                        "maximum QoS 0",
                        "maximum packet size 1000 bytes",
                        "no retained messages",
                        "subscription refused",
                        "session lost");
    }
}
