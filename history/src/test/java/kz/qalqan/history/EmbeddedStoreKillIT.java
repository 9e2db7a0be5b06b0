package kz.qalqan.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kz.qalqan.history.Entries.SITE;
import static kz.qalqan.history.Entries.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while it writes has lost nothing it called durable, and redelivery doubles nothing. */
class EmbeddedStoreKillIT {
    private static final SensorId LAST = SensorId.parse(SITE + "/S" + (LoadedChild.READINGS - 1) + "/ch4");

    @TempDir
    private Path data;

    @Test
    void afterKillsEachReadingIsThereOnce() throws Exception {
        Path dir = data.resolve("history");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        long durable = 0;
        for (int kill = 0; kill < 3; kill++) {
            durable = runAndKill(dir, durable + 1 + random.nextInt(4_000)).durable();
        }
        try (ReadingStore store = EmbeddedStore.open(dir, Entries.FOR_EVER, InstantSource.system())) {
            assertThat(store.health().reason()).as("seed %d", seed).isEmpty();
            long stored = store.stored(SITE).position();
            assertThat(stored).as("seed %d", seed).isGreaterThanOrEqualTo(durable);

            long again = Math.max(0, stored - 500);
            store.append(SITE, Entries.run(again + 1, (int) (stored - again) + 100, LoadedChild.READINGS));

            List<Reading> readings = store.raw(LAST, START, START.plus(Duration.ofDays(9)), 100_000);
            assertThat(readings)
                    .as("seed %d", seed)
                    .extracting(r -> r.measuredAt().getEpochSecond() - START.getEpochSecond())
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, (int) stored + 100)
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(readings)
                    .extracting(Reading::value)
                    .containsExactlyElementsOf(Entries.run(1, (int) stored + 100, LoadedChild.READINGS).stream()
                            .map(e -> Entries.lastValue(e))
                            .toList());
            assertThat(store.stored(SITE).readings()).isEqualTo((stored + 100) * LoadedChild.READINGS);
        }
    }

    /**
     * What a power loss leaves may kill the process in native code: in its start, or when what is torn is only read
     * later, while it runs and then in its next start. After a death in the start the store begins empty and is filled
     * again. Never opened in this process before a start survived: it would die with it.
     */
    @Test
    void whateverIsTornTheThirdStartRunsAndRedeliveryBringsEverythingBack() throws Exception {
        Path dir = data.resolve("history");
        long durable = runAndKill(dir, 3_000).durable();
        try (Stream<Path> files = Files.walk(dir.resolve("db"))) {
            for (Path column : files.filter(f -> f.toString().matches(".*/wal[0-9]+/[0-9]+/value[.]d"))
                    .toList()) {
                try (FileChannel file = FileChannel.open(column, StandardOpenOption.WRITE)) {
                    file.truncate(0);
                }
            }
        }
        int deaths = 0;
        while (!runAndKill(dir, durable + 2_000).wasKilled()) {
            deaths++;
            assertThat(deaths).as("starts that died").isLessThanOrEqualTo(2);
            assertThat(data.toFile().list((parent, name) -> name.startsWith("crash-")))
                    .as("in native code")
                    .isNotEmpty();
        }
        try (ReadingStore store = EmbeddedStore.open(dir, Entries.FOR_EVER, InstantSource.system())) {
            ListedJournal journal = new ListedJournal();
            journal.add(Entries.run(1, (int) durable, LoadedChild.READINGS));
            try (HistoryFollower follower = HistoryFollower.start(SITE, journal, store, HistoryMetrics.NONE)) {
                await().until(() -> follower.caughtUp() && follower.position() == durable);
            }
            assertThat(store.raw(LAST, START, START.plus(Duration.ofDays(9)), 100_000))
                    .as("from %s", store.health().reason())
                    .extracting(Reading::value)
                    .startsWith(Entries.run(1, (int) durable, LoadedChild.READINGS).stream()
                            .map(Entries::lastValue)
                            .toArray(Double[]::new));
        }
    }

    /**
     * How a child ended.
     *
     * @param durable the last position it called durable; 0 when it said none
     * @param exit 137 when it was killed, 1 when it died in native code
     */
    private record End(long durable, int exit) {
        boolean wasKilled() {
            return exit == 137;
        }
    }

    /** Runs a child until it said that a position is durable, and kills it without warning. */
    private static End runAndKill(Path dir, long until) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=" + dir.resolveSibling("crash-%p.log"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                        LoadedChild.class.getName(),
                        dir.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long durable = 0;
        try (BufferedReader said = child.inputReader(UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith("durable ")) {
                    durable = Long.parseLong(line.substring("durable ".length()));
                }
                if (durable >= until) {
                    child.toHandle().destroyForcibly(); // unlike the process itself, this leaves its output readable
                }
            }
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as("killed, or died in native code").isIn(137, 1);
        return new End(durable, child.exitValue());
    }
}
