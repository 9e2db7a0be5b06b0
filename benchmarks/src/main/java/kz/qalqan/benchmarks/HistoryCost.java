package kz.qalqan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import kz.qalqan.history.EmbeddedConfig;
import kz.qalqan.history.EmbeddedStore;
import kz.qalqan.history.ReadingStore;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * What the embedded history costs: how fast it is filled from entries (a rebuild without the reading of the journal),
 * bytes a reading on disk with its roll-ups, and how long the questions of the page take.
 *
 * <p>Threads: one.
 */
final class HistoryCost {
    private static final int ENTRIES_A_WRITE = 400;
    private static final int ASKED = 21;
    private static final int HOUR_SECONDS = 3_600;
    private static final int LONG_SECONDS = 24 * HOUR_SECONDS;

    private HistoryCost() {}

    static void run(Path arff) throws Exception {
        if (Files.exists(arff)) {
            List<JournalEntry> methane = JournalData.methane(arff, 40);
            long seconds = Duration.between(
                            JournalData.START, methane.get(methane.size() - 1).receivedAt())
                    .toSeconds();
            cost("methane data", methane.stream(), "AS038", seconds);
        } else {
            System.out.println("history  methane data: " + arff + " is not there");
        }
        cost("mine, 2,000 sensors, 1 h", JournalData.mine(2_000, 50, 40, HOUR_SECONDS), "GA-7", HOUR_SECONDS);
        cost("mine, 100 sensors, 24 h", JournalData.mine(100, 50, 2, LONG_SECONDS), "GA-7", LONG_SECONDS);
    }

    private static void cost(String name, Stream<JournalEntry> entries, String device, long seconds) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("."), "history-cost");
        SensorId sensor = new SensorId(JournalData.SITE, device, Quantity.CH4);
        Instant end = JournalData.START.plusSeconds(seconds);
        long readings;
        try (ReadingStore store =
                EmbeddedStore.open(directory.resolve("history"), EmbeddedConfig.STANDARD, InstantSource.fixed(end))) {
            long began = System.nanoTime();
            readings = fill(store, entries);
            double filled = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT, "history  %-26s %d readings at %.0f readings/s%n", name, readings, readings / filled);
            int raw = store.raw(sensor, end.minusSeconds(HOUR_SECONDS), end, ReadingStore.POINTS_MAX)
                    .size();
            ask(
                    "raw, one sensor, last hour (" + raw + ")",
                    () -> store.raw(sensor, end.minusSeconds(HOUR_SECONDS), end, ReadingStore.POINTS_MAX));
            ask(
                    "by the minute, one sensor, all",
                    () -> store.downsampled(sensor, JournalData.START, end, Duration.ofMinutes(1)));
            ask(
                    "by the hour, one sensor, all",
                    () -> store.downsampled(sensor, JournalData.START, end, Duration.ofHours(1)));
            ask("last values of the site", () -> store.latest(JournalData.SITE));
        }
        System.out.printf(
                Locale.ROOT,
                "history  %-26s %.1f B a reading in the tables, %.1f of log not yet deleted%n",
                name,
                (double) bytes(directory, false) / readings,
                (double) bytes(directory, true) / readings);
        JournalCost.delete(directory);
    }

    private static long fill(ReadingStore store, Stream<JournalEntry> entries) {
        long readings = 0;
        long position = 0;
        List<JournalEntry> write = new ArrayList<>();
        for (Iterator<JournalEntry> each = entries.iterator(); each.hasNext(); ) {
            JournalEntry entry = each.next();
            position++;
            write.add(new JournalEntry(position, entry.receivedAt(), entry.content()));
            readings += ((ReadingBatch) entry.content()).size();
            if (write.size() == ENTRIES_A_WRITE || !each.hasNext()) {
                store.append(JournalData.SITE, write);
                write = new ArrayList<>();
            }
        }
        return readings;
    }

    private static void ask(String what, Callable<?> question) throws Exception {
        double[] took = new double[ASKED];
        for (int i = 0; i < ASKED; i++) {
            long began = System.nanoTime();
            question.call();
            took[i] = (System.nanoTime() - began) / 1e6;
        }
        double first = took[0];
        Arrays.sort(took);
        System.out.printf(
                Locale.ROOT, "history    %-40s first %.1f ms, median %.1f ms%n", what, first, took[ASKED / 2]);
    }

    /** Bytes of QuestDB's write-ahead log, or of everything else. */
    private static long bytes(Path directory, boolean log) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("history").resolve("db"))) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/wal") == log)
                    .toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
