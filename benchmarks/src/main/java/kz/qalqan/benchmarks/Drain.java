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
 * everything away; same broker, same messages, in turns. Rate and CPU are taken between 30 % and 97 % of the messages.
 * The first round runs on cold code and is reported by itself; the others are warm, each in a fresh service.
 */
final class Drain {
    private static final int SENSORS = 200;
    private static final double FROM = 0.30;
    private static final double TO = 0.97;
    private static final int SECONDS_MAX = 120;
    private static final int POLL_MS = 50;

    private final int messages;
    private final int readingsPerMessage;
    private final int rounds;

    Drain(int messages, int readingsPerMessage, int rounds) {
        this.messages = messages;
        this.readingsPerMessage = readingsPerMessage;
        this.rounds = rounds;
    }

    void run() throws Exception {
        List<Pace> bare = new ArrayList<>();
        List<Pace> service = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            bare.add(bare(round));
            service.add(service(round));
        }
        System.out.printf("drain %d x %d readings%n", messages, readingsPerMessage);
        report("cold", bare.subList(0, 1), service.subList(0, 1));
        report("warm", bare.subList(1, bare.size()), service.subList(1, service.size()));
    }

    private void report(String state, List<Pace> bare, List<Pace> service) {
        Pace peer = Pace.median(bare);
        Pace ours = Pace.median(service);
        System.out.printf(
                Locale.ROOT,
                "  %s: bare %s msg/s, %.1f us CPU a message, broker %.1f us%n",
                state,
                Pace.rates(bare),
                peer.micros(),
                peer.brokerMicros());
        System.out.printf(
                Locale.ROOT,
                "        service %s msg/s = %.0f readings/s, %.1f us CPU a message (%.2f a reading), broker %.1f us%n",
                Pace.rates(service),
                ours.perSecond() * readingsPerMessage,
                ours.micros(),
                ours.micros() / readingsPerMessage,
                ours.brokerMicros());
        System.out.printf(Locale.ROOT, "        ratio of medians %.2f%n", ours.perSecond() / peer.perSecond());
    }

    private Pace bare(int round) throws Exception {
        Path directory = Files.createTempDirectory("bench");
        try (Mosquitto broker = Mosquitto.start(directory)) {
            new BareSubscriber(broker.uri(), "bare-" + round, false).close();
            fill(broker);
            try (BareSubscriber subscriber = new BareSubscriber(broker.uri(), "bare-" + round, false)) {
                return pace(subscriber::messages, broker);
            }
        }
    }

    private Pace service(int round) throws Exception {
        Path directory = Files.createTempDirectory("bench" + round);
        try (Mosquitto broker = Mosquitto.start(directory)) {
            try (Service first = Service.start(directory.resolve("data"), broker.uri(), SENSORS)) {
                await(() -> first.metric("qalqan_link_connects_total"), 2);
            }
            fill(broker);
            try (Service service = Service.start(directory.resolve("data"), broker.uri(), SENSORS)) {
                Pace pace = pace(() -> service.metric("qalqan_readings_stored_total") / readingsPerMessage, broker);
                System.out.printf(
                        Locale.ROOT,
                        "  judgement is %.0f entries behind the journal when history has all but 3 %%%n",
                        service.metric("qalqan_follower_lag_records{follower=\"judgement\""));
                return pace;
            }
        }
    }

    private void fill(Mosquitto broker) throws InterruptedException {
        long seconds = (long) messages / SENSORS * readingsPerMessage;
        long start = System.currentTimeMillis() - TimeUnit.SECONDS.toMillis(seconds);
        try (Load load = new Load(broker.uri())) {
            for (int i = 0; i < messages; i++) {
                long first = start + TimeUnit.SECONDS.toMillis((long) (i / SENSORS) * readingsPerMessage);
                var unused = load.publish(Service.topic(i % SENSORS), payload(first, i));
            }
            load.awaitConfirmed();
        }
    }

    /** A second of each sensor after the other, up to now. */
    private String payload(long first, int i) {
        StringBuilder text = new StringBuilder("[");
        for (int k = 0; k < readingsPerMessage; k++) {
            text.append(k == 0 ? "" : ",")
                    .append("{\"ts\":")
                    .append(first + TimeUnit.SECONDS.toMillis(k))
                    .append(",\"values\":{\"ch4\":0.")
                    .append(10 + (i + k) % 60)
                    .append("}}");
        }
        return text.append(']').toString();
    }

    private Pace pace(DoubleSupplier count, Mosquitto broker) throws InterruptedException {
        Pace.Mark from = Pace.mark(await(count, FROM * messages), broker);
        Pace.Mark to = Pace.mark(await(count, TO * messages), broker);
        return Pace.between(from, to);
    }

    /** Waits until so many are counted; how many it then were. Asking is dear, so it is done seldom. */
    private static double await(DoubleSupplier count, double wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (System.nanoTime() < end) {
            double now = count.getAsDouble();
            if (now >= wanted) {
                return now;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        throw new IllegalStateException(
                "only " + count.getAsDouble() + " of " + wanted + " after " + SECONDS_MAX + " s");
    }
}
