package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kz.qalqan.app.FaultyInflux.Mode;
import kz.qalqan.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * History is out, in each way it can be, while the mine goes on: no alert waits for it and no reading is lost. Seconds
 * here; ten minutes with {@code -Psoak}.
 */
class StoreOutageIT {
    private static final boolean SOAK = Boolean.getBoolean("qalqan.soak");
    private static final Duration EACH_WAY = SOAK ? Duration.ofMinutes(2) : Duration.ofMillis(1_500);
    private static final int ALERTS_EACH_WAY = SOAK ? 12 : 3;
    private static final List<Mode> WAYS =
            List.of(Mode.REFUSE, Mode.HANG, Mode.TOO_MANY, Mode.ERROR, Mode.CLOSE_MID_BODY);
    private static final int LOADED = 10;
    private static final int READINGS_A_MESSAGE = 10;
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(20);

    @TempDir
    private Path data;

    private final AtomicBoolean loading = new AtomicBoolean(true);
    private final AtomicLong sent = new AtomicLong();
    private int nextSensor = LOADED;

    @Test
    void anOutageOfTheStoreDelaysNoAlertAndLosesNoReading() throws Exception {
        try (FaultyInflux influx = new FaultyInflux();
                RunningService service = RunningService.withHistory(
                        "{kind: influxdb, url: \"" + influx.url() + "\", org: mine, bucket: qalqan,"
                                + " connect-timeout: 500ms, timeout: 1s}",
                        data,
                        PlanReader.parse(plan(LOADED + (WAYS.size() + 1) * ALERTS_EACH_WAY), "test"))) {
            Thread load = new Thread(() -> load(service), "load");
            load.start();
            alert(service, new ArrayList<>(), Duration.ZERO); // the first one warms the way
            nextSensor = LOADED;
            List<Duration> before = alerts(service, EACH_WAY);
            RunningService.await().until(() -> influx.readings() > 0);
            List<Duration> during = outage(service, influx);
            long storedBefore = influx.readings();
            assertThat(service.get("/api/v1/balance").get("waiting").asLong()).isPositive();

            influx.become(Mode.WORK);
            loading.set(false);
            load.join();
            everythingArrives(service, influx);
            System.out.printf(
                    "store outage of %s at %.0f readings/s: alert latency before %s, during %s; %d of %d readings"
                            + " stored after it%n",
                    EACH_WAY.multipliedBy(WAYS.size()),
                    READINGS_A_MESSAGE * 1000.0 / BETWEEN_MESSAGES.toMillis(),
                    figures(before),
                    figures(during),
                    influx.readings() - storedBefore,
                    influx.readings());
            assertThat(Collections.max(during)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private List<Duration> outage(RunningService service, FaultyInflux influx) throws Exception {
        List<Duration> during = new ArrayList<>();
        for (Mode way : WAYS) {
            influx.become(way);
            during.addAll(alerts(service, EACH_WAY));
            RunningService.await().until(() -> !history(service).get("up").asBoolean());
            JsonNode ready = service.get("/health/ready");
            assertThat(ready.get("status").asText()).as("%s", ready).isNotEqualTo("down");
            assertThat(metrics(service)).contains("qalqan_history_up 0").contains("qalqan_follower_lag_records{");
        }
        return during;
    }

    private static void everythingArrives(RunningService service, FaultyInflux influx) {
        RunningService.await().atMost(Duration.ofMinutes(2)).until(() -> {
            JsonNode balance = service.get("/api/v1/balance");
            return balance.get("waiting").asLong() == 0 && balance.get("stored").asLong() == influx.readings();
        });
        JsonNode balance = service.get("/api/v1/balance");
        assertThat(balance.get("accepted").asLong()).isEqualTo(influx.readings());
        assertThat(balance.get("quarantined").asLong()).isZero();
        assertThat(balance.get("duplicate").asLong()).isZero();
        assertThat(balance.get("dropped").asLong()).isZero();
        RunningService.await().until(() -> history(service).get("up").asBoolean());
    }

    private static JsonNode history(RunningService service) {
        return service.get("/health/ready").get("parts").get("history bench");
    }

    /** Alerts of fresh sensors spread over a time; how long each took from its message to the list of open alerts. */
    private List<Duration> alerts(RunningService service, Duration over) throws InterruptedException {
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < ALERTS_EACH_WAY; i++) {
            alert(service, took, over.dividedBy(ALERTS_EACH_WAY));
        }
        return took;
    }

    private void alert(RunningService service, List<Duration> took, Duration pause) throws InterruptedException {
        String key = "bench:ch4-cut:GA-" + nextSensor + ":ch4";
        long begin = System.nanoTime();
        service.publish(topic(nextSensor++), "{\"values\":{\"ch4\":1.62}}");
        sent.incrementAndGet();
        RunningService.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> service.openAlerts().toString().contains(key));
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        took.add(waited);
        Thread.sleep(Math.max(0, pause.minus(waited).toMillis()));
    }

    private void load(RunningService service) {
        long time = System.currentTimeMillis();
        try {
            for (int message = 0; loading.get(); message++) {
                StringBuilder payload = new StringBuilder("[");
                for (int i = 0; i < READINGS_A_MESSAGE; i++) {
                    payload.append(i == 0 ? "" : ",")
                            .append("{\"ts\":")
                            .append(time++)
                            .append(",\"values\":{\"ch4\":");
                    payload.append((message * 7 + i) % 50 * 0.01).append("}}");
                }
                service.publish(topic(message % LOADED), payload.append(']').toString());
                sent.addAndGet(READINGS_A_MESSAGE);
                Thread.sleep(BETWEEN_MESSAGES.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String metrics(RunningService service) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service.url() + "/metrics")).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String figures(List<Duration> took) {
        List<Duration> sorted = took.stream().sorted().toList();
        return "median %d ms, max %d ms"
                .formatted(
                        sorted.get(sorted.size() / 2).toMillis(),
                        sorted.get(sorted.size() - 1).toMillis());
    }

    private static String topic(int sensor) {
        return "mine/bench/face/GA-" + sensor + "/telemetry";
    }

    private static String plan(int sensors) {
        StringBuilder text = new StringBuilder("""
                schema: 1
                sites:
                  - id: bench
                    preset: kz-default
                    time-zone: UTC
                    shifts: ["00:00"]
                    zones: [{id: face, location: face}]
                    devices:
                """);
        for (int i = 0; i <= sensors; i++) {
            text.append("      - {id: GA-")
                    .append(i)
                    .append(", zone: face, sensors: [{quantity: ch4, range: [0, 5], valid: [-1, 100],")
                    .append(" sample-period: 60s}]}\n");
        }
        return text.toString();
    }
}
