package kz.qalqan.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.JournalEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that appends, with -9, again and again on the same journal. */
final class KillIT {
    private static final int KILLS = 5;
    private static final JournalConfig CONFIG =
            JournalConfig.of("kill").with(new JournalConfig.Roll(20_000, Duration.ofDays(1)));

    @TempDir
    Path directory;

    @Test
    void killAtARandomMomentLosesNothingAcknowledgedAndGivesNoPositionTwice() throws Exception {
        long seed = 20261121;
        Random random = new Random(seed);
        Map<Long, String> acknowledged = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            appendAndKill(500 + random.nextInt(3_000), acknowledged);
            Map<Long, String> found = new HashMap<>();
            try (Journal journal = Journal.open(directory, Entries.SITE, CONFIG);
                    JournalReader reader = journal.reader(0)) {
                while (reader.position() < journal.durable()) {
                    remember(Objects.requireNonNull(reader.next(Duration.ofSeconds(10))), found);
                }
            }
            assertThat(found).as("kill " + kill + ", seed " + seed).containsAllEntriesOf(acknowledged);
        }
        assertThat(JournalInspection.verify(directory.resolve(Entries.SITE)).fault())
                .isNull();
    }

    private static void remember(JournalEntry entry, Map<Long, String> found) {
        String before = found.put(entry.position(), ((DeviceStatus) entry.content()).device());
        assertThat(before).isNull();
    }

    private void appendAndKill(int acknowledgements, Map<Long, String> acknowledged) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillIT.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < acknowledgements; i++) {
                take(out.readLine(), acknowledged);
            }
            child.toHandle()
                    .destroyForcibly(); // unlike the process it leaves the stream open: what was acknowledged counts
            for (String line = out.readLine(); line != null && line.endsWith("."); line = out.readLine()) {
                take(line, acknowledged);
            }
        }
        child.waitFor();
    }

    /** A line of the child: position, what was written there, a full stop that proves the line whole. */
    private static void take(String line, Map<Long, String> acknowledged) {
        List<String> words = List.of(line.split(" ", -1));
        String before = acknowledged.put(Long.valueOf(words.get(0)), words.get(1));
        assertThat(before).as("position given twice: " + line).isNull();
    }

    /** The child: appends for ever and prints each acknowledgement from the journal's thread. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Semaphore room = new Semaphore(200);
        String session = Long.toString(ProcessHandle.current().pid());
        try (Journal journal = Journal.open(Path.of(args[0]), Entries.SITE, CONFIG)) {
            for (int i = 0; journal.failure().isEmpty(); i++) {
                room.acquire();
                String device = session + "-" + i;
                CompletableFuture<Void> done = journal.append(
                                new DeviceStatus(Entries.SITE, "z", device, true), Entries.START)
                        .thenAccept(position -> {
                            System.out.println(position + " " + device + " .");
                            room.release();
                        });
                assertThat(done).isNotCancelled();
            }
        }
    }
}
