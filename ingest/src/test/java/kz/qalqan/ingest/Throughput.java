package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import kz.qalqan.broker.BrokerConfig.Persistence;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.ReadingBatch;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * How fast readings pass the door, to be run by hand: first without a broker (decoding, judging, batches only), then
 * out of a filled queue of the embedded broker, ingest beside a bare subscriber that throws everything away.
 *
 * <p>Arguments: readings per message, messages.
 */
final class Throughput {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int DEVICES = 200;

    private Throughput() {}

    /** Counts and forgets. */
    private static final class Sink implements EntryLog {
        private final AtomicLong readings = new AtomicLong();
        private final AtomicLong position = new AtomicLong();

        @Override
        public CompletableFuture<Long> append(Entry content, Instant receivedAt) {
            if (content instanceof ReadingBatch batch) {
                readings.addAndGet(batch.size());
            }
            return CompletableFuture.completedFuture(position.incrementAndGet());
        }
    }

    public static void main(String[] args) throws IOException, MqttException {
        int perMessage = Integer.parseInt(args[0]);
        int messages = Integer.parseInt(args[1]);
        withoutBroker(perMessage, messages);
        Path data = Files.createTempDirectory("throughput");
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.FILE)) {
            register(broker.uri());
            broker.admitDevices();
            for (int run = 0; run < 2; run++) {
                fill(broker.port(), perMessage, messages);
                drainByIngest(broker.uri(), perMessage, messages);
                fill(broker.port(), perMessage, messages);
                drainBare(broker.uri(), perMessage, messages);
            }
        }
    }

    private static void withoutBroker(int perMessage, int messages) {
        Plan plan = Plans.many(DEVICES);
        Sink sink = new Sink();
        Map<String, SiteLog> logs = new LinkedHashMap<>();
        logs.put("k1", new SiteLog("k1", sink, (site, entry) -> {}, IngestMetrics.NONE));
        Redelivery redelivery = new Redelivery(1_000);
        Admission admission = new Admission(new Judge(() -> plan, logs.keySet()), redelivery, IngestMetrics.NONE);
        Delivery.Source line = new Desk.Line(false);
        for (int run = 0; run < 3; run++) {
            long base = CLOCK.millis() + run * 1_000_000L;
            byte[][] payloads = new byte[messages][];
            for (int i = 0; i < messages; i++) {
                payloads[i] = payload(i, perMessage, base);
            }
            Instant start = CLOCK.instant();
            long cpu = cpu();
            Flush flush = new Flush();
            for (int i = 0; i < messages; i++) {
                var unused = admission.admit(
                        new Delivery(line, 1 + i % 1_000, topic(i), Delivery.Body.of(payloads[i], null), false, start),
                        flush);
                if (flush.isFull() || i % 500 == 499) {
                    var unusedToo = flush.append(logs);
                    flush = new Flush();
                }
            }
            System.out.printf("cpu of the process %d us/message, ", (cpu() - cpu) / 1_000 / messages);
            report("door without broker", messages, perMessage, Duration.between(start, CLOCK.instant()));
        }
        System.out.println(sink.readings + " readings in the sink");
    }

    private static void register(URI uri) {
        try (Ingest ingest = ingest(uri, new Sink())) {
            ingest.subscribed().join();
        }
    }

    private static Ingest ingest(URI uri, Sink sink) {
        Plan plan = Plans.many(DEVICES);
        return Ingest.start(
                IngestConfig.of(uri, Mine.CLIENT).withLogin("qalqan", Mine.PASSWORD),
                new IngestPorts(
                        () -> plan,
                        Map.of("k1", sink),
                        (site, after, each) -> {},
                        site -> IngestPorts.Progress.NOTHING,
                        CLOCK,
                        IngestMetrics.NONE));
    }

    private static void fill(int port, int perMessage, int messages) throws MqttException {
        long base = CLOCK.millis();
        try (Device device = Device.at(port, "field")) {
            IMqttToken last = null;
            for (int i = 0; i < messages; i++) {
                last = device.send(topic(i), payload(i, perMessage, base), false);
                if (i % 200 == 199) {
                    last.waitForCompletion(60_000);
                }
            }
            if (last != null) {
                last.waitForCompletion(60_000);
            }
        }
    }

    private static void drainByIngest(URI uri, int perMessage, int messages) {
        Sink sink = new Sink();
        long all = (long) messages * perMessage;
        try (Ingest ingest = ingest(uri, sink)) {
            while (sink.readings.get() < all / 10) {
                LockSupport.parkNanos(1_000_000);
            }
            Instant start = CLOCK.instant();
            long cpu = cpu();
            long before = sink.readings.get();
            while (sink.readings.get() < all) {
                LockSupport.parkNanos(1_000_000);
            }
            Duration took = Duration.between(start, CLOCK.instant());
            int measured = (int) ((sink.readings.get() - before) / perMessage);
            System.out.printf("cpu of the process %d us/message, ", (cpu() - cpu) / 1_000 / measured);
            report("ingest", measured, perMessage, took);
            System.out.println(ingest.balance());
        }
    }

    private static void drainBare(URI uri, int perMessage, int messages) {
        AtomicLong count = new AtomicLong();
        MqttLink.Listener listener = new MqttLink.Listener() {
            @Override
            public boolean arrived(List<Delivery> deliveries) {
                int[] ids = deliveries.stream().mapToInt(Delivery::packetId).toArray();
                count.addAndGet(deliveries.get(0).source().acknowledge(ids, ids.length));
                return true;
            }

            @Override
            public void up(BrokerOffer offer) {}

            @Override
            public void down(LinkTrouble trouble) {}
        };
        IngestConfig config = IngestConfig.of(uri, Mine.CLIENT).withLogin("qalqan", Mine.PASSWORD);
        try (MqttLink link =
                new MqttLink(MqttLink.Settings.receiving(config, Mine.CLIENT, Topic.FILTERS, CLOCK), listener)) {
            link.start();
            while (count.get() < messages / 10) {
                LockSupport.parkNanos(1_000_000);
            }
            Instant start = CLOCK.instant();
            long cpu = cpu();
            long before = count.get();
            while (count.get() < messages) {
                LockSupport.parkNanos(1_000_000);
            }
            Duration took = Duration.between(start, CLOCK.instant());
            int measured = (int) (count.get() - before);
            System.out.printf("cpu of the process %d us/message, ", (cpu() - cpu) / 1_000 / measured);
            report("bare subscriber", measured, perMessage, took);
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static String topic(int i) {
        return "mine/k1/face-3/D-" + i % DEVICES + "/telemetry";
    }

    private static byte[] payload(int i, int perMessage, long base) {
        StringBuilder text = new StringBuilder("[");
        for (int r = 0; r < (perMessage + 1) / 2; r++) {
            text.append(r == 0 ? "" : ",")
                    .append("{\"ts\":")
                    .append(base - 10_000 + (i / DEVICES) * 100L + r)
                    .append(",\"values\":{\"ch4\":0.")
                    .append(10 + (i + r) % 80)
                    .append(perMessage == 1 ? "}}" : ",\"co\":3." + (i + r) % 10 + "}}");
        }
        return text.append(']').toString().getBytes(UTF_8);
    }

    private static void report(String what, int messages, int perMessage, Duration took) {
        double seconds = Math.max(took.toNanos(), 1) / 1e9;
        System.out.printf(
                "%s: %d messages of %d readings in %.2f s: %.0f messages/s, %.0f readings/s%n",
                what, messages, perMessage, seconds, messages / seconds, (double) messages * perMessage / seconds);
    }
}
