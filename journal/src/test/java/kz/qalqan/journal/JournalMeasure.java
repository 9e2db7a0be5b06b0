package kz.qalqan.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;

/**
 * Prints what the journal costs on this machine: bytes a reading, entries and readings a second with fsync, and the
 * ratio to a plain file that gets the same writes and fsyncs. Arguments: directory on the disk to measure, and, if at
 * hand, {@code methane-train.arff}.
 */
final class JournalMeasure {
    private static final PrintStream OUT = System.out;
    private static final int IN_FLIGHT = 256;

    private final Path directory;

    private JournalMeasure(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        JournalMeasure measure = new JournalMeasure(Files.createTempDirectory(Path.of(args[0]), "measure"));
        measure.size("walk, 1 reading a message, 1 message a batch", walks(1, 1, 20_000));
        measure.size("walk, 1 reading a message, 40 messages a batch", walks(1, 40, 1_000));
        measure.size("walk, 10 readings a message, 40 messages a batch", walks(10, 40, 500));
        measure.size("walk, 50 readings a message, 20 messages a batch", walks(50, 20, 500));
        measure.size("walk, 1000 readings a message, 5 messages a batch", walks(1_000, 5, 100));
        if (args.length > 1) {
            List<String> lines = Files.readAllLines(Path.of(args[1]));
            measure.size("methane data, 7 sensors a message, 1 message a batch", methane(lines, 1));
            measure.size("methane data, 7 sensors a message, 40 messages a batch", methane(lines, 40));
            measure.size("methane data, 7 sensors a message, 1000 messages a batch", methane(lines, 1_000));
        }
        for (int round = 0; round < 3; round++) {
            measure.speed("1 reading an entry", walks(1, 1, 100_000));
            measure.speed("50 readings an entry", walks(50, 1, 60_000));
            measure.speed("1000 readings an entry", walks(50, 20, 4_000));
        }
    }

    private void size(String name, List<Entry> entries) throws Exception {
        Path own = Files.createTempDirectory(directory, "size");
        long payload = payload(entries);
        append(Journal.open(own, Entries.SITE, JournalConfig.of("measure")), entries);
        JournalInspection.Report report = JournalInspection.verify(own.resolve(Entries.SITE));
        OUT.printf(
                Locale.ROOT,
                "size   %-55s %9d readings, %6.2f B a reading in files, %6.2f B of it columns%n",
                name,
                report.readings(),
                report.bytesPerReading(),
                (double) payload / report.readings());
    }

    private static long payload(List<Entry> entries) {
        ByteSink sink = new ByteSink(1 << 16);
        SensorDictionary dictionary = new SensorDictionary();
        long bytes = 0;
        try (EntryEncoder encoder = new EntryEncoder(sink, dictionary)) {
            for (Entry entry : entries) {
                dictionary.learn((ReadingBatch) entry);
                sink.clear();
                encoder.encode(entry, ReadingBatch.micros(Entries.START));
                bytes += sink.size();
            }
        }
        return bytes;
    }

    private void speed(String name, List<Entry> entries) throws Exception {
        Path own = Files.createTempDirectory(directory, "speed");
        Recorder recorder = new Recorder();
        long began = System.nanoTime();
        append(Journal.open(own, Entries.SITE, JournalConfig.of("measure"), recorder), entries);
        double journal = seconds(began);
        double raw = raw(own.resolve("raw"), recorder.sizes);
        long readings =
                entries.stream().mapToLong(e -> ((ReadingBatch) e).size()).sum();
        double read = read(own);
        OUT.printf(
                Locale.ROOT,
                "speed  %-24s %8.0f entries/s %9.0f readings/s, %5d fsyncs of %7d B, raw file the same: ratio %.2f;"
                        + " read from files %9.0f readings/s%n",
                name,
                entries.size() / journal,
                readings / journal,
                recorder.sizes.size(),
                recorder.sizes.stream().mapToLong(Integer::longValue).sum() / recorder.sizes.size(),
                raw / journal,
                readings / read);
    }

