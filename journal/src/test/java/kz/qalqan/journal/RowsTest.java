package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small batches that refer to those before them: small, and read alike from wherever one begins. */
final class RowsTest {
    private static final int SENSORS = 500;
    private static final JournalConfig CONFIG = JournalConfig.of("rows")
            .with(new JournalConfig.Roll(1_200_000, Duration.ofDays(1)))
            .withRecentReadings(0);

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void readerThatBeginsAnywhereOrJumpsReadsWhatWasWritten() throws Exception {
        long seed = 7;
        Random random = new Random(seed);
        List<JournalEntry> written = new ArrayList<>();
        try (Journal journal = Journal.open(directory, Entries.SITE, CONFIG)) {
            write(journal, random, written);
            assertThat(SegmentIndex.list(directory.resolve(Entries.SITE))).hasSizeGreaterThan(1);
            for (int trial = 0; trial < 60; trial++) {
                int at = random.nextInt(written.size() - 60);
                try (JournalReader reader = journal.reader(at)) {
                    for (int i = 0; i < 50; i++) {
                        assertThat(reader.next(Duration.ofSeconds(10)))
                                .as("from %d, seed %d", at, seed)
                                .isEqualTo(written.get(at + i));
                    }
                }
            }
            jump(written);
        }
    }

    /** One reader that passes over entries again and again. */
    private void jump(List<JournalEntry> written) throws Exception {
        Random random = new Random(11);
        long first = SegmentIndex.list(directory.resolve(Entries.SITE)).get(0);
        long last = SegmentIndex.list(directory.resolve(Entries.SITE)).get(1) - 1;
        try (SegmentReader reader = SegmentReader.open(Segment.file(directory.resolve(Entries.SITE), first), first)) {
            long at = 0;
            while (at + 400 < last) {
                at += random.nextInt(400);
                reader.skipTo(at);
                assertThat(reader.position()).isEqualTo(at);
                for (int i = random.nextInt(4); i > 0; i--) {
                    assertThat(reader.next()).isEqualTo(written.get((int) at++));
                }
            }
        }
    }

    private static void write(Journal journal, Random random, List<JournalEntry> written) throws Exception {
        int[] level = random.ints(SENSORS, 20, 120).toArray();
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (int i = 0; i < 6_000; i++) {
            JournalEntry entry = new JournalEntry(
                    i + 1,
                    Entries.START.plusMillis(40L * i),
                    i % 100 == 99 ? new Tick() : live(random, level, i, 1 + random.nextInt(40)));
            written.add(entry);
            last = journal.append(entry.content(), entry.receivedAt());
            if (random.nextInt(3) == 0) {
                last.get();
            }
        }
        last.get();
    }

    /** Readings of some sensors that each send once a second, some seconds late, odd or of another precision. */
    private static ReadingBatch live(Random random, int[] level, int round, int readings) {
        List<SensorId> sensors = new ArrayList<>();
        int[] sensor = new int[readings];
        long[] times = new long[readings];
        double[] values = new double[readings];
        int[] quality = new int[readings];
        List<ReadingBatch.MessageMark> marks = new ArrayList<>();
        for (int i = 0; i < readings; i++) {
            int s = (round * 7 + i) % SENSORS;
            SensorId id = Entries.sensor(s);
            if (!sensors.contains(id)) {
                sensors.add(id);
            }
            sensor[i] = sensors.indexOf(id);
            level[s] += random.nextInt(3) - 1;
            times[i] = ReadingBatch.micros(Entries.START.plusMillis(40L * round + random.nextInt(9)))
                    + (random.nextInt(200) == 0 ? random.nextInt() : 0);
            values[i] = switch (random.nextInt(40)) {
                case 0 -> random.nextDouble();
                case 1 -> level[s];
                case 2 -> Double.NaN;
                default -> level[s] / 100.0;
            };
            quality[i] = random.nextInt(50) == 0 ? 1 << random.nextInt(12) : 0;
            marks.add(new ReadingBatch.MessageMark(
                    random.nextInt(30) == 0 ? random.nextInt(65_536) : i + 1, random.nextLong() >>> 24, 1));
        }
        return new ReadingBatch(sensors, sensor, times, values, quality, marks);
    }

    @Test
    void liveReadingsOfAMineTakeFewBytesBesideTheHashOfTheirMessage() throws Exception {
        Random random = new Random(3);
        int[] level = random.ints(SENSORS, 20, 120).toArray();
        long readings = 0;
        try (Journal journal = Journal.open(directory, Entries.SITE, JournalConfig.of("rows"))) {
            for (int second = 0; second < 200; second++) {
                for (int from = 0; from < SENSORS; from += 40) {
                    ReadingBatch batch = slow(random, level, second, from, Math.min(SENSORS, from + 40));
                    readings += batch.size();
                    journal.append(batch, Entries.START.plusSeconds(second)).get();
                }
            }
        }
        double bytes = Objects.requireNonNull(JournalInspection.verify(directory.resolve(Entries.SITE)))
                .bytesPerReading();
        assertThat(readings).isEqualTo(200L * SENSORS);
        assertThat(bytes).isLessThan(10.0);
    }

    private static ReadingBatch slow(Random random, int[] level, int second, int from, int to) {
        int n = to - from;
        List<SensorId> sensors = new ArrayList<>();
        int[] sensor = new int[n];
        long[] times = new long[n];
        double[] values = new double[n];
        List<ReadingBatch.MessageMark> marks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sensors.add(Entries.sensor(from + i));
            sensor[i] = i;
            level[from + i] += random.nextInt(3) - 1;
            times[i] = ReadingBatch.micros(Entries.START.plusSeconds(second).plusMillis(random.nextInt(9)));
            values[i] = level[from + i] / 100.0;
            marks.add(new ReadingBatch.MessageMark(i + 1, random.nextLong() >>> 24, 1));
        }
        return new ReadingBatch(sensors, sensor, times, values, new int[n], marks);
    }
}
