package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails: nothing acknowledged is lost, nothing is acknowledged after it, nothing is tried again. */
final class FailureTest {
    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void failedForceStopsTheJournalForGood() throws Exception {
        FaultyDisk disk = new FaultyDisk().forces(3);
        try (Journal journal = open(disk)) {
            assertThat(journal.append(new Tick(), Entries.START).get()).isEqualTo(1);
            assertThat(journal.append(new Tick(), Entries.START).get()).isEqualTo(2);
            assertFails(journal.append(new Tick(), Entries.START));
            disk.forces(Integer.MAX_VALUE);
            assertFails(journal.append(new Tick(), Entries.START));
            assertThat(journal.failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("Input/output error"));
            assertThat(journal.durable()).isEqualTo(2);
            assertThat(journal.reader(2).next(Duration.ofMillis(1))).isNull();
        }
    }

    @Test
    void fullDiskAtAnyByteLosesNothingAcknowledgedAndGoesOnWhenThereIsRoomAgain() throws Exception {
        long seed = 11;
        for (int room = 0; room < 1_500; room += 31) {
            Path own = directory.resolve("room-" + room);
            Random random = new Random(seed);
            List<Entry> acknowledged = new ArrayList<>();
            FaultyDisk disk = new FaultyDisk().room(room);
            try (Journal journal = Journal.open(own, Entries.SITE, Script.CONFIG, disk)) {
                while (taken(journal, Entries.walk(random, 3, 1, Entries.START), acknowledged)) {
                    assertThat(acknowledged).hasSizeLessThan(100);
                }
                assertThat(journal.space()).isEqualTo(SpaceState.FULL);
                assertThat(journal.append(new Tick(), Entries.START))
                        .failsWithin(Duration.ofSeconds(20))
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(JournalFullException.class);
                disk.room(Long.MAX_VALUE);
                assertThat(taken(journal, new Tick(), acknowledged))
                        .as("small entries are tried each time")
                        .isTrue();
                journal.keepHouse();
                assertThat(taken(journal, Entries.walk(random, 4, 2, Entries.START), acknowledged))
                        .isTrue();
                assertThat(journal.failure()).isEmpty();
            }
            List<Entry> found = new ArrayList<>();
            try (Journal journal = Journal.open(own, Entries.SITE, Script.CONFIG)) {
                assertThat(journal.openReport().clean()).isTrue();
                assertThat(Script.readAll(journal, found)).isEmpty();
                assertThat(found).as("room " + room + ", seed " + seed).isEqualTo(acknowledged);
            }
            assertThat(JournalInspection.verify(own.resolve(Entries.SITE)).fault())
                    .isNull();
        }
    }

    @Test
    void readersGoOnOverASegmentThatEndedForWantOfRoom() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (Journal journal = open(disk);
                JournalReader reader = journal.reader(0)) {
            journal.append(new Tick(), Entries.START).get();
            disk.room(3);
            assertThat(journal.append(new Tick(), Entries.START)
                            .handle((p, e) -> e != null)
                            .get())
                    .isTrue();
            disk.room(Long.MAX_VALUE);
            assertThat(journal.append(new Tick(), Entries.START).get()).isEqualTo(2);
            assertThat(reader.next(Duration.ofSeconds(20))).isNotNull();
            assertThat(reader.next(Duration.ofSeconds(20)))
                    .extracting(JournalEntry::position)
                    .isEqualTo(2L);
        }
    }

    private static boolean taken(Journal journal, Entry entry, List<Entry> acknowledged) throws Exception {
        boolean taken = journal.append(entry, Entries.START)
                .handle((position, failed) -> failed == null)
                .get();
        if (taken) {
            acknowledged.add(entry);
        }
        return taken;
    }

    @Test
    void entriesThatWaitBehindAFailureFailToo() throws Exception {
        FaultyDisk disk = new FaultyDisk().forces(1);
        try (Journal journal = open(disk)) {
            disk.hold();
            List<CompletableFuture<Long>> waiting = new ArrayList<>();
            waiting.add(journal.append(new Tick(), Entries.START));
            disk.awaitHeld();
            waiting.add(journal.append(new Tick(), Entries.START));
            waiting.add(journal.append(new Tick(), Entries.START));
            disk.release();
            for (CompletableFuture<Long> each : waiting) {
                assertFails(each);
            }
            assertThat(journal.durable()).isZero();
        }
    }

    private Journal open(FaultyDisk disk) {
        return Journal.open(directory, Entries.SITE, Script.CONFIG, disk);
    }

    private static void assertFails(CompletableFuture<Long> done) {
        assertThat(done)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(JournalFailedException.class);
    }
}
