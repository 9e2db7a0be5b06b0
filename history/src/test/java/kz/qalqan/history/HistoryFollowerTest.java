package kz.qalqan.history;

import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static kz.qalqan.history.Entries.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;

/** The follower loses nothing, whatever the store does, and never asks anyone to wait. */
class HistoryFollowerTest {
    private final ListedJournal journal = new ListedJournal();
    private final RecordingStore store = new RecordingStore();

    @Test
    void everyReadingReachesTheStoreInOrderAndTheProgressCountsThem() {
        journal.add(Entries.run(1, 300, 7));
        journal.add(List.of(tick(301, START.plusSeconds(301))));
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(follower::caughtUp);
            await().until(() -> follower.position() == 301);

            assertThat(follower.progress()).isEqualTo(new HistoryFollower.Progress(301, 2_100, START.plusSeconds(301)));
            assertThat(store.positions()).hasSize(300);
            journal.add(Entries.run(302, 1, 7));
            await().until(() -> follower.progress().readings() == 2_107);
        }
    }

    @Test
    void aBacklogIsStoredInFullBatches() {
        journal.add(Entries.run(1, 200, 100));
        HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE).close();

        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 200);
            assertThat(store.positions()).hasSize(200);
            assertThat(store.largest).isEqualTo(HistoryFollower.BATCH_READINGS);
        }
    }

    @Test
    void aFailingStoreIsTriedAgainFromWhereItIs() {
        journal.add(Entries.run(1, 100, 100));
        store.failures.set(3);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        HistoryMetrics metrics = new HistoryMetrics() {
            @Override
            public void failed(String site, String reason) {
                heard.add(site + ": " + reason);
            }
        };
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, metrics)) {
            await().until(() -> follower.position() == 100);

            assertThat(store.positions()).hasSize(100);
            assertThat(follower.progress().readings()).isEqualTo(10_000);
            assertThat(heard).hasSize(3).containsOnly(SITE + ": StoreFault: no space");
            await().until(() -> follower.trouble().isEmpty());
        }
    }

    @Test
    void aStoreThatLostEverythingIsFilledFromTheBeginning() {
        journal.add(Entries.run(1, 50, 10));
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 50);
            store.loseEverything();
            journal.add(Entries.run(51, 1, 10));

            await().until(() -> follower.position() == 51);
            assertThat(store.positions()).hasSize(51);
            assertThat(follower.progress().readings()).isEqualTo(510);
        }
    }

    @Test
    void itGoesOnWhereTheStoreIsAfterARestart() {
        journal.add(Entries.run(1, 30, 10));
        store.append(SITE, Entries.run(1, 20, 10));
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 30);
            assertThat(follower.progress().readings()).isEqualTo(300);
            assertThat(store.appendedTwice).isEmpty();
        }
    }

    @Test
    void aStoreThatStandsStillShowsInItsTroubleAndCloseStillEnds() {
        journal.add(Entries.run(1, 1, 1));
        store.failures.set(Integer.MAX_VALUE);
        HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE);
        await().until(() -> follower.trouble().contains("no space"));

        follower.close();

        assertThat(follower.position()).isZero();
    }

    @Test
    void aJournalThatWasReplacedIsReadFromItsBeginning() {
        store.append(SITE, Entries.run(1, 500, 1));
        journal.add(Entries.run(1, 20, 10));
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 20);
            assertThat(store.appendedTwice).hasSize(20);
            assertThat(follower.progress().readings()).isEqualTo(200);
        }
    }

    @Test
    void theJournalMayForgetWhatTheStoreHasAndNothingElse() {
        journal.add(Entries.run(1, 20, 10));
        for (long position = 21; position <= 520; position++) {
            journal.add(List.of(tick(position, START.plusSeconds(position))));
        }
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 520);
            assertThat(journal.passed())
                    .isEqualTo(store.stored(SITE).position())
                    .isBetween(20L, 520L);
        }
        for (long position = 521; position <= 2_000; position++) {
            journal.add(List.of(tick(position, START.plusSeconds(position))));
        }
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            await().until(() -> follower.position() == 2_000);
            assertThat(journal.passed())
                    .isEqualTo(store.stored(SITE).position())
                    .isGreaterThan(1_000L);
        }
    }

    /** Remembers positions; fails and forgets on demand. */
    private static final class RecordingStore implements ReadingStore {
        final AtomicInteger failures = new AtomicInteger();
        final Set<Long> appendedTwice = new TreeSet<>();
        private final Set<Long> positions = new TreeSet<>();
        private Stored stored = Stored.NOTHING;
        private boolean lost;
        volatile long largest;

        @Override
        public synchronized void append(String site, List<JournalEntry> entries) {
            if (lost || failures.get() > 0) {
                failures.decrementAndGet();
                lost = false;
                throw new StoreFault("no space");
            }
            long readings = 0;
            for (JournalEntry entry : entries) {
                if (entry.content() instanceof kz.qalqan.telemetry.ReadingBatch batch) {
                    readings += batch.size();
                    if (!positions.add(entry.position())) {
                        appendedTwice.add(entry.position());
                    }
                }
            }
            largest = Math.max(largest, readings);
            stored = new Stored(entries.get(entries.size() - 1).position(), stored.readings() + readings);
        }

        synchronized void loseEverything() {
            positions.clear();
            stored = Stored.NOTHING;
            lost = true;
        }

        synchronized Set<Long> positions() {
            return new TreeSet<>(positions);
        }

        @Override
        public synchronized Stored stored(String site) {
            return stored;
        }

        @Override
        public synchronized void rewind(String site) {
            stored = Stored.NOTHING;
        }

        @Override
        public StoreHealth health() {
            return new StoreHealth(StoreHealth.State.UP, "", 0);
        }

        @Override
        public List<Reading> raw(SensorId sensor, Instant from, Instant to, int limit) {
            return List.of();
        }

        @Override
        public List<Point> downsampled(SensorId sensor, Instant from, Instant to, Duration step) {
            return List.of();
        }

        @Override
        public List<Reading> latest(String site) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
