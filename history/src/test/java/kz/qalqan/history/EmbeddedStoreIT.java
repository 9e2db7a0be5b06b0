package kz.qalqan.history;

import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.questdb.cairo.ErrorTag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract, and recovers by itself. */
class EmbeddedStoreIT extends ReadingStoreContract {
    private static final InstantSource CLOCK = InstantSource.fixed(START);
    private static final SensorId S0 = SensorId.parse(SITE + "/S0/ch4");

    @TempDir
    private Path data;

    @Override
    ReadingStore open() {
        return EmbeddedStore.open(data.resolve("history"), Entries.FOR_EVER, CLOCK);
    }

    @Override
    ReadingStore reopen(ReadingStore open) {
        open.close();
        return open();
    }

    @Test
    void aSuspendedTableGoesOnByItself() throws Exception {
        store.append(SITE, Entries.run(1, 10, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(10);
        database().suspend(ErrorTag.DISK_FULL, "no space left");
        assertThat(store.health().state()).isEqualTo(StoreHealth.State.SUSPENDED);
        assertThat(store.health().reason()).contains("no space left");

        store.append(SITE, Entries.run(11, 10, 10));

        assertThat(store.raw(S0, START, END, 100)).hasSize(20);
        assertThat(store.health().state()).isEqualTo(StoreHealth.State.UP);
    }

    @Test
    void aTableThatWillNotGoOnIsMovedAsideAndFilledAgain() throws Exception {
        store.append(SITE, Entries.run(1, 10, 10));
        for (int i = 0; i < 5; i++) {
            assertThat(store.raw(S0, START, END, 100)).hasSize(10 + i);
            database().suspend(ErrorTag.NONE, "torn");
            store.append(SITE, Entries.run(11 + i, 1, 10));
        }
        assertThat(store.raw(S0, START, END, 100)).hasSize(15);
        database().suspend(ErrorTag.NONE, "torn");

        assertThatThrownBy(() -> store.append(SITE, Entries.run(16, 1, 10)))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("begins again");

        assertThat(store.stored(SITE)).isEqualTo(ReadingStore.Stored.NOTHING);
        assertThat(store.latest(SITE)).isEmpty();
        store.append(SITE, Entries.run(1, 16, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(16);
        assertThat(store.health().reason()).contains("torn").contains("history-aside-");
    }

    @Test
    void aStartThatDidNotEndBeginsEmptyAndKeepsWhatWasThere() throws IOException {
        store.append(SITE, Entries.run(1, 10, 10));
        store.close();
        Files.writeString(data.resolve("history.starting"), "killed in native code");

        store = open();

        assertThat(store.stored(SITE)).isEqualTo(ReadingStore.Stored.NOTHING);
        assertThat(store.health().reason()).contains("history-aside-20261121T080000Z");
        assertThat(data.resolve("history-aside-20261121T080000Z/db")).isDirectory();
        assertThat(data.resolve("history.starting")).doesNotExist();
        store.append(SITE, Entries.run(1, 10, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(10);
    }

    @Test
    void damageThatIsNoticedAtTheStartIsMovedAsideAtOnce() throws IOException {
        store.append(SITE, Entries.run(1, 10, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(10);
        store.close();
        try (Stream<Path> files = Files.walk(data.resolve("history/db"))) {
            for (Path meta : files.filter(f -> f.endsWith("_meta")).toList()) {
                Files.write(meta, new byte[64]);
            }
        }

        store = open();

        assertThat(store.health().reason()).contains("history-aside-20261121T080000Z");
        assertThat(store.stored(SITE)).isEqualTo(ReadingStore.Stored.NOTHING);
        store.append(SITE, Entries.run(1, 10, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(10);
    }

    @Test
    void aDeletedDirectoryIsFilledAgainByTheFollower() throws IOException {
        ListedJournal journal = new ListedJournal();
        journal.add(Entries.run(1, 200, 10));
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 200);
        }
        store.close();
        delete(data.resolve("history"));

        store = open();
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 200);
            assertThat(follower.progress().readings()).isEqualTo(2_000);
        }
        assertThat(store.raw(S0, START, END, 1_000)).hasSize(200);
    }

    @Test
    void theDirectoryIsTakenByOneStoreOnly() {
        assertThatThrownBy(this::open).isInstanceOf(StoreFault.class).hasMessageContaining("is open already");
    }

    @Test
    void itKeepsNoThreadThatWouldKeepAFailedProcessAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().matches("(shared|wal-apply).*"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    private QuestDb database() {
        return Objects.requireNonNull(((EmbeddedStore) store).using()).db();
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
