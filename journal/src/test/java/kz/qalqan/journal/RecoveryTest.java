package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be taken for a torn end, and what must. */
final class RecoveryTest {
    /** Header of a small group: magic, flags, three small numbers, checksum. */
    private static final int GROUP_BYTES = 2 + 1 + 3 + Integer.BYTES;

    /** A tick of the segment's first moment: length, type, version, time, checksum. */
    private static final int TICK_BYTES = 1 + 1 + 1 + 1 + Integer.BYTES;

    @TempDir(factory = MemoryDisk.class)
    Path directory;

    @Test
    void recordFromANewerBuildIsRefusedAndNeverCutOff() throws Exception {
        Path file = crashed(new Tick(), new Tick());
        byte[] bytes = Files.readAllBytes(file);
        int record = bytes.length - TICK_BYTES;
        bytes[record + 1] = 42;
        sign(bytes, record, 2);
        Files.write(file, bytes);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("unknown record type 42")
                .hasMessageContaining("byte " + record + ", position 2");
        assertThat(file).hasBinaryContent(bytes);
    }

    @Test
    void tornGroupWhosePayloadQuotesAJournalIsStillTorn() throws Exception {
        Path other = directory.resolve("other");
        try (Journal journal = Journal.open(other, Entries.SITE, Script.CONFIG)) {
            journal.append(new Tick(), Entries.START.plusSeconds(1)).get();
        }
        byte[] quote = Files.readAllBytes(Segment.file(other.resolve(Entries.SITE), 1));
        Path file = crashed(
                new Tick(),
                new Quarantined("t", QuarantineReason.UNREADABLE, "d", quote, quote.length, "hash", 1, 1, "", false));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        try (Journal journal = open()) {
            assertThat(journal.durable()).isEqualTo(1);
            assertThat(journal.openReport().torn())
                    .singleElement()
                    .satisfies(torn -> assertThat(torn.position()).isEqualTo(2))
                    .satisfies(torn -> assertThat(torn.kept()).hasSize(torn.bytes()));
        }
    }

    @Test
    void positionsOfATornGroupAreNotGivenAgainEvenAfterAStartThatWroteNothing() throws Exception {
        Path file = crashed(new Tick(), new Tick());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        long next;
        try (Journal journal = open()) {
            next = journal.openReport().next();
        }
        assertThat(next).isEqualTo(2 + Segment.GROUP_ENTRIES_MAX);
        try (Journal journal = open()) {
            assertThat(journal.openReport().clean()).isTrue();
            assertThat(journal.append(new Tick(), Entries.START).get()).isEqualTo(next);
            try (JournalReader reader = journal.reader(1)) {
                assertThat(Objects.requireNonNull(reader.next(Duration.ofSeconds(10)))
                                .position())
                        .isEqualTo(next);
            }
        }
    }

    @Test
    void groupThatWasOnDiskButNeverAcknowledgedIsKept() throws Exception {
        FaultyDisk disk = new FaultyDisk().forces(2);
        try (Journal journal = Journal.open(directory, Entries.SITE, Script.CONFIG, disk)) {
            journal.append(new Tick(), Entries.START).get();
            CompletableFuture<Long> failed = journal.append(Entries.oddValues(), Entries.START);
            assertThat(failed.handle((position, e) -> e != null).get()).isTrue();
        }
        List<Entry> read = new ArrayList<>();
        try (Journal journal = open()) {
            assertThat(Script.readAll(journal, read)).isEmpty();
        }
        assertThat(read).containsExactly(new Tick(), Entries.oddValues());
    }

    @Test
    void journalOfAnotherSiteIsRefused() throws Exception {
        crashed(new Tick());
        Files.move(own(), directory.resolve("other-mine"));
        assertThatThrownBy(() -> Journal.open(directory, "other-mine", Script.CONFIG))
                .hasMessageContaining("is of site " + Entries.SITE + ", not of other-mine");
    }

    @Test
    void damageBehindACleanStopIsNoTornEnd() throws Exception {
        try (Journal journal = open()) {
            journal.append(new Tick(), Entries.START).get();
        }
        Path file = Segment.file(own(), 1);
        Files.write(file, Damage.flip(Files.readAllBytes(file), Segment.HEADER_BYTES + GROUP_BYTES));
        assertThatThrownBy(this::open).isInstanceOf(JournalDamagedException.class);
        assertThat(JournalInspection.verify(own()).valid()).isFalse();
    }

    @Test
    void refusedOpenLeavesTheJournalUnlocked() throws Exception {
        Path file = crashed(new Tick(), new Tick());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Damage.flip(whole, Segment.HEADER_BYTES));
        assertThatThrownBy(this::open).isInstanceOf(JournalDamagedException.class);
        Files.write(file, whole);
        try (Journal journal = open()) {
            assertThat(journal.durable()).isEqualTo(2);
        }
    }

    /** Writes entries, a group each, and takes the seal off as a crash would. */
    private Path crashed(Entry... entries) throws Exception {
        try (Journal journal = open()) {
            for (Entry entry : entries) {
                journal.append(entry, Entries.START).get();
            }
        }
        Path file = Segment.file(own(), 1);
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(bytes, bytes.length - GROUP_BYTES));
    }

    /** Makes the checksum of the last record right again. */
    private static void sign(byte[] bytes, int record, long position) {
        int salt = new ByteSource()
                .over(bytes, Segment.HEADER_BYTES - Integer.BYTES, Integer.BYTES)
                .getInt();
        int checked = bytes.length - record - Integer.BYTES;
        ByteSink sink = new ByteSink(Integer.BYTES);
        sink.putInt(new Checksum().of(salt, position, bytes, record, checked));
        System.arraycopy(sink.array(), 0, bytes, record + checked, Integer.BYTES);
    }

    private Journal open() {
        return Journal.open(directory, Entries.SITE, Script.CONFIG);
    }

    private Path own() {
        return directory.resolve(Entries.SITE);
    }
}
