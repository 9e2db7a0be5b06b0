package kz.qalqan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends readings on an open schedule, in a process of its own so that its CPU is not counted as the subscriber's. */
final class Publisher {
    private static final int SENSORS = 200;
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Publisher() {}

    /** A process that sends so many messages a second, of one reading each. */
    static Process fork(URI broker, int rate, int seconds) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "publish",
                        broker.toString(),
                        Integer.toString(rate),
                        Integer.toString(seconds))
                .inheritIO()
                .start();
    }

    static void run(URI broker, int rate, int seconds) throws InterruptedException {
        try (Load load = new Load(broker)) {
            long start = System.nanoTime();
            long startMillis = System.currentTimeMillis();
            long all = (long) rate * seconds;
            for (long sent = 0; sent < all; ) {
                long now = System.nanoTime() - start;
                long due = Math.min(all, now * rate / TimeUnit.SECONDS.toNanos(1));
                for (; sent < due; sent++) {
                    long at = startMillis + sent * TimeUnit.SECONDS.toMillis(1) / rate;
                    var unused = load.publish(
                            Service.topic((int) (sent % SENSORS)),
                            "{\"ts\":" + at + ",\"values\":{\"ch4\":0." + (10 + sent % 60) + "}}");
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
            load.awaitConfirmed();
        }
    }
}
