package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import kz.qalqan.plan.PlanReader;
import kz.qalqan.telemetry.Declaration;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 111 hours of a real longwall through the whole service, with driven time: the alerts raised are the known episodes
 * (../shared/data/README.md), with dead band and delays 0.
 */
class MethaneReplayIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int WAITING_MAX = 500;
    private static final SensorId SENSOR = SensorId.parse("longwall-1/MM116/ch4");
    private static final List<MessageMark> MESSAGE = List.of(new MessageMark(0, 0, 1));
    private static final Declaration RESTORE =
            new Declaration(Declaration.Type.RESTORE, "longwall-1", "face", null, null, "operator", Map.of());

    private static final String PLAN = """
            schema: 1
            sites:
              - id: longwall-1
                preset: kz-default
                time-zone: UTC
                shifts: ["00:00"]
                zones: [{id: face, location: face}]
                devices:
                  - id: MM116
                    zone: face
                    sensors:
                      - {quantity: ch4, range: [0, 30], valid: [-1, 100], sample-period: 30s}
                limits:
                  - {rule: ch4-limit, level: alarm, scope: site, value: 1.0, dead-band: 0, off-delay: 0s, reason: t}
                  - {rule: ch4-cut, level: alarm, scope: site, value: 1.5, off: 1.0, off-delay: 0s, reason: t}
                  - {rule: ch4-withdraw, level: alarm, scope: site, value: 2.0, dead-band: 0, off-delay: 0s, reason: t}
            """;

    @TempDir
    private Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    /** What a thread last saw of the driven time, so that wall and monotonic clock agree for it. */
    private final ThreadLocal<Instant> seen = ThreadLocal.withInitial(() -> START);

    private long nanos() {
        seen.set(now.get());
        return Duration.between(START, seen.get()).toNanos();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void theEpisodesOfARealLongwallAreTheAlertsRaised() throws IOException {
        List<Double> methane = methane(Tools.data("methane").resolve("methane-train.arff"));
        Plan plan = PlanReader.parse(PLAN, "longwall.yml");
        SteadyClock clock = new SteadyClock(seen::get, this::nanos);
        try (RunningService service = RunningService.start(data, plan, clock)) {
            replay(service, methane);
            Map<String, Integer> raised = raised(service);
            assertThat(raised)
                    .containsEntry("ch4-limit", 140)
                    .containsEntry("ch4-cut", 10)
                    .containsEntry("ch4-withdraw", 2);
            assertThat(service.get("/api/v1/alerts/journal/verify").get("valid").asBoolean())
                    .isTrue();
        }
    }

    /**
     * Each value at its time; an operator restores power whenever the gas is gone, as the cut stays locked otherwise.
     */
    private void replay(RunningService service, List<Double> methane) {
        EntryLog journal = service.journal("longwall-1");
        boolean cut = false;
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (int i = 0; i < methane.size(); i++) {
            Instant at = START.plus(STEP.multipliedBy(i + 1L));
            double value = methane.get(i);
            last = journal.append(reading(at, value), at);
            cut = cut || value >= 1.5;
            if (cut && value < 1.0) {
                last = journal.append(RESTORE, at);
                cut = false;
            }
            if (i % WAITING_MAX == 0) {
                last.join();
            }
        }
        now.set(START.plus(STEP.multipliedBy(methane.size() + 1L)));
        last.join();
        // A control entry through the API is answered once everything before it is judged.
        service.post("/api/v1/declarations", "{\"type\":\"restore\",\"zone\":\"face\"}");
    }

    private static ReadingBatch reading(Instant at, double value) {
        return new ReadingBatch(
                List.of(SENSOR),
                new int[1],
                new long[] {ReadingBatch.micros(at)},
                new double[] {value},
                new int[1],
                MESSAGE);
    }

    private static Map<String, Integer> raised(RunningService service) {
        Map<String, Integer> raised = new TreeMap<>();
        long after = 0;
        JsonNode events = service.get("/api/v1/alerts/journal?limit=1000").get("events");
        while (!events.isEmpty()) {
            for (JsonNode event : events) {
                after = event.get("position").asLong();
                if (List.of("raised", "raised-again").contains(event.get("type").asText())) {
                    raised.merge(event.get("key").asText().split(":", -1)[1], 1, Integer::sum);
                }
            }
            events = service.get("/api/v1/alerts/journal?limit=1000&after=" + after)
                    .get("events");
        }
        return raised;
    }

    private static List<Double> methane(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> names = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("@attribute"))
                .map(line -> line.split("\\s+", -1)[1].replace("'", ""))
                .toList();
        int column = names.indexOf("MM116");
        return lines.stream()
                .skip(lines.indexOf("@DATA") + 1L)
                .filter(line -> !line.isBlank())
                .map(line -> Double.valueOf(line.split(",", -1)[column].trim()))
                .toList();
    }
}
