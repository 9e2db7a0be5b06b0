package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Followers while the journal is being written. */
final class ReaderTest {
    private static final int GROUP_OF_A_TICK_BYTES = 18;

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void followersOnMemoryAndOnFilesSeeEveryEntryOnceInOrderWhileFourThreadsWrite() throws Exception {
        int threads = 4;
        int each = 5_000;
        long all = (long) threads * each;
        JournalConfig config = Script.CONFIG
                .with(new JournalConfig.Roll(20_000, Duration.ofDays(1)))
                .withRecentReadings(2_000);
        try (Journal journal = Journal.open(directory, Entries.SITE, config)) {
            List<CompletableFuture<List<String>>> followers = new ArrayList<>();
            for (int f = 0; f < 3; f++) {
                int pauseEvery = f * 500;
                followers.add(CompletableFuture.supplyAsync(() -> follow(journal, all, pauseEvery)));
            }
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String zone = "t" + t;
                writers.add(CompletableFuture.runAsync(() -> write(journal, zone, each)));
            }
            for (CompletableFuture<Void> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
            List<String> first = followers.get(0).get(30, TimeUnit.SECONDS);
            assertThat(first).hasSize((int) all).doesNotHaveDuplicates();
            assertThat(followers.get(1).get(30, TimeUnit.SECONDS)).isEqualTo(first);
            assertThat(followers.get(2).get(30, TimeUnit.SECONDS)).isEqualTo(first);
            assertThat(journal.index().size()).isGreaterThan(10);
        }
    }

    @Test
    void nothingIsShownBeforeItIsOnDisk() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (Journal journal = Journal.open(directory, Entries.SITE, Script.CONFIG, disk);
                JournalReader reader = journal.reader(0)) {
            disk.hold();
            CompletableFuture<Long> done = journal.append(new Tick(), Entries.START);
            disk.awaitHeld();
            assertThat(reader.next(Duration.ofMillis(20))).isNull();
            assertThat(done).isNotDone();
            disk.release();
            assertThat(reader.next(SOON)).isEqualTo(new JournalEntry(1, Entries.START, new Tick()));
        }
    }

    @Test
    void readerOfASegmentThatWasDeletedUnderItSaysSoAndSkipsNothing() throws Exception {
        JournalConfig little = Script.CONFIG.with(new JournalConfig.Retention(0, Duration.ZERO));
        try (Journal journal = Journal.open(directory, Entries.SITE, little);
                JournalReader slow = journal.reader(0)) {
            for (int i = 0; i < 60; i++) {
                journal.append(new Tick(), Entries.START).get();
            }
            assertThat(Objects.requireNonNull(slow.next(SOON)).position()).isEqualTo(1);
            journal.passed("rules", 60);
            journal.snapshots().save("rules", 60, new byte[0]);
            journal.keepHouse();
            assertThat(journal.first()).isGreaterThan(30);
            assertThatThrownBy(() -> slow.next(SOON)).hasMessageContaining("what follows position 1 is gone");
        }
    }

    @Test
    void interruptedReaderStopsAndGoesOnLater() throws Exception {
        try (Journal journal = Journal.open(directory, Entries.SITE, Script.CONFIG);
                JournalReader reader = journal.reader(0)) {
            journal.append(new Tick(), Entries.START).get();
            journal.append(new Tick(), Entries.START).get();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> reader.next(SOON)).isInstanceOf(InterruptedException.class);
            assertThat(Objects.requireNonNull(reader.next(SOON)).position()).isEqualTo(1);
        }
    }

    @Test
    void ownerIsToldOfCommitsAndOfTheFailure() throws Exception {
        AtomicLong committed = new AtomicLong();
        JournalConfig watched = Script.CONFIG.with(new CommitWatch() {
            @Override
            public void committed(int entries, int bytes) {
                committed.addAndGet(entries * 1_000_000L + bytes);
            }
        });
        try (Journal journal = Journal.open(directory, Entries.SITE, watched, new FaultyDisk().forces(2))) {
            journal.append(new Tick(), Entries.START).get();
            assertThat(committed).hasValue(1_000_000L + GROUP_OF_A_TICK_BYTES);
            assertThat(journal.lastReceivedAt()).contains(Entries.START);
            assertThat(journal.failed()).isNotDone();
            assertThat(journal.append(new Tick(), Entries.START))
                    .failsWithin(SOON)
                    .withThrowableOfType(ExecutionException.class);
            assertThat(journal.failed().get(20, TimeUnit.SECONDS)).hasMessageContaining("stop the process");
        }
    }

    private static void write(Journal journal, String zone, int count) {
        CompletableFuture<Long> last = CompletableFuture.completedFuture(0L);
        for (int i = 0; i < count; i++) {
            last = journal.append(new DeviceStatus(Entries.SITE, zone, Integer.toString(i), true), Entries.START);
            if (i % 100 == 0) {
                last.join();
            }
        }
        last.join();
    }

    /** Reads so many entries; one that pauses falls behind what is in memory and comes back from the files. */
    private static List<String> follow(Journal journal, long count, int pauseEvery) {
        List<String> seen = new ArrayList<>();
        try (JournalReader reader = journal.reader(0)) {
            while (seen.size() < count) {
                JournalEntry entry = Objects.requireNonNull(reader.next(SOON));
                assertThat(entry.position()).isEqualTo(seen.size() + 1L);
                DeviceStatus status = (DeviceStatus) entry.content();
                seen.add(status.zone() + "/" + status.device());
                long ahead = Math.min(count, entry.position() + 1_000);
                if (pauseEvery > 0 && seen.size() % pauseEvery == 0) {
                    journal.durableMark().await(ahead, SOON.toNanos());
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return seen;
    }
}
