package kz.qalqan.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A gateway that numbers its readings and remembers which of them the broker confirmed, and when. Its session survives
 * a broker that goes away. Every third message bears no time: only its bytes tell it from others.
 */
final class Gateway implements AutoCloseable {
    private static final int IN_FLIGHT = 200;
    private static final long EVERY_NANOS = TimeUnit.MICROSECONDS.toNanos(2_000);
    /** The number of a reading stands in its value: far below every limit. */
    private static final double FIRST = 0.1;

    private static final double STEP = 1e-6;

    final Map<Integer, Long> confirmed = new ConcurrentSkipListMap<>();
    final long start = InstantSource.system().millis();
    private final Mqtt5AsyncClient client;
    private final Semaphore window = new Semaphore(IN_FLIGHT);
    private final Thread thread = new Thread(this::run, "gateway");
    private volatile boolean stopping;
    private final AtomicInteger sent = new AtomicInteger();

    Gateway(int port) {
        client = Mqtt5Client.builder()
                .identifier("gateway-1")
                .serverHost("127.0.0.1")
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(500, TimeUnit.MILLISECONDS)
                .applyAutomaticReconnect()
                .buildAsync();
        client.connectWith()
                .cleanStart(false)
                .sessionExpiryInterval(3_600)
                .send()
                .join();
        thread.start();
    }

    static boolean timed(int number) {
        return number % 3 != 0;
    }

    static int number(double value) {
        return (int) Math.round((value - FIRST) / STEP);
    }

    int sent() {
        return sent.get();
    }

    private void run() {
        try {
            while (!stopping) {
                window.acquire();
                publish(sent.getAndIncrement());
                LockSupport.parkNanos(EVERY_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(int number) {
        String ts = timed(number) ? "\"ts\":" + (start + number) + "," : "";
        var unused = client.publishWith()
                .topic("mine/karaganda-1/face-3/GA-07/telemetry")
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(("{" + ts + "\"values\":{\"ch4\":" + (FIRST + number * STEP) + "}}").getBytes(UTF_8))
                .send()
                .whenComplete((done, trouble) -> {
                    if (trouble == null) {
                        confirmed.put(number, InstantSource.system().millis());
                    }
                    window.release();
                });
    }

    /** Sends no more and waits until everything sent is confirmed. */
    void finish() throws InterruptedException {
        stopping = true;
        thread.join();
        ServiceProcess.await().until(() -> confirmed.size() == sent.get());
    }

    @Override
    public void close() {
        stopping = true;
        thread.interrupt();
        client.disconnect().exceptionally(e -> null).join();
    }
}
