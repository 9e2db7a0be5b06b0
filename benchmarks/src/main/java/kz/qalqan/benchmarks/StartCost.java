package kz.qalqan.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.telemetry.JournalEntry;

/**
 * How long the whole service takes to start with a day of a mine of 2,000 sensors in its journal: with nothing else
 * (everything is judged and stored again), after a clean stop, and after kill −9. The broker is absent: what is timed
 * does not hang on it.
 *
 * <p>Threads: one.
 */
final class StartCost {
    private static final int SENSORS = 2_000;
    private static final int SECONDS = 24 * 3_600;
    private static final int IN_FLIGHT = 256;
    private static final int WAIT_SECONDS_MAX = 1_200;
    private static final int POLL_MS = 20;
    private static final URI NO_BROKER = URI.create("mqtt://127.0.0.1:9");

    private StartCost() {}

    static void run() throws Exception {
        Path data = Files.createTempDirectory(Path.of("."), "start-cost").toAbsolutePath();
        write(data.resolve("journal"));
        start("with the journal alone", data);
        start("after a clean stop", data);
        kill(data);
        start("after kill -9", data);
        JournalCost.delete(data);
    }

    /** Serves in this process, until it is killed; says when it has caught up. */
    static void serve(Path data) throws Exception {
        try (Service service = Service.start(data, NO_BROKER, SENSORS)) {
            caughtUp(service);
            Files.createFile(data.resolve("caught-up"));
            Thread.sleep(TimeUnit.SECONDS.toMillis(WAIT_SECONDS_MAX));
        }
    }

    private static void write(Path journals) throws Exception {
        Semaphore room = new Semaphore(IN_FLIGHT);
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        try (Journal journal = Journal.open(journals, JournalData.SITE, JournalConfig.of("benchmark"));
                Stream<JournalEntry> day = JournalData.mine(SENSORS, 50, 40, SECONDS)) {
            for (JournalEntry entry : (Iterable<JournalEntry>) day::iterator) {
                room.acquire();
                last = journal.append(entry.content(), entry.receivedAt()).thenAccept(position -> room.release());
            }
            last.join();
        }
    }

    private static void start(String what, Path data) throws Exception {
        long began = System.nanoTime();
        try (Service service = Service.start(data, NO_BROKER, SENSORS)) {
            double answers = seconds(began);
            await(service, "judgement");
            double judged = seconds(began);
            caughtUp(service);
            System.out.printf(
                    Locale.ROOT,
                    "start  %-24s answers after %.1f s, all judged after %.1f s, all in history after %.1f s%n",
                    what,
                    answers,
                    judged,
                    seconds(began));
        }
    }

    private static void kill(Path data) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx2g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("killed.log").toFile())
                .start();
        File mark = data.resolve("caught-up").toFile();
        while (!mark.exists() && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        process.destroyForcibly().waitFor();
    }

    private static void caughtUp(Service service) throws InterruptedException {
        await(service, "judgement");
        await(service, "history");
    }

    private static void await(Service service, String follower) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        while (service.metric("qalqan_follower_lag_records{follower=\"" + follower + "\"") > 0) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(follower + " is still behind after " + WAIT_SECONDS_MAX + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
