package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.PlanInForce;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final JournalConfig CONFIG = JournalConfig.of("test");
    private static final JournalConfig SMALL_SEGMENTS =
            CONFIG.with(new JournalConfig.Roll(2_000, Duration.ofDays(1))).withRecentReadings(0);

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void everyKindOfEntryComesBackAsItWas() throws Exception {
        List<Entry> written = new ArrayList<>(Entries.everyKind());
        written.addAll(Entries.laterKinds());
        try (Journal journal = open(CONFIG)) {
            append(journal, written);
        }
        try (Journal journal = open(CONFIG)) {
            assertThat(contents(read(journal, 0))).isEqualTo(written);
            assertThat(journal.openReport().clean()).isTrue();
        }
    }

    @Test
    void quarantinedMessageComesBackAsItWas() throws Exception {
        try (Journal journal = open(CONFIG)) {
            append(journal, List.of(Entries.quarantined("{\"ts\":")));
        }
        try (Journal journal = open(CONFIG)) {
            assertThat(contents(read(journal, 0)))
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(Entries.quarantined("{\"ts\":")));
        }
    }

    @Test
    void positionsGoOnAfterAReopen() throws Exception {
        try (Journal journal = open(CONFIG)) {
            assertThat(journal.durable()).isZero();
            assertThat(append(journal, List.of(new Tick(), new Tick()))).containsExactly(1L, 2L);
        }
        try (Journal journal = open(CONFIG)) {
            assertThat(journal.durable()).isEqualTo(2);
            assertThat(append(journal, List.of(new Tick()))).containsExactly(3L);
        }
    }

    @Test
    void receivedAtNeverGoesBackNotEvenOverAReopen() throws Exception {
        try (Journal journal = open(CONFIG)) {
            journal.append(new Tick(), Entries.START.plusNanos(1_999)).get();
            journal.append(new Tick(), Entries.START.minusSeconds(5)).get();
        }
        try (Journal journal = open(CONFIG)) {
            journal.append(new Tick(), Entries.START.minusSeconds(9)).get();
            journal.append(new Tick(), Entries.START.plusSeconds(1)).get();
            Instant first = Entries.START.plusNanos(1_000);
            assertThat(read(journal, 0))
                    .extracting(JournalEntry::receivedAt)
                    .containsExactly(first, first, first, Entries.START.plusSeconds(1));
        }
    }

    @Test
    void liveReaderAndFileReaderSeeTheSameEntriesOverManySegments() throws Exception {
        long seed = 20261121;
        Random random = new Random(seed);
        List<Entry> written = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            written.add(random.nextInt(3) == 0 ? new Tick() : Entries.any(random));
        }
        try (Journal journal = open(SMALL_SEGMENTS);
                JournalReader live = journal.reader(0)) {
            for (Entry entry : written) {
                long position = journal.append(entry, Entries.START).get();
                JournalEntry seen = live.next(SOON);
                assertThat(seen).isEqualTo(new JournalEntry(position, Entries.START, entry));
            }
            assertThat(journal.index().size()).isGreaterThan(20);
            assertThat(contents(read(journal, 0))).as("seed " + seed).isEqualTo(written);
            assertThat(contents(read(journal, 150))).isEqualTo(written.subList(150, 200));
        }
        try (Journal journal = open(SMALL_SEGMENTS)) {
            assertThat(contents(read(journal, 0))).isEqualTo(written);
        }
    }

    @Test
    void readerWaitsForTheNextEntryAndGivesUpInTime() throws Exception {
        try (Journal journal = open(CONFIG);
                JournalReader reader = journal.reader(0)) {
            assertThat(reader.next(Duration.ofMillis(1))).isNull();
            CompletableFuture<JournalEntry> seen = CompletableFuture.supplyAsync(() -> nextOf(reader));
            journal.append(new Tick(), Entries.START).get();
            assertThat(seen.get(10, TimeUnit.SECONDS).position()).isEqualTo(1);
        }
    }

    @Test
    void fullQueueRefusesAtOnceAndTakesAgainLater() throws Exception {
        JournalConfig tight = CONFIG.with(new JournalConfig.Waiting(2, 1 << 20));
        FaultyDisk disk = new FaultyDisk();
        try (Journal journal = Journal.open(directory, Entries.SITE, tight, disk)) {
            disk.hold();
            CompletableFuture<Long> first = journal.append(new Tick(), Entries.START);
            disk.awaitHeld();
            CompletableFuture<Long> second = journal.append(new Tick(), Entries.START);
            assertThat(journal.append(new Tick(), Entries.START))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(JournalFullException.class);
            disk.release();
            assertThat(first.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(2);
            assertThat(journal.append(new Tick(), Entries.START).get()).isEqualTo(3);
        }
    }

    @Test
    void entryLargerThanARecordIsRefusedAndTheOthersOfItsGroupAreKept() throws Exception {
        PlanInForce huge = new PlanInForce("h", "x".repeat(Segment.RECORD_BYTES_MAX));
        try (Journal journal = open(CONFIG)) {
            CompletableFuture<Long> before = journal.append(new Tick(), Entries.START);
            CompletableFuture<Long> refused = journal.append(huge, Entries.START);
            CompletableFuture<Long> after = journal.append(new Tick(), Entries.START);
            assertThat(refused).failsWithin(SOON).withThrowableThat().withMessageContaining("larger than a record");
            assertThat(before.get()).isEqualTo(1);
            assertThat(after.get()).isEqualTo(2);
            assertThat(journal.failure()).isEmpty();
        }
    }

    @Test
    void manyThreadsKeepTheirOwnOrderAndNothingIsLost() throws Exception {
        int threads = 8;
        int each = 300;
        List<Thread> appenders = new ArrayList<>();
        Map<Long, String> acknowledged = new ConcurrentHashMap<>();
        try (Journal journal = open(SMALL_SEGMENTS)) {
            for (int t = 0; t < threads; t++) {
                String name = "thread-" + t;
                appenders.add(new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        DeviceStatus status = new DeviceStatus(Entries.SITE, name, String.valueOf(i), true);
                        journal.append(status, Entries.START)
                                .thenAccept(position -> acknowledged.put(position, name + "/" + status.device()))
                                .join();
                    }
                }));
            }
            appenders.forEach(Thread::start);
            for (Thread appender : appenders) {
                appender.join();
            }
        }
        assertThat(acknowledged).hasSize(threads * each);
        try (Journal journal = open(SMALL_SEGMENTS)) {
            Map<String, Integer> last = new HashMap<>();
            for (JournalEntry entry : read(journal, 0)) {
                DeviceStatus status = (DeviceStatus) entry.content();
                assertThat(acknowledged).containsEntry(entry.position(), status.zone() + "/" + status.device());
                int number = Integer.parseInt(status.device());
                assertThat(number).isEqualTo(last.merge(status.zone(), 1, Integer::sum) - 1);
            }
        }
    }

    @Test
    void secondOpenIsRefusedWhileTheFirstHoldsTheLock() {
        try (Journal journal = open(CONFIG)) {
            assertThatThrownBy(() -> open(CONFIG)).hasMessageContaining("is open in another process");
            assertThat(journal.failure()).isEmpty();
        }
    }

    @Test
    void closedJournalRefusesToAppend() {
        Journal journal = open(CONFIG);
        journal.close();
        assertThat(journal.append(new Tick(), Entries.START))
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(JournalFailedException.class);
    }

    @Test
    void cursorsSurviveAReopen() throws Exception {
        try (Journal journal = open(CONFIG)) {
            append(journal, List.of(new Tick(), new Tick()));
            journal.passed("history", 2);
            journal.passed("rules", 1);
            assertThatThrownBy(() -> journal.passed("rules", 3)).hasMessageContaining("durable is 2");
        }
        try (Journal journal = open(CONFIG)) {
            assertThat(journal.passed("history")).isEqualTo(2);
            assertThat(journal.passed("rules")).isEqualTo(1);
            assertThat(journal.passed("nobody")).isZero();
            assertThat(journal.openReport().remarks()).isEmpty();
        }
    }

    private Journal open(JournalConfig config) {
        return Journal.open(directory, Entries.SITE, config);
    }

    private static List<Long> append(Journal journal, List<Entry> entries) throws Exception {
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        for (Entry entry : entries) {
            waiting.add(journal.append(entry, Entries.START));
        }
        List<Long> positions = new ArrayList<>();
        for (CompletableFuture<Long> done : waiting) {
            positions.add(done.get(10, TimeUnit.SECONDS));
        }
        return positions;
    }

    private static List<JournalEntry> read(Journal journal, long after) throws InterruptedException {
        List<JournalEntry> entries = new ArrayList<>();
        try (JournalReader reader = journal.reader(after)) {
            while (reader.position() < journal.durable()) {
                JournalEntry entry = reader.next(SOON);
                assertThat(entry).isNotNull();
                entries.add(entry);
            }
        }
        return entries;
    }

    private static List<Entry> contents(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::content).toList();
    }

    private static JournalEntry nextOf(JournalReader reader) {
        try {
            JournalEntry entry = reader.next(SOON);
            return entry == null ? new JournalEntry(0, Entries.START, new Tick()) : entry;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
