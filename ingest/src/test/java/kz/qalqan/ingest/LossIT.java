package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kz.qalqan.broker.BrokerConfig.Persistence;
import kz.qalqan.broker.EmbeddedBroker;
import kz.qalqan.telemetry.Intake.Balance;
import kz.qalqan.telemetry.LinkChange.State;
import kz.qalqan.telemetry.Reading;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker confirmed to its senders is in the journal, once, whatever breaks in between. */
class LossIT {
    private static final int MESSAGES = 2_000;
    private static final int PULLS = 6;
    private static final long START = InstantSource.system().millis() - 10_000;

    @Test
    void pulledCableLosesNothingAndDoublesNothing(@TempDir Path data) throws MqttException, IOException {
        long seed = 20_261_121;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Mine mine = new Mine();
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.MEMORY);
                Cable cable = new Cable(broker.port());
                Ingest ingest = mine.ingest(cable.uri(), Mine.CLIENT);
                Sampler sampler = new Sampler(ingest)) {
            ingest.subscribed().join();
            broker.admitDevices();
            try (Device device = Device.at(broker.port(), "field")) {
                for (int i = 0; i < MESSAGES; i++) {
                    send(device, i);
                    if (random.nextInt(MESSAGES / PULLS) == 0) {
                        // A pull counts only on a link that is up; messages go on while it is down.
                        await().until(() -> ingest.link().state() != State.DOWN);
                        cable.pull();
                        await().until(() -> ingest.link().state() == State.DOWN);
                    }
                }
            }
            allIn(mine, ingest);
            System.out.println(sampler.looks + " looks at the balance");
        }
        assertThat(mine.connected.get()).isGreaterThan(2);
    }

    @Test
    void restartOfTheBrokerLosesNothingAndDoublesNothing(@TempDir Path data) throws MqttException {
        Mine mine = new Mine();
        EmbeddedBroker broker = Mine.broker(data, 0, Persistence.FILE);
        int port = broker.port();
        try (Ingest ingest = mine.ingest(broker.uri(), Mine.CLIENT)) {
            ingest.subscribed().join();
            broker.admitDevices();
            publish(port, 0, MESSAGES / 2);
            broker.close();
            await().until(() -> ingest.link().state() == State.DOWN);
            broker = Mine.broker(data, port, Persistence.FILE);
            broker.admitDevices();
            publish(port, MESSAGES / 2, MESSAGES);
            allIn(mine, ingest);
        } finally {
            broker.close();
        }
    }

    @Test
    void restartOfTheServiceLosesNothingAndDoublesNothing(@TempDir Path data) throws MqttException {
        Mine first = new Mine();
        try (EmbeddedBroker broker = Mine.broker(data, 0, Persistence.MEMORY)) {
            Balance before;
            try (Ingest ingest = first.ingest(broker.uri(), Mine.CLIENT)) {
                ingest.subscribed().join();
                broker.admitDevices();
                publish(broker.port(), 0, MESSAGES / 2);
                await().until(() -> first.k1.readings().size() > MESSAGES / 4);
            }
            publish(broker.port(), MESSAGES / 2, MESSAGES);
            Mine second = new Mine(first.k1, first.k2);
            try (Ingest ingest = second.ingest(broker.uri(), Mine.CLIENT)) {
                allIn(second, ingest);
                before = ingest.balance();
            }
            try (Ingest third = new Mine(first.k1, first.k2).ingest(broker.uri(), Mine.CLIENT)) {
                assertThat(third.balance())
                        .usingRecursiveComparison()
                        .ignoringFields("stored", "waiting")
                        .isEqualTo(before);
            }
        }
    }

    /** Looks at the balance all the time: it must close at each moment, not only at the end. */
    private static final class Sampler implements AutoCloseable {
        private final Ingest ingest;
        private final AtomicLong looks = new AtomicLong();
        private final AtomicReference<String> broken = new AtomicReference<>("");
        private final Thread thread = new Thread(this::look, "sampler");
        private volatile boolean done;

        Sampler(Ingest ingest) {
            this.ingest = ingest;
            thread.setDaemon(true);
            thread.start();
        }

        private void look() {
            while (!done) {
                Balance now = ingest.balance();
                looks.incrementAndGet();
                if (now.received() != now.accepted() + now.duplicate() + now.quarantined()
                        || now.accepted() != now.stored() + now.waiting()
                        || now.waiting() < 0
                        || now.dropped() != 0) {
                    broken.set(now.toString());
                }
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }

        @Override
        public void close() {
            done = true;
            assertThat(broken.get()).isEmpty();
            assertThat(looks.get()).isGreaterThan(100);
        }
    }

    /** Every third message bears no time: only its payload tells it from others. */
    private static void send(Device device, int i) throws MqttException {
        String ts = i % 3 == 0 ? "" : "\"ts\":" + (START + i) + ",";
        IMqttToken token = device.send(
                "mine/k1/face-3/GA-07/telemetry",
                ("{" + ts + "\"values\":{\"ch4\":" + i / 1_000.0 + "}}").getBytes(UTF_8),
                false);
        if (i % 50 == 0) {
            token.waitForCompletion(20_000);
        } else {
            LockSupport.parkNanos(Duration.ofNanos(100_000).toNanos());
        }
    }

    private static void publish(int port, int from, int to) throws MqttException {
        try (Device device = Device.at(port, "field")) {
            for (int i = from; i < to; i++) {
                send(device, i);
            }
            device.publish("mine/k1/face-3/GA-07/status", "online");
        }
    }

    private static void allIn(Mine mine, Ingest ingest) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> mine.k1.readings().size() >= MESSAGES);
        await().atMost(20, TimeUnit.SECONDS).until(() -> ingest.link().state() == State.UP);
        assertThat(mine.k1.readings().stream().map(Reading::value).distinct()).hasSize(MESSAGES);
        assertThat(mine.k1.readings()).hasSize(MESSAGES);
        Balance balance = ingest.balance();
        assertThat(balance.accepted()).isEqualTo(MESSAGES);
        assertThat(balance.quarantined()).isZero();
        assertThat(balance.received()).isEqualTo(balance.accepted() + balance.duplicate());
        System.out.println(balance + ", connections " + mine.connected);
    }
}
