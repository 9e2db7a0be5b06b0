package kz.qalqan.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import kz.qalqan.journal.CommitWatch;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.journal.JournalInspection;
import kz.qalqan.journal.JournalReader;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * What the journal costs on this disk: bytes a reading; appending with fsync against a plain file that gets writes and
 * fsyncs of the same sizes; reading against reading the plain bytes; opening after a crash with a day of a mine in it.
 *
 * <p>Threads: one.
 */
final class JournalCost {
    private static final PrintStream OUT = System.out;
    private static final int IN_FLIGHT = 256;
    private static final int DAY_SECONDS = 86_400;
    private static final int MINE_SENSORS = 2_000;
    private static final int REPLAY_ENTRIES = 20_000;
    private static final double MIB = 1 << 20;
    /** A reading as a plain row: sensor 4, time 8, value 8, quality 4. */
    private static final int PLAIN_BYTES = 24;

    private final Path directory;

    JournalCost(Path directory) throws IOException {
        this.directory = Files.createTempDirectory(directory, "journal-cost");
    }

    /** Bytes a reading in whole segment files; {@code arff} is the real methane data. */
    void sizes(Path arff) throws Exception {
        size("mine, 1 reading a message, 1 message a commit", JournalData.mine(200, 1, 1, 40), true);
        size("mine, 1 reading a message, 10 messages a commit", JournalData.mine(1_000, 1, 10, 60), true);
        size("mine, 1 reading a message, 40 messages a commit", JournalData.mine(MINE_SENSORS, 1, 40, 60), true);
        size("mine, 10 readings a message, 1 message a commit", JournalData.mine(1_000, 10, 1, 60), true);
        size("mine, 50 readings a message, 20 messages a commit", JournalData.mine(MINE_SENSORS, 50, 20, 60), true);
        if (Files.exists(arff)) {
            size("methane data, 7 a message, 1 message a commit", JournalData.methane(arff, 1).stream(), true);
            size("methane data, 7 a message, 40 messages a commit", JournalData.methane(arff, 40).stream(), true);
        } else {
            OUT.println("size   methane data: " + arff + " is not there");
        }
    }

