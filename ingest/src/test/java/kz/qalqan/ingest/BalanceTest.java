package kz.qalqan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import kz.qalqan.ingest.IngestPorts.Progress;
import kz.qalqan.telemetry.Intake.Balance;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** received = accepted + duplicate + quarantined and accepted = stored + waiting, whatever happens. */
class BalanceTest {
    private static final int STEPS = 3_000;

    @TempDir
    Path directory;

    /** A history that follows one desk's journals, at its own pace, and may lose everything. */
    private static final class History {
        final Map<String, Progress> progress = new LinkedHashMap<>();

        void follow(Desk desk, int entries) {
            follow("k1", desk.k1, entries);
            follow("k2", desk.k2, entries);
        }

        private void follow(String site, MemoryLog log, int entries) {
            Progress now = progress.getOrDefault(site, Progress.NOTHING);
            int left = entries;
            for (JournalEntry entry : log.entries()) {
                if (entry.position() > now.position() && left-- > 0) {
                    int readings = entry.content() instanceof ReadingBatch batch ? batch.size() : 0;
                    now = new Progress(entry.position(), now.readings() + readings);
                }
            }
            progress.put(site, now);
        }
    }

    private static void holds(Balance balance, long sent) {
        assertThat(balance.received()).isEqualTo(balance.accepted() + balance.duplicate() + balance.quarantined());
        assertThat(balance.accepted()).isEqualTo(balance.stored() + balance.waiting());
        assertThat(balance.waiting()).isNotNegative();
        assertThat(balance.forgotten()).isBetween(0L, balance.stored());
        assertThat(balance.dropped()).isZero();
        assertThat(balance.received()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 42, 2_026, 77})
    void itHoldsAfterEveryStepOfAnyStory(long seed) throws IOException {
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Desk desk = new Desk();
        History history = new History();
        Path file = directory.resolve("intake");
        desk.books.checkpoint().write(file);
        long sent = 0;
        for (int step = 0; step < STEPS; step++) {
            desk.now = desk.now.plusMillis(random.nextInt(2_000));
            switch (random.nextInt(40)) {
                case 0 -> {
                    desk.books.checkpoint().write(file);
                }
                case 1 -> {
                    Desk restarted = Desk.over(desk, Checkpoint.read(file));
                    restarted.plan = desk.plan;
                    desk = restarted;
                }
                case 2 -> history.progress.clear();
                case 3 -> {
                    desk.plan = random.nextBoolean() ? Plans.two() : Plans.twoWithAnotherDevice();
                    desk.books.list(1).forEach(desk::replay);
                }
                case 4, 5, 6, 7, 8, 9 -> history.follow(desk, random.nextInt(50));
                default -> sent += send(desk, random);
            }
            holds(desk.books.balance(history.progress), sent);
        }
        history.follow(desk, Integer.MAX_VALUE);
        Balance end = desk.books.balance(history.progress);
        assertThat(end.waiting()).isZero();
        assertThat(end.stored())
                .isEqualTo(desk.k1.readings().size() + desk.k2.readings().size());
        System.out.println(end);
    }

    /** Sends one message of some class; says for how many readings it stands. */
    private static int send(Desk desk, SplittableRandom random) {
        long ts = desk.now.toEpochMilli() - random.nextInt(4) * 1_000L;
        switch (random.nextInt(8)) {
            case 0 -> desk.telemetry("garbage");
            case 1 -> desk.message("mine/k1/face-3/GA-99/telemetry", "{\"ts\":" + ts + ",\"values\":{\"ch4\":1}}");
            case 2 -> {
                desk.telemetry("{\"values\":{\"ch4\":0.4,\"radon\":1,\"co\":\"x\"}}");
                return 3;
            }
            case 3 -> {
                desk.message(
                        "v1/gateway/telemetry",
                        "{\"GA-07\":{\"ts\":" + ts
                                + ",\"values\":{\"ch4\":1}},\"GB-01\":{\"values\":{\"ch4\":2,\"co\":1}}}");
                return 3;
            }
            case 4 -> desk.message("mine/k1/drift-1/GA-07/telemetry", "{\"values\":{\"ch4\":0.3}}");
            default ->
                desk.telemetry("{\"ts\":" + ts / 1_000 * 1_000 + ",\"values\":{\"ch4\":0." + random.nextInt(3) + "}}");
        }
        return 1;
    }

    @Test
    void whatHistoryLostAndTheJournalNoLongerHasIsSaidAndNotDrifted() throws IOException {
        Desk desk = new Desk();
        History history = new History();
        for (int i = 0; i < 10; i++) {
            desk.telemetry("{\"values\":{\"ch4\":1,\"co\":2}}");
        }
        history.follow(desk, 100);
        Path file = directory.resolve("intake");
        desk.books.checkpoint().write(file);
        desk.k1.forget();
        history.progress.clear();
        desk.telemetry("{\"values\":{\"ch4\":1,\"co\":2}}");

        Desk restarted = Desk.over(desk, Checkpoint.read(file));
        holds(restarted.books.balance(history.progress), 22);
        history.follow(restarted, 100);
        assertThat(restarted.books.balance(history.progress)).isEqualTo(new Balance(22, 22, 0, 0, 22, 0, 0, 20));
        restarted.books.checkpoint().write(file);
        restarted.telemetry("{\"values\":{\"ch4\":1,\"co\":2}}");
        Desk again = Desk.over(restarted, Checkpoint.read(file));
        assertThat(again.books.balance(history.progress)).isEqualTo(new Balance(24, 24, 0, 0, 22, 2, 0, 20));
    }

    @Test
    void aStartReadsNoMoreOfALongJournalThanOfAShortOne() {
        Books books = new Books();
        MemoryLog log = new MemoryLog();
        ReadingBatch batch = new Desk()
                .telemetry("{\"values\":{\"ch4\":1,\"co\":2}}")
                .k1
                .entries(ReadingBatch.class)
                .get(0);
        for (int i = 1; i <= 3 * Limits.BOOKED_ENTRIES; i++) {
            books.book("k1", new JournalEntry(i, Desk.NOON, batch));
        }
        Checkpoint.Place place =
                Objects.requireNonNull(books.checkpoint().sites().get("k1"));
        assertThat(place.counted() - place.from()).isBetween(1L, (long) Limits.BOOKED_ENTRIES);
        assertThat(place.accepted()).isEqualTo(6L * Limits.BOOKED_ENTRIES);
        assertThat(log.entries()).isEmpty();
    }
}
