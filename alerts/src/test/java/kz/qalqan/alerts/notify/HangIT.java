package kz.qalqan.alerts.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.channel.Channel;
import kz.qalqan.alerts.channel.Sample;
import kz.qalqan.alerts.channel.WebhookChannel;
import kz.qalqan.database.Database;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real threads: one receiver takes the connection and never answers. */
final class HangIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @Test
    void aReceiverThatHangsDelaysNeitherTheOthersNorTheAlertsNorTheEnd() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Database database = Desk.open(dir)) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            Recorder panel = new Recorder();
            panel.keepsCopy = true;
            Map<Receiver, Channel> channels = new LinkedHashMap<>();
            channels.put(Desk.HOOK, new WebhookChannel(url, "secret", InstantSource.system()));
            channels.put(Desk.PANEL, panel);
            AlertBook book = AlertBook.open(
                    database, InstantSource.system(), new Outbox(List.copyOf(channels.keySet()), Desk.ROSTER));
            Notifications.Ports ports = new Notifications.Ports(
                    database, book, InstantSource.system(), new Random(7), Tally.NONE, () -> true);
            long begun = System.nanoTime();
            try (Notifications all = Notifications.start(ports, channels)) {
                for (int i = 1; i <= 20; i++) {
                    book.apply(Sample.SITE, i, List.of(Sample.of("GA-" + i).raised(Sample.EPOCH)));
                }
                Awaitility.await().atMost(Duration.ofSeconds(4)).until(() -> panel.attempts == 20);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
                assertThat(all.receivers())
                        .extracting(Notifications.State::waiting)
                        .containsExactly(20L, 0L);
                assertThat(book.alerts(AlertQuery.openOnes()).alerts()).hasSize(20);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
        }
    }
}
