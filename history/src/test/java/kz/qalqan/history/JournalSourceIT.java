package kz.qalqan.history;

import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.journal.Journal;
import kz.qalqan.journal.JournalConfig;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the journal on disk into the store on disk, over restarts of either. */
class JournalSourceIT {
    private static final SensorId S0 = SensorId.parse(SITE + "/S0/ch4");

    @TempDir
    private Path data;

    @Test
    void historyCatchesUpWithTheJournalAndTellsItWhatMayGo() {
        List<JournalEntry> entries = Entries.run(1, 400, 25);
        try (Journal journal = journal();
                ReadingStore store = store("history");
                HistoryFollower follower =
                        HistoryFollower.start(SITE, EntrySource.of(journal), store, HistoryMetrics.NONE)) {
            append(journal, entries.subList(0, 100));
            await().until(() -> follower.progress().readings() == 2_500);
            append(journal, entries.subList(100, 250));
            await().until(() -> journal.passed("history") == follower.position() && follower.position() >= 250);
        }
        try (Journal journal = journal()) {
            append(journal, entries.subList(250, 400));
            assertThat(followed(journal, "history")).hasSize(400);
            assertThat(followed(journal, "another")).hasSize(400);
        }
    }

    /** What the store in a directory holds of one sensor once it has caught up. */
    private List<Reading> followed(Journal journal, String directory) {
        try (ReadingStore store = store(directory);
                HistoryFollower follower =
                        HistoryFollower.start(SITE, EntrySource.of(journal), store, HistoryMetrics.NONE)) {
            await().until(() -> follower.caughtUp() && follower.position() == journal.durable());
            assertThat(follower.progress().readings()).isEqualTo(10_000);
            assertThat(store.stored(SITE).readings()).isEqualTo(10_000);
            return store.raw(S0, START, START.plus(Duration.ofDays(1)), 1_000);
        }
    }

    private Journal journal() {
        return Journal.open(data.resolve("journal"), SITE, JournalConfig.of("test"));
    }

    private ReadingStore store(String directory) {
        return EmbeddedStore.open(data.resolve(directory), Entries.FOR_EVER, InstantSource.system());
    }

    private static void append(Journal journal, List<JournalEntry> entries) {
        entries.stream()
                .map(e -> journal.append(e.content(), e.receivedAt()))
                .toList()
                .forEach(done -> done.join());
    }
}