    /** Appending and reading against the raw device. */
    void speeds(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            speed("1 reading a message, 1 message an entry", JournalData.mine(MINE_SENSORS, 1, 1, 30));
            speed("50 readings a message, 1 message an entry", JournalData.mine(MINE_SENSORS, 50, 1, 1_000));
            speed("50 readings a message, 20 messages an entry", JournalData.mine(MINE_SENSORS, 50, 20, 2_000));
        }
    }

    /** Opening with {@code seconds} of a mine of 2,000 sensors at one reading a second. */
    void recovery(int seconds) throws Exception {
        Path own = directory.resolve("recovery");
        long began = System.nanoTime();
        Journal journal = Journal.open(own, JournalData.SITE, config());
        append(journal, JournalData.mine(MINE_SENSORS, 50, 40, seconds), false);
        double written = seconds(began);
        long entries = journal.durable();
        copyUnclosed(own.resolve(JournalData.SITE), own.resolve("crashed").resolve(JournalData.SITE));
        journal.close();
        long bytes = bytes(own.resolve(JournalData.SITE));
        OUT.printf(
                Locale.ROOT,
                "recovery  %.1f h of %d sensors: %d readings, %d entries, %.0f MiB, %.2f B a reading,"
                        + " written in %.0f s%n",
                seconds / 3600.0,
                MINE_SENSORS,
                (long) seconds * MINE_SENSORS,
                entries,
                bytes / MIB,
                (double) bytes / seconds / MINE_SENSORS,
                written);
        opening("after a crash", own.resolve("crashed"), entries);
        opening("after a clean stop", own, entries);
        delete(own);
    }

    private void opening(String what, Path journals, long entries) throws Exception {
        long began = System.nanoTime();
        try (Journal journal = Journal.open(journals, JournalData.SITE, config())) {
            double opened = seconds(began);
            double tail = read(journal, entries - REPLAY_ENTRIES);
            double all = read(journal, 0);
            OUT.printf(
                    Locale.ROOT,
                    "recovery  %s: open in %.2f s; the last %d entries, which a snapshot leaves at most, read in"
                            + " %.2f s; all in %.1f s%n",
                    what,
                    opened,
                    REPLAY_ENTRIES,
                    tail,
                    all);
        }
    }

    private void size(String name, Stream<JournalEntry> entries, boolean alone) throws Exception {
        Path own = Files.createTempDirectory(directory, "size");
        try (Journal journal = Journal.open(own, JournalData.SITE, config())) {
            append(journal, entries, alone);
        }
        JournalInspection.Report report = JournalInspection.verify(own.resolve(JournalData.SITE));
        OUT.printf(
                Locale.ROOT,
                "size   %-55s %9d readings, %6.2f B a reading%n",
                name,
                report.readings(),
                report.bytesPerReading());
        delete(own);
    }

    private void speed(String name, Stream<JournalEntry> stream) throws Exception {
        List<JournalEntry> entries = stream.toList();
        long readings = entries.stream()
                .mapToLong(entry -> ((ReadingBatch) entry.content()).size())
                .sum();
        Path own = Files.createTempDirectory(directory, "speed");
        List<Integer> packed = new ArrayList<>();
        List<Integer> unpacked = new ArrayList<>();
        JournalConfig watched = config().with(new CommitWatch() {
            @Override
            public void committed(int count, int bytes) {
                packed.add(bytes);
                unpacked.add((int) (count * readings / entries.size()) * PLAIN_BYTES);
            }
        });
        double appended;
        try (Journal journal = Journal.open(own, JournalData.SITE, watched)) {
            long began = System.nanoTime();
            append(journal, entries.stream(), false);
            appended = seconds(began);
        }
        double samePacked = raw(own.resolve("packed"), packed);
        double sameUnpacked = raw(own.resolve("unpacked"), unpacked);
        double read;
        try (Journal again = Journal.open(own, JournalData.SITE, config())) {
            read = read(again, 0);
        }
        double plain = plain(own.resolve("unpacked"));
        report(
                name,
                new Count(entries.size(), readings, packed.size()),
                new Took(appended, read, samePacked, sameUnpacked, plain));
        delete(own);
    }

    /** What was appended, in how many commits. */
    private record Count(int entries, long readings, int fsyncs) {}

    /**
     * Seconds: ours to append and to read, the raw file's to write the packed and the plain bytes and to read the
     * plain.
     */
    private record Took(double appended, double read, double packed, double unpacked, double plain) {}

    private static void report(String name, Count count, Took took) {
        OUT.printf(
                Locale.ROOT,
                "speed  %-44s %8.0f entries/s %9.0f readings/s, %5d fsyncs; to a raw file with as many fsyncs:"
                        + " of plain rows %.2f, of our packed bytes %.2f%n",
                name,
                count.entries() / took.appended(),
                count.readings() / took.appended(),
                count.fsyncs(),
                took.unpacked() / took.appended(),
                took.packed() / took.appended());
        OUT.printf(
                Locale.ROOT,
                "speed  %-44s a follower reads %10.0f readings/s; to writing plain rows %.2f, our packed bytes %.2f;"
                        + " to reading plain rows from the page cache %.3f%n",
                "",
                count.readings() / took.read(),
                took.unpacked() / took.read(),
                took.packed() / took.read(),
                took.plain() / took.read());
    }

    /** Appends all and waits; {@code alone}: each when the one before is durable, a commit of its own. */
    private static void append(Journal journal, Stream<JournalEntry> entries, boolean alone) throws Exception {
        Semaphore room = new Semaphore(alone ? 1 : IN_FLIGHT);
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (Iterator<JournalEntry> each = entries.iterator(); each.hasNext(); ) {
            JournalEntry entry = each.next();
            room.acquire();
            last = journal.append(entry.content(), entry.receivedAt()).thenAccept(position -> room.release());
        }
        last.join();
    }

    private static double raw(Path file, List<Integer> sizes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(32 << 20);
        long began = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int size : sizes) {
                bytes.clear().limit(size);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
        }
        return seconds(began);
    }

    private static double plain(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
        long began = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(bytes.clear()) > 0) {
                bytes.flip();
            }
        }
        return seconds(began);
    }

    private static double read(Journal journal, long after) throws InterruptedException {
        long began = System.nanoTime();
        try (JournalReader reader = journal.reader(Math.max(0, after))) {
            while (reader.position() < journal.durable()) {
                if (reader.next(Duration.ofSeconds(1)) == null) {
                    throw new IllegalStateException("nothing after " + reader.position());
                }
            }
        }
        return seconds(began);
    }

    private static JournalConfig config() {
        return JournalConfig.of("benchmark").withRecentReadings(0);
    }

    private static void copyUnclosed(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : segments(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static long bytes(Path own) throws IOException {
        long bytes = 0;
        for (Path file : segments(own)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static List<Path> segments(Path own) throws IOException {
        try (Stream<Path> files = Files.list(own)) {
            return files.filter(file -> file.toString().endsWith(".seg"))
                    .sorted()
                    .toList();
        }
    }

    static void delete(Path own) throws IOException {
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** All of it, in the directory given. */
    static void run(Path directory, Path arff, int rounds) throws Exception {
        JournalCost cost = new JournalCost(directory);
        cost.sizes(arff);
        cost.speeds(rounds);
        cost.recovery(DAY_SECONDS);
    }
}
