package kz.qalqan.history;

import static kz.qalqan.history.Entries.CH4;
import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static kz.qalqan.history.Entries.entry;
import static kz.qalqan.history.Entries.reading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.history.ReadingStore.Stored;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import okhttp3.Interceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The InfluxDB store keeps the contract on a real 1.x server, and gives nothing up when that is in trouble. */
class Influx1StoreIT extends InfluxStoreContract {
    private static final SensorId S0 = SensorId.parse(SITE + "/S0/ch4");

    @TempDir
    private static Path home;

    private static Influxd server;

    @BeforeAll
    static void startServer() throws IOException {
        server = Influxd.start(home);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    InfluxConfig create(String database) {
        server.run("CREATE DATABASE \"" + database + "\"");
        return server.config(database);
    }

    @Override
    Interceptor[] further() {
        return new Interceptor[] {Influxd.WRITES_OF_1_X};
    }

    @Test
    void aReadingTheServerWillNotTakeIsSetAsideAndAllOthersAreStored() throws IOException {
        int most = Influxd.DEVICES_MAX;
        store.append(SITE, Entries.run(1, 1, most));
        List<JournalEntry> tooMany = Entries.run(2, 1, most + 3);
        store.append(SITE, tooMany);
        store.append(SITE, tooMany);

        assertThat(store.stored(SITE)).isEqualTo(new Stored(2, 2 * most + 3));
        assertThat(store.rejected(SITE)).isEqualTo(3);
        assertThat(count()).isEqualTo(2L * most);
        assertThat(Files.readAllLines(data.resolve("rejected/" + SITE + ".lp")))
                .hasSize(6)
                .anyMatch(line -> line.startsWith("# ") && line.contains("max-values-per-tag"))
                .anyMatch(line -> line.startsWith("readings,device=S" + (most + 2) + ","));
        assertThat(store.health().reason()).contains("3 readings rejected, kept in");
        store = reopen(store);
        assertThat(store.rejected(SITE)).isEqualTo(3);
    }

    private long count() {
        String answer = server.run("SELECT count(\"position\") FROM \"" + config().bucket() + "\"..readings");
        return Long.parseLong(answer.replaceAll("(?s).*,(\\d+)]]}]}]}.*", "$1"));
    }

    @Test
    void aBucketThatTakesNothingIsTroubleAndNoLoss() {
        InfluxClient other = InfluxClient.of(server.config(config().bucket()), further());
        try {
            other.write(List.of("readings,site=x position=\"a text\" " + START.getEpochSecond() + "000000000"));
        } catch (InfluxClient.LinesRefused e) {
            throw new AssertionError(e);
        } finally {
            other.close();
        }

        assertThatThrownBy(() -> store.append(SITE, Entries.run(1, 1, 20)))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("takes no reading at all")
                .hasMessageContaining("field type conflict");

        assertThat(store.stored(SITE)).isEqualTo(Stored.NOTHING);
        assertThat(store.rejected(SITE)).isZero();
        assertThat(store.health().state()).isEqualTo(StoreHealth.State.DOWN);
    }

    @Test
    void aBucketThatIsMissingIsTroubleAndNoLoss() {
        server.run("DROP DATABASE \"" + config().bucket() + "\"");

        assertThatThrownBy(() -> store.append(SITE, Entries.run(1, 1, 20)))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("does not know bucket '" + config().bucket() + "'");
        assertThatThrownBy(() -> store.raw(S0, START, END, 10)).isInstanceOf(StoreFault.class);

        server.run("CREATE DATABASE \"" + config().bucket() + "\"");
        store.append(SITE, Entries.run(1, 1, 20));
        assertThat(store.raw(S0, START, END, 10)).hasSize(1);
    }

    @Test
    void aServerThatWasReplacedByAnEmptyOneIsFilledAgain() {
        store.append(SITE, Entries.run(1, 10, 10));
        store = reopen(store);
        server.run("DROP DATABASE \"" + config().bucket() + "\"");
        server.run("CREATE DATABASE \"" + config().bucket() + "\"");

        assertThatThrownBy(() -> store.append(SITE, Entries.run(11, 1, 10)))
                .isInstanceOf(StoreFault.class)
                .hasMessageContaining("up to position 10 and now knows 0");

        assertThat(store.stored(SITE)).isEqualTo(Stored.NOTHING);
        store.append(SITE, Entries.run(1, 11, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(11);
        assertThat(store.stored(SITE)).isEqualTo(new Stored(11, 110));
    }

    @Test
    void aServerThatIsKilledUnderLoadHasEverythingInTheEnd() throws Exception {
        ListedJournal journal = new ListedJournal();
        try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
            for (int kill = 0; kill < 2; kill++) {
                journal.add(Entries.run(1 + kill * 100L, 100, 100));
                int before = kill;
                await().until(() -> follower.progress().readings() > before * 10_000L);
                server.kill();
                await().until(() -> store.health().state() == StoreHealth.State.DOWN
                        || follower.progress().readings() == (before + 1) * 10_000L);
                server.restart();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> follower.position() == 200);
        }
        assertThat(store.stored(SITE)).isEqualTo(new Stored(200, 20_000));
        assertThat(count()).isEqualTo(20_000);
    }

    @Test
    void aServerThatIsAwayStopsQueriesAtOnceAndTheStoreOpensWithoutIt() throws Exception {
        store.append(SITE, Entries.run(1, 10, 10));
        server.kill();
        try {
            assertThatThrownBy(() -> store.append(SITE, Entries.run(11, 1, 10)))
                    .isInstanceOf(StoreFault.class)
                    .hasMessageContaining("does not answer");
            assertThatThrownBy(() -> store.raw(S0, START, END, 10))
                    .isInstanceOf(StoreFault.class)
                    .hasMessageContaining("history is out");
            store = reopen(store);
            assertThat(store.health().state()).isEqualTo(StoreHealth.State.DOWN);
            assertThat(store.stored(SITE)).isEqualTo(new Stored(10, 100));
            assertThat(store.latest(SITE)).isEmpty();
        } finally {
            server.restart();
        }
        store.append(SITE, Entries.run(11, 1, 10));
        assertThat(store.raw(S0, START, END, 100)).hasSize(11);
        assertThat(store.latest(SITE)).hasSize(10);
        assertThat(store.health().state()).isEqualTo(StoreHealth.State.UP);
    }

    @Test
    void whatIsOlderThanTheBucketKeepsExpiresAndHoldsNothingUp() {
        server.run("ALTER RETENTION POLICY autogen ON \"" + config().bucket() + "\" DURATION 1d SHARD DURATION 1h");
        store.close();
        InstantSource now = InstantSource.system();
        store = InfluxStore.open(data, config(), now, InfluxClient.of(config(), further()));
        Reading young = reading(CH4, now.instant().minus(Duration.ofHours(1)), 0.5);
        Reading old = reading(CH4, now.instant().minus(Duration.ofDays(3)), 0.4);

        store.append(SITE, List.of(entry(1, young, old)));

        assertThat(store.stored(SITE)).isEqualTo(new Stored(1, 2));
        assertThat(store.rejected(SITE)).isZero();
        assertThat(store.raw(CH4, now.instant().minus(Duration.ofDays(9)), now.instant(), 10))
                .extracting(Reading::value)
                .containsExactly(0.5);
        assertThat(store.health().reason()).contains("1 older than the bucket keeps");
    }

    @Test
    void manyValuesAtOneMicrosecondAreAllKept() {
        Reading[] many = new Reading[40];
        for (int i = 0; i < many.length; i++) {
            many[i] = reading(new SensorId(SITE, "GA-07", Quantity.CH4), START, i * 0.125);
        }
        store.append(SITE, List.of(entry(1, many)));

        assertThat(store.raw(CH4, START, END, 100)).containsExactly(many);
        assertThat(store.raw(CH4, START, END, 7)).hasSize(7);
    }

    /** An answer of 10,000 rows is partial to this server even when nothing is missing. */
    @Test
    void answersOfMoreThanOnePageAreWhole() {
        Reading[] all = new Reading[20_001];
        for (int i = 0; i < all.length; i++) {
            all[i] = reading(CH4, START.plusSeconds(i), i);
        }
        store.append(SITE, List.of(entry(1, all)));

        List<Reading> raw = store.raw(CH4, START, END, all.length + 1);
        assertThat(raw).hasSameSizeAs(all);
        for (int i = 0; i < all.length; i++) {
            assertThat(raw.get(i).value()).isEqualTo(i);
        }
        assertThat(store.raw(CH4, START, END, 10_000)).isEqualTo(raw.subList(10_001, 20_001));
        assertThat(store.downsampled(CH4, START, START.plusSeconds(10_000), Duration.ofSeconds(1)))
                .hasSize(10_000);
        assertThat(store.downsampled(CH4, START, END, Duration.ofSeconds(1)))
                .hasSize(all.length)
                .allMatch(point -> point.count() == 1)
                .last()
                .extracting(point -> point.max())
                .isEqualTo(20_000.0);
    }
}
