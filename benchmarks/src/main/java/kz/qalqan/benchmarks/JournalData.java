package kz.qalqan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * Entries to write into a journal, without positions of their own.
 *
 * <p>Threads: one.
 */
final class JournalData {
    static final String SITE = "karaganda-1";
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final long HASH_BITS = (1L << 40) - 1;
    private static final int JITTER_MS = 9;
    /** Methane in hundredths of a percent that troubles no limit. */
    private static final int LOWEST = 5;

    private static final int HIGHEST = 45;

    private JournalData() {}

    /**
     * A mine whose sensors each send once a second, a slow walk in steps of 0.01 below every limit, a few milliseconds
     * early or late.
     *
     * @param sensors how many
     * @param ofAMessage readings in one message
     * @param messages messages in one entry
     * @param seconds how long
     */
    static Stream<JournalEntry> mine(int sensors, int ofAMessage, int messages, int seconds) {
        Random random = new Random(1);
        int[] level = random.ints(sensors, LOWEST, HIGHEST + 1).toArray();
        List<SensorId> ids = IntStream.range(0, sensors)
                .mapToObj(s -> new SensorId(SITE, "GA-" + s, Quantity.CH4))
                .toList();
        int ofAnEntry = ofAMessage * messages;
        int entries = (sensors + ofAnEntry - 1) / ofAnEntry;
        return IntStream.range(0, seconds).boxed().flatMap(second -> IntStream.range(0, entries)
                .mapToObj(part -> {
                    Instant at = START.plusSeconds(second).plusMillis(1_000L * part / entries);
                    int from = part * ofAnEntry;
                    List<SensorId> own = ids.subList(from, Math.min(sensors, from + ofAnEntry));
                    return new JournalEntry(0, at, walk(own, from, level, new Shape(random, at, ofAMessage)));
                }));
    }

    private record Shape(Random random, Instant at, int ofAMessage) {}

    private static ReadingBatch walk(List<SensorId> own, int from, int[] level, Shape shape) {
        int n = own.size();
        long[] times = new long[n];
        double[] values = new double[n];
        List<ReadingBatch.MessageMark> marks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            times[i] = ReadingBatch.micros(shape.at().plusMillis(shape.random().nextInt(JITTER_MS)));
            level[from + i] = bounded(level[from + i] + shape.random().nextInt(3) - 1);
            values[i] = level[from + i] / 100.0;
            if (i % shape.ofAMessage() == 0) {
                marks.add(new ReadingBatch.MessageMark(
                        i / shape.ofAMessage() + 1,
                        shape.random().nextLong() & HASH_BITS,
                        Math.min(shape.ofAMessage(), n - i)));
            }
        }
        return new ReadingBatch(own, IntStream.range(0, n).toArray(), times, values, new int[n], marks);
    }

    private static int bounded(int level) {
        return Math.max(LOWEST, Math.min(HIGHEST, level));
    }

    /** The real methane data: seven values every 30 s, each instant a message, so many messages to an entry. */
    static List<JournalEntry> methane(Path arff, int messages) throws IOException {
        List<SensorId> sensors = Stream.of("MM31", "MM116", "AS038", "PG072", "PD", "BA13", "DMM116")
                .map(device -> new SensorId(SITE, device, Quantity.CH4))
                .toList();
        Random random = new Random(1);
        List<JournalEntry> entries = new ArrayList<>();
        try (Stream<String> lines = Files.lines(arff)) {
            Iterator<double[]> rows = lines.filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                    .map(line -> Arrays.stream(line.split(",", -1))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .iterator();
            for (int row = 0; rows.hasNext(); row += messages) {
                List<double[]> own = new ArrayList<>();
                while (rows.hasNext() && own.size() < messages) {
                    own.add(rows.next());
                }
                Instant at = START.plusSeconds(30L * row);
                entries.add(new JournalEntry(0, at, methane(own, sensors, at, random)));
            }
        }
        return entries;
    }

    private static Entry methane(List<double[]> rows, List<SensorId> sensors, Instant at, Random random) {
        int m = sensors.size();
        int n = rows.size() * m;
        int[] sensor = new int[n];
        long[] times = new long[n];
        double[] values = new double[n];
        List<ReadingBatch.MessageMark> marks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sensor[i] = i % m;
            times[i] = ReadingBatch.micros(at.plusSeconds(30L * (i / m)));
            values[i] = rows.get(i / m)[i % m];
            if (i % m == 0) {
                marks.add(new ReadingBatch.MessageMark(i / m + 1, random.nextLong() & HASH_BITS, m));
            }
        }
        return new ReadingBatch(sensors, sensor, times, values, new int[n], marks);
    }
}
