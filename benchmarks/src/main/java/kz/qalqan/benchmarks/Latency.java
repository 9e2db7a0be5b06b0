package kz.qalqan.benchmarks;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * From the moment a reading should be sent to the moment a live client has the alert event: an open schedule, so that a
 * slow service cannot slow the questions down.
 */
final class Latency {
    private static final int SENSORS = 1_000;
    private static final int ALERTS_PER_SECOND = 5;
    private static final int WARM_UP_SECONDS = 15;
    private static final Pattern KEY = Pattern.compile("\"key\":\"" + Service.SITE + ":ch4-limit:(GA-\\d+):ch4\"");

    private final int readingsPerSecond;
    private final int seconds;
    private final Map<String, Long> due = new ConcurrentHashMap<>();
    private final Histogram micros = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(60), 3);

    Latency(int readingsPerSecond, int seconds) {
        this.readingsPerSecond = readingsPerSecond;
        this.seconds = seconds;
    }

    void run() throws Exception {
        var directory = Files.createTempDirectory("bench");
        try (Mosquitto broker = Mosquitto.start(directory);
                Service service = Service.start(directory.resolve("data"), broker.uri(), SENSORS);
                Load load = new Load(broker.uri())) {
            Thread listener = new Thread(() -> listen(service), "live-client");
            listener.setDaemon(true);
            listener.start();
            TimeUnit.SECONDS.sleep(3);
            play(load);
            TimeUnit.SECONDS.sleep(3);
        }
        System.out.printf(
                Locale.ROOT,
                "latency at %d readings/s, %d alerts: p50 %.1f ms, p99 %.1f ms, max %.1f ms; %d not seen%n",
                readingsPerSecond,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                due.size());
    }

    private void play(Load load) throws InterruptedException {
        long start = System.nanoTime();
        long step = TimeUnit.SECONDS.toNanos(1) / readingsPerSecond;
        int every = readingsPerSecond / ALERTS_PER_SECOND;
        int alert = 0;
        for (int i = 0; i < readingsPerSecond * (seconds + WARM_UP_SECONDS); i++) {
            long at = start + i * step;
            while (System.nanoTime() < at) {
                TimeUnit.NANOSECONDS.sleep(Math.max(1, at - System.nanoTime()));
            }
            boolean crosses = i % every == 0 && alert < SENSORS;
            int sensor = crosses ? alert++ : alert + 1 + i % Math.max(1, SENSORS - alert - 1);
            if (crosses && i >= readingsPerSecond * WARM_UP_SECONDS) {
                due.put(Service.device(sensor), at);
            }
            var unused = load.publish(
                    Service.topic(sensor % SENSORS),
                    crosses ? "{\"values\":{\"ch4\":1.2}}" : "{\"values\":{\"ch4\":0.3}}");
        }
        load.awaitConfirmed();
    }

    private void listen(Service service) {
        String basic =
                Base64.getEncoder().encodeToString(("admin:" + Service.PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/api/v1/live"))
                .header("Authorization", "Basic " + basic)
                .build();
        try (InputStream in = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            var lines = new java.io.BufferedReader(new java.io.InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen(line);
            }
        } catch (java.io.IOException e) {
            System.out.println("live stream ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void seen(String line) {
        Matcher key = KEY.matcher(line);
        if (line.startsWith("data:") && line.contains("\"type\":\"raised\"") && key.find()) {
            Long at = due.remove(key.group(1));
            if (at != null) {
                micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - at));
            }
        }
    }
}
