package kz.qalqan.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * A publisher in a process of its own sends at a given rate, whether it is kept up with or not: what arrives a second,
 * what it costs, how long it takes. The service and a bare subscriber in turns, rate after rate, each until it does not
 * hold one any more. The service counts what history has durable; its time is from the message's arrival to its
 * acknowledgement, the bare subscriber's from the moment the message should have been sent.
 */
final class Live {
    private static final int SENSORS = 200;
    private static final int WARM_UP_SECONDS = 8;
    private static final int SECONDS = 8;
    /** Of what is sent so much must come while it is sent, or the rate is not held. */
    private static final double HELD = 0.97;

    private final int[] rates;

    Live(int... rates) {
        this.rates = rates;
    }

    void run() throws Exception {
        boolean bare = true;
        boolean service = true;
        for (int rate : rates) {
            bare = bare && bare(rate);
            service = service && service(rate);
        }
    }

    private boolean bare(int rate) throws Exception {
        Path directory = Files.createTempDirectory("bench");
        try (Mosquitto broker = Mosquitto.start(directory);
                BareSubscriber subscriber = new BareSubscriber(broker.uri(), "bare", true)) {
            Pace pace = pace(rate, broker, subscriber::messages, subscriber::forgetTimes);
            System.out.printf(
                    Locale.ROOT,
                    "live %d msg/s: bare %.0f msg/s, %.1f us CPU a message, broker %.1f us;"
                            + " sent to arrived p50 %.1f ms, p99 %.1f ms%n",
                    rate,
                    pace.perSecond(),
                    pace.micros(),
                    pace.brokerMicros(),
                    subscriber.millis(50),
                    subscriber.millis(99));
            return pace.perSecond() >= HELD * rate;
        }
    }

    private boolean service(int rate) throws Exception {
        Path directory = Files.createTempDirectory("bench");
        try (Mosquitto broker = Mosquitto.start(directory);
                Service service = Service.start(directory.resolve("data"), broker.uri(), SENSORS)) {
            Pace pace = pace(rate, broker, () -> service.metric("qalqan_readings_stored_total"), () -> {});
            System.out.printf(
                    Locale.ROOT,
                    "live %d msg/s: service %.0f msg/s, %.1f us CPU a message, broker %.1f us;"
                            + " arrived to acknowledged %.1f ms on average; judgement %.0f entries behind%n",
                    rate,
                    pace.perSecond(),
                    pace.micros(),
                    pace.brokerMicros(),
                    service.metric("qalqan_message_acknowledge_seconds_sum")
                            / service.metric("qalqan_message_acknowledge_seconds_count")
                            * TimeUnit.SECONDS.toMillis(1),
                    service.metric("qalqan_follower_lag_records{follower=\"judgement\""));
            return pace.perSecond() >= HELD * rate;
        }
    }

    private static Pace pace(int rate, Mosquitto broker, DoubleSupplier count, Runnable measured) throws Exception {
        TimeUnit.SECONDS.sleep(2);
        Process publisher = Publisher.fork(broker.uri(), rate, WARM_UP_SECONDS + SECONDS + 2);
        try {
            while (count.getAsDouble() < rate) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS - 1);
            measured.run();
            Pace.Mark from = Pace.mark(count.getAsDouble(), broker);
            TimeUnit.SECONDS.sleep(SECONDS);
            return Pace.between(from, Pace.mark(count.getAsDouble(), broker));
        } finally {
            publisher.destroy();
            publisher.waitFor();
        }
    }
}
