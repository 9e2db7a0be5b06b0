package kz.qalqan.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How fast a full queue is emptied: the service (durable, stored, judged) against a bare subscriber that throws
 * everything away; same broker, same messages, in turns. The rate is taken between 30 % and 97 % of the messages.
 */
final class Drain {
    private static final int SENSORS = 200;
    private static final double FROM = 0.30;
    private static final double TO = 0.97;
    private static final int SECONDS_MAX = 120;

    private final int messages;
    private final int readingsPerMessage;
    private final int rounds;

    Drain(int messages, int readingsPerMessage, int rounds) {
        this.messages = messages;
        this.readingsPerMessage = readingsPerMessage;
        this.rounds = rounds;
    }

    void run() throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> service = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            bare.add(bare(round));
            service.add(service(round));
        }
        double ratio = median(service) / median(bare);
        System.out.printf(
                Locale.ROOT,
                "drain %d x %d readings: bare %s msg/s, service %s msg/s = %.0f readings/s, ratio of medians %.2f%n",
                messages,
                readingsPerMessage,
                rounded(bare),
                rounded(service),
                median(service) * readingsPerMessage,
                ratio);
    }

    private double bare(int round) throws Exception {
        Path directory = Files.createTempDirectory("bench");
        try (Mosquitto broker = Mosquitto.start(directory)) {
            new BareSubscriber(broker.uri(), "bare-" + round).close();
            fill(broker);
            try (BareSubscriber subscriber = new BareSubscriber(broker.uri(), "bare-" + round)) {
                return rate(subscriber::messages, messages);
            }
        }
    }

    private double service(int round) throws Exception {
        Path directory = Files.createTempDirectory("bench" + round);
        try (Mosquitto broker = Mosquitto.start(directory)) {
            try (Service first = Service.start(directory.resolve("data"), broker.uri(), SENSORS)) {
                rate(() -> first.metric("qalqan_link_connects_total"), 2);
            }
            fill(broker);
            try (Service service = Service.start(directory.resolve("data"), broker.uri(), SENSORS)) {
                double rate = rate(
                        () -> service.metric("qalqan_readings_stored_total"), (double) messages * readingsPerMessage);
                return rate / readingsPerMessage;
            }
        }
    }

    private void fill(Mosquitto broker) throws InterruptedException {
        long start = System.currentTimeMillis() - messages;
        try (Load load = new Load(broker.uri())) {
            for (int i = 0; i < messages; i++) {
                var unused = load.publish(Service.topic(i % SENSORS), payload(start + i, i));
            }
            load.awaitConfirmed();
        }
    }

    private String payload(long at, int i) {
        StringBuilder text = new StringBuilder("[");
        for (int k = 0; k < readingsPerMessage; k++) {
            text.append(k == 0 ? "" : ",")
                    .append("{\"ts\":")
                    .append(at - (long) k * messages)
                    .append(",\"values\":{\"ch4\":0.")
                    .append(10 + (i + k) % 60)
                    .append("}}");
        }
        return text.append(']').toString();
    }

    /** Units a second between the two marks, polled every 5 ms. */
    private static double rate(DoubleSupplier count, double all) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        long from = 0;
        double fromCount = 0;
        while (System.nanoTime() < end) {
            double now = count.getAsDouble();
            if (from == 0 && now >= FROM * all) {
                from = System.nanoTime();
                fromCount = now;
            }
            if (now >= TO * all) {
                return (now - fromCount) / ((System.nanoTime() - from) / 1e9);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new IllegalStateException("only " + count.getAsDouble() + " of " + all + " after " + SECONDS_MAX + " s");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static String rounded(List<Double> values) {
        return values.stream().map(Math::round).toList().toString();
    }
}
