package kz.qalqan.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill −9 at random moments under load, with a broker of the site's own: what the broker confirmed to the gateway is in
 * history once, with a time of its own or without, and the balance adds up at every look.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KillsIT {
    private static final int KILLS = Integer.getInteger("qalqan.kills", Boolean.getBoolean("qalqan.soak") ? 20 : 3);
    private static final int BROKER_KILLS = Boolean.getBoolean("qalqan.soak") ? 5 : 1;
    /** mosquitto saves every second, and saving takes a while. */
    private static final long UNSAVED_MS_MAX = 5_000;

    @TempDir
    private Path directory;

    private final Random random = new Random();
    private long acceptedBefore;

    private void seed() {
        long seed = Long.getLong("qalqan.seed", InstantSource.system().millis());
        System.out.println("seed " + seed + " (-Dqalqan.seed), " + KILLS + " kills");
        random.setSeed(seed);
    }

    @Test
    void killsOfTheServiceAndARestartOfTheBrokerLoseNothingAndDoubleNothing() throws Exception {
        seed();
        try (MosquittoProcess broker = new MosquittoProcess(directory.resolve("broker"), "");
                ServiceProcess service = ServiceProcess.start(directory.resolve("service"), broker.uri())) {
            ServiceProcess.await().until(() -> linkUp(service));
            try (Gateway gateway = new Gateway(broker.port())) {
                for (int i = 1; i <= KILLS; i++) {
                    underLoad(service, 500, 2_500);
                    service.kill();
                    System.out.println("kill " + i + " after " + gateway.sent() + " messages: " + balanced(service));
                }
                underLoad(service, 500, 1_500);
                broker.restart();
                underLoad(service, 500, 1_500);
                gateway.finish();
                Map<Integer, Integer> stored = stored(service, gateway);
                List<Integer> missing = new ArrayList<>(gateway.confirmed.keySet());
                missing.removeAll(stored.keySet());
                assertThat(missing).as("confirmed but not stored").isEmpty();
                assertThat(twice(stored)).as("stored twice").isEmpty();
                assertThat(balanced(service).get("accepted").asInt()).isEqualTo(gateway.sent());
                System.out.println(gateway.sent() + " sent, all stored once: " + balanced(service));
            }
        }
    }

    @Test
    void killOfTheBrokerLosesNothingThatWasAcknowledgedToIt() throws Exception {
        seed();
        try (MosquittoProcess broker = new MosquittoProcess(directory.resolve("broker"), "");
                ServiceProcess service = ServiceProcess.start(directory.resolve("service"), broker.uri())) {
            ServiceProcess.await().until(() -> linkUp(service));
            List<Long> kills = new ArrayList<>();
            try (Gateway gateway = new Gateway(broker.port())) {
                for (int i = 0; i < BROKER_KILLS; i++) {
                    underLoad(service, 1_500, 3_000);
                    kills.add(InstantSource.system().millis());
                    broker.kill();
                    ServiceProcess.await().until(() -> linkUp(service));
                }
                underLoad(service, 500, 1_000);
                gateway.finish();
                Map<Integer, Integer> stored = stored(service, gateway);
                List<Integer> missing = new ArrayList<>(gateway.confirmed.keySet());
                missing.removeAll(stored.keySet());
                List<Integer> twice = twice(stored);
                System.out.println("broker killed " + BROKER_KILLS + " times: of " + gateway.sent()
                        + " confirmed it lost " + missing.size() + ", and delivered " + twice.size()
                        + " without a time again after they were acknowledged: " + balanced(service));
                assertThat(missing)
                        .as("lost by the broker, all of the last moments before a kill")
                        .allSatisfy(number -> {
                            long at = gateway.confirmed.getOrDefault(number, 0L);
                            assertThat(kills)
                                    .anyMatch(kill -> at > kill - UNSAVED_MS_MAX && at < kill + UNSAVED_MS_MAX);
                        });
                assertThat(twice)
                        .as("with a time of its own nothing is doubled")
                        .noneMatch(Gateway::timed);
            }
        }
    }

    /** Lets some time of load pass; at each look the balance adds up. */
    private void underLoad(ServiceProcess service, int minMs, int maxMs) throws Exception {
        long until = InstantSource.system().millis() + minMs + random.nextInt(maxMs - minMs);
        while (InstantSource.system().millis() < until) {
            balanced(service);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20L + random.nextInt(100)));
        }
    }

    /** The invariants of contract 5; and what was accepted never becomes less. */
    private JsonNode balanced(ServiceProcess service) throws IOException, InterruptedException {
        JsonNode balance = service.get("/api/v1/balance");
        long accepted = balance.get("accepted").asLong();
        assertThat(balance.get("received").asLong())
                .as(balance.toString())
                .isEqualTo(accepted
                        + balance.get("duplicate").asLong()
                        + balance.get("quarantined").asLong());
        assertThat(accepted)
                .as(balance.toString())
                .isEqualTo(
                        balance.get("stored").asLong() + balance.get("waiting").asLong());
        assertThat(balance.get("waiting").asLong()).as(balance.toString()).isNotNegative();
        assertThat(balance.get("dropped").asLong()).isZero();
        assertThat(accepted).as("accepted never shrinks").isGreaterThanOrEqualTo(acceptedBefore);
        acceptedBefore = accepted;
        return balance;
    }

    private static boolean linkUp(ServiceProcess service) throws IOException, InterruptedException {
        return service.get("/health/ready")
                .get("parts")
                .get("broker")
                .get("detail")
                .asText()
                .startsWith("up");
    }

    private static List<Integer> twice(Map<Integer, Integer> stored) {
        return stored.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What history holds when nothing waits any more: number of the reading and how often it is there. */
    private static Map<Integer, Integer> stored(ServiceProcess service, Gateway gateway) throws Exception {
        ServiceProcess.await().until(() -> linkUp(service));
        ServiceProcess.await()
                .until(() -> service.get("/api/v1/balance").get("waiting").asLong() == 0);
        Map<Integer, Integer> stored = new TreeMap<>();
        Instant end = InstantSource.system().instant().plusSeconds(60);
        Instant from = Instant.ofEpochMilli(gateway.start).minusSeconds(1);
        while (from.isBefore(end)) {
            Instant to = from.plusSeconds(30);
            JsonNode answer = service.get("/api/v1/readings?sensor=" + RunningService.encoded("karaganda-1/GA-07/ch4")
                    + "&limit=100000&from=" + from + "&to=" + to);
            assertThat(answer.get("truncated").asBoolean())
                    .as(answer.toString())
                    .isFalse();
            for (JsonNode point : answer.get("points")) {
                stored.merge(Gateway.number(point.get("v").asDouble()), 1, Integer::sum);
            }
            from = to;
        }
        return stored;
    }
}
