package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Tick;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 24 MiB that really runs full: the kernel says ENOSPC, nothing acknowledged is lost. */
final class FullDiskIT {
    private static final int DISK_MIB = 24;
    private static final long MIB = 1 << 20;
    private static final JournalConfig CONFIG = JournalConfig.of("full")
            .with(new JournalConfig.Roll(2 * MIB, Duration.ofDays(1)))
            .withRecentReadings(0)
            .with(new JournalConfig.Space(6 * MIB, 3 * MIB, 2 * MIB));

    @TempDir
    Path mount;

    private final Random random = new Random(5);
    private final List<Entry> acknowledged = new ArrayList<>();
    private Instant now = Entries.START;

    @BeforeEach
    void mountASmallDisk() throws Exception {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "tmpfs", mount.toString());
        String required = System.getenv().getOrDefault("QALQAN_REQUIRE", "");
        if (!mounted && !Arrays.asList(required.split(",")).contains("tmpfs")) {
            Assumptions.abort("skipped: tmpfs cannot be mounted here (needs root)");
        }
        assertThat(mounted).as("mount -t tmpfs").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mount.toString());
    }

    @Test
    void fullDiskRefusesReadingsCarriesTicksAndComesBack() throws Exception {
        try (Journal journal = Journal.open(mount, Entries.SITE, CONFIG)) {
            journal.keepHouse(); // makes the reserve
            assertThat(own().resolve(SpaceGuard.RESERVE)).hasSize(2 * MIB);
            fill(journal);
            assertThat(journal.space()).isEqualTo(SpaceState.FULL);
            tick(journal, 500);
            Path foreign = mount.resolve("somebody-else");
            eatAll(foreign);
            tick(journal, 2_000);
            assertThat(Files.size(own().resolve(SpaceGuard.RESERVE)))
                    .as("the reserve carried them")
                    .isLessThan(2 * MIB);
            Files.delete(foreign);
            journal.passed("rules", journal.durable());
            journal.snapshots().save("rules", journal.durable(), new byte[10]);
            journal.keepHouse(); // lets go of what everyone has passed
            journal.keepHouse(); // finds that there is room
            assertThat(journal.space()).isNotEqualTo(SpaceState.FULL);
            assertThat(taken(journal, message())).isTrue();
            assertThat(journal.failure()).isEmpty();
            keepOnlyWhatIsLeft(journal);
        }
        assertNothingIsLost();
    }

    @Test
    void enospcInTheMiddleOfAGroupWithoutAnyMarkLosesNothingAcknowledged() throws Exception {
        JournalConfig unmarked = CONFIG.with(JournalConfig.Space.ANY);
        try (Journal journal = Journal.open(mount, Entries.SITE, unmarked)) {
            while (taken(journal, message())) {
                assertThat(acknowledged).hasSizeLessThan(2_000);
            }
            assertThat(journal.space()).isEqualTo(SpaceState.FULL);
            assertThat(journal.failure()).isEmpty();
        }
        assertNothingIsLost();
    }

    /** Bytes that do not compress, so that the disk is full soon. */
    private Entry message() {
        int n = 5_000;
        return new ReadingBatch(
                List.of(Entries.sensor(1)),
                new int[n],
                random.longs(n).toArray(),
                random.doubles(n).toArray(),
                new int[n],
                List.of(new ReadingBatch.MessageMark(1, random.nextLong(), n)));
    }

    private void fill(Journal journal) throws Exception {
        for (int i = 0; i < 2_000 && journal.space() != SpaceState.FULL; i++) {
            taken(journal, message());
            journal.keepHouse();
        }
        assertThat(taken(journal, message())).isFalse();
    }

    private void tick(Journal journal, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Entry entry = i % 50 == 0 ? new LinkChange("disk", LinkChange.State.DOWN, "full " + i) : new Tick();
            assertThat(taken(journal, entry)).as("tick " + i).isTrue();
        }
    }

    private boolean taken(Journal journal, Entry entry) throws Exception {
        now = now.plusMillis(1);
        boolean taken = journal.append(entry, now)
                .handle((position, failed) -> failed == null)
                .get();
        if (taken) {
            acknowledged.add(entry);
        }
        return taken;
    }

    private void keepOnlyWhatIsLeft(Journal journal) {
        int gone = (int) journal.first() - 1;
        acknowledged.subList(0, gone).clear();
    }

    private void assertNothingIsLost() throws Exception {
        List<Entry> found = new ArrayList<>();
        try (Journal journal = Journal.open(mount, Entries.SITE, CONFIG)) {
            assertThat(journal.openReport().torn()).isEmpty();
            assertThat(Script.readAll(journal, found)).isEmpty();
        }
        assertThat(found.size()).isEqualTo(acknowledged.size());
        assertThat(found).isEqualTo(acknowledged);
        assertThat(JournalInspection.verify(own()).fault()).isNull();
    }

    private Path own() {
        return mount.resolve(Entries.SITE);
    }

    private static void eatAll(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] bytes = new byte[4096];
            for (int i = 0; i < DISK_MIB << 8; i++) {
                out.write(bytes);
            }
            throw new AssertionError("the disk is larger than it was mounted");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
