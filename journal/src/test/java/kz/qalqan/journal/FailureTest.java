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
    void fullDiskAtAnyByteLosesNothingAcknowledged() throws Exception {
        long seed = 11;
        for (int room = 0; room < 1_500; room += 61) {
            Path own = directory.resolve("room-" + room);
            Random random = new Random(seed);
            List<Entry> acknowledged = new ArrayList<>();
            try (Journal journal = Journal.open(own, Entries.SITE, Script.CONFIG, new FaultyDisk().room(room))) {
                while (journal.failure().isEmpty()) {
                    Entry entry = Entries.walk(random, 3, 1, Entries.START);
                    CompletableFuture<Long> done = journal.append(entry, Entries.START);
                    if (done.handle((position, failed) -> failed == null).get()) {
                        acknowledged.add(entry);
                    }
                }
            }
            List<Entry> found = new ArrayList<>();
            try (Journal journal = Journal.open(own, Entries.SITE, Script.CONFIG)) {
                assertThat(Script.readAll(journal, found)).isEmpty();
                assertThat(found).as("room " + room + ", seed " + seed).isEqualTo(acknowledged);
                assertThat(journal.append(new Tick(), Entries.START).get()).isGreaterThan(found.size());
            }
        }
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
