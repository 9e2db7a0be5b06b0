package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live stream on a real server. */
class LiveIT {
    private static final String LIVE = "/api/v1/live";

    @TempDir
    Path dir;

    private TestMine mine;
    private Http viewer;

    @BeforeEach
    void start() {
        mine = new TestMine(dir);
        viewer = mine.as("viewer");
    }

    @AfterEach
    void stop() {
        mine.close();
    }

    /** An alert is raised; whoever remarks on it makes a further event. */
    private String raised() {
        mine.reading(TestMine.METHANE, 1.4);
        return mine.alerts.alerts(AlertQuery.openOnes()).alerts().get(0).id();
    }

    private void remark(String alert, int times) {
        for (int i = 0; i < times; i++) {
            mine.alerts.comment(alert, new Step("operator", "", "remark " + i, null));
        }
    }

    @Test
    void aReadingOverItsLimitReachesThePageWithItsPosition() {
        try (LiveEvents live = viewer.live(LIVE)) {
            JsonObject snapshot = live.next("snapshot").data();
            assertThat(snapshot.getJsonArray("alerts")).isEmpty();
            assertThat(snapshot.getBoolean("simulation")).isTrue();
            assertThat(snapshot.getJsonArray("sensors"))
                    .hasSize(mine.plan.sensors().size());
            mine.reading(TestMine.METHANE, 1.4);
            LiveEvents.Event event = live.next("alert");
            assertThat(event.id()).isEqualTo("1");
            assertThat(event.data().getLong("previous")).isZero();
            assertThat(event.data().getJsonObject("alert").getString("sensor")).isEqualTo(TestMine.METHANE);
            assertThat(live.next("beat").data().getLong("position")).isEqualTo(mine.head());
        }
        assertThat(viewer.get("/metrics").text()).contains("qalqan_alert_latency_seconds_bucket");
    }

    @Test
    void readingsComeInBundlesOfWhatChanged() {
        try (LiveEvents live = viewer.live(LIVE)) {
            live.next("snapshot");
            mine.reading(TestMine.METHANE, 0.3);
            JsonObject reading =
                    live.next("reading").data().getJsonArray("readings").getJsonObject(0);
            assertThat(reading.getString("sensor")).isEqualTo(TestMine.METHANE);
            assertThat(reading.getDouble("v")).isEqualTo(0.3);
            assertThat(reading.getString("zone")).isEqualTo("face-3");
        }
    }

    @Test
    void aPageThatComesBackMissesNothing() {
        String alert = raised();
        long seen = mine.head();
        remark(alert, 700);
        List<Long> positions = new ArrayList<>();
        try (LiveEvents live = viewer.with("last-event-id", Long.toString(seen)).live(LIVE)) {
            long previous = seen;
            while (previous < mine.head()) {
                LiveEvents.Event event = live.next("alert");
                assertThat(event.data().getLong("previous")).isEqualTo(previous);
                previous = event.data().getLong("position");
                positions.add(previous);
            }
            assertThat(live.next("snapshot").data().getLong("position")).isEqualTo(previous);
            remark(alert, 1);
            assertThat(live.next("alert").data().getLong("previous")).isEqualTo(previous);
        }
        assertThat(positions).hasSize(700);
    }

    @Test
    void alertsThatHappenWhileAPageJoinsAreNeitherLostNorDoubled() throws InterruptedException {
        String alert = raised();
        Thread writer = new Thread(() -> remark(alert, 200));
        writer.start();
        try (LiveEvents live = viewer.with("last-event-id", "1").live(LIVE)) {
            writer.join();
            long previous = 1;
            while (previous < mine.head()) {
                LiveEvents.Event event = live.next("alert");
                assertThat(event.data().getLong("previous")).isEqualTo(previous);
                previous = event.data().getLong("position");
            }
        }
    }

    @Test
    void aPositionTheJournalNeverHadIsAGapAndSaidSo() {
        try (LiveEvents live = viewer.live(LIVE + "?lastEventId=4711")) {
            assertThat(live.next("gap").data().getString("why")).contains("ends at 0");
            assertThat(live.next("snapshot").data().getLong("position")).isZero();
        }
    }

    @Test
    void aPageThatDoesNotReadIsCutOffAndTheOthersGoOn() throws IOException {
        String cookie = Objects.requireNonNull(viewer.header("cookie"));
        try (Socket slow = new Socket();
                LiveEvents good = viewer.live(LIVE)) {
            slow.setReceiveBufferSize(4 * 1024);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), mine.server.port()));
            OutputStream out = slow.getOutputStream();
            out.write(("GET " + LIVE + " HTTP/1.1\r\nhost: x\r\ncookie: " + cookie + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> mine.gauge("qalqan.live.clients") == 2);
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        mine.flood(2_000);
                        return mine.gauge("qalqan.live.clients") == 1;
                    });
            assertThat(mine.metrics.get("qalqan.live.cut").counter().count()).isEqualTo(1);
            good.next("beat");
        }
    }

    @Test
    void aPageThatLeavesIsForgotten() {
        try (LiveEvents live = viewer.live(LIVE)) {
            live.next("snapshot");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> mine.gauge("qalqan.live.clients") == 0);
    }

    @Test
    void theStopOfTheServiceEndsTheStream() {
        try (LiveEvents live = viewer.live(LIVE)) {
            live.next("snapshot");
            mine.server.close();
            live.next("end");
        }
    }
}