    private static void append(Journal journal, List<Entry> entries) throws InterruptedException {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicLong last = new AtomicLong();
        CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
        try (journal) {
            for (Entry entry : entries) {
                room.acquire();
                written = journal.append(entry, Entries.START).thenAccept(position -> {
                    last.set(position);
                    room.release();
                });
            }
            written.join();
        }
        if (last.get() != entries.size()) {
            throw new AssertionError(last + " of " + entries.size());
        }
    }

    private static double raw(Path file, List<Integer> sizes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(32 << 20);
        long began = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int size : sizes) {
                bytes.clear().limit(size);
                DurableFiles.writeFully(channel, bytes);
                channel.force(false);
            }
        }
        return seconds(began);
    }

    private static double read(Path own) throws InterruptedException {
        try (Journal journal = Journal.open(own, Entries.SITE, JournalConfig.of("measure"));
                JournalReader reader = journal.reader(0)) {
            long began = System.nanoTime();
            while (reader.position() < journal.durable()) {
                JournalEntry entry = reader.next(Duration.ofSeconds(1));
                if (entry == null) {
                    throw new AssertionError();
                }
            }
            return seconds(began);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Remembers the size of each write between two fsyncs. */
    private static final class Recorder implements AppendFile.Creator {
        private final List<Integer> sizes = new ArrayList<>();

        @Override
        public AppendFile create(Path file) throws IOException {
            AppendFile real = AppendFile.onDisk(file);
            return new AppendFile() {
                private int size;

                @Override
                public void write(ByteBuffer bytes) throws IOException {
                    size += bytes.remaining();
                    real.write(bytes);
                }

                @Override
                public void force() throws IOException {
                    sizes.add(size);
                    size = 0;
                    real.force();
                }

                @Override
                public void truncate(long length) throws IOException {
                    real.truncate(length);
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }

    private static List<Entry> walks(int sensors, int messages, int batches) {
        Random random = new Random(1);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            entries.add(Entries.walk(random, sensors, messages, Entries.START.plusSeconds((long) i * messages)));
        }
        return entries;
    }

    /** The real data: six quantities and one derived every 30 s, {@code messages} instants to a batch. */
    private static List<Entry> methane(List<String> lines, int messages) {
        List<double[]> rows = lines.stream()
                .filter(line -> !line.isEmpty() && Character.isDigit(line.charAt(0)))
                .map(line -> Arrays.stream(line.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        List<SensorId> sensors = List.of(
                new SensorId(Entries.SITE, "MM31", Quantity.CH4),
                new SensorId(Entries.SITE, "MM116", Quantity.CH4),
                new SensorId(Entries.SITE, "AS038", Quantity.AIR_VELOCITY),
                new SensorId(Entries.SITE, "PG072", Quantity.AIR_VELOCITY),
                new SensorId(Entries.SITE, "PD", Quantity.BELT_RUNNING),
                new SensorId(Entries.SITE, "BA13", Quantity.PRESSURE),
                new SensorId(Entries.SITE, "DMM116", Quantity.CH4));
        Random hash = new Random(1);
        List<Entry> entries = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += messages) {
            entries.add(rows(rows, from, Math.min(from + messages, rows.size()), sensors, hash));
        }
        return entries;
    }

    private static ReadingBatch rows(List<double[]> rows, int from, int to, List<SensorId> sensors, Random hash) {
        int m = sensors.size();
        int n = (to - from) * m;
        int[] sensor = new int[n];
        long[] times = new long[n];
        double[] values = new double[n];
        List<ReadingBatch.MessageMark> marks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sensor[i] = i % m;
            times[i] = ReadingBatch.micros(Entries.START.plusSeconds(30L * (from + i / m)));
            values[i] = rows.get(from + i / m)[i % m];
            if (i % m == 0) {
                marks.add(new ReadingBatch.MessageMark((from + i / m) % 65_535 + 1, hash.nextLong(), m));
            }
        }
        return new ReadingBatch(sensors, sensor, times, values, new int[n], marks);
    }
}
