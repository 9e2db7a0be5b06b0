package kz.qalqan.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the process in the middle of a storm, several times over one store. */
final class KillIT {
    private static final boolean SOAK = Boolean.getBoolean("qalqan.soak");
    private static final int KILLS = SOAK ? 10 : 3;
    private static final long FINDINGS = SOAK ? 10_000 : 4_000;
    private static final long ENTRIES = FINDINGS / Storm.FINDINGS_PER_ENTRY;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    private final List<String> said = new ArrayList<>();

    @Test
    void aKilledStormLeavesWholeStepsAVerifyingChainAndNothingTwice() throws IOException, InterruptedException {
        long seed = Long.getLong("qalqan.seed", 20_261_121);
        System.out.println("KillIT seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            run(50 + random.nextInt(200));
            inspect();
        }
        run(Integer.MAX_VALUE);
        assertThat(said).contains("done");
        inspect();
        System.out.println("KillIT " + said.size() + " steps said before " + KILLS + " kills and an end");
    }

    /** Runs the storm and kills it when it has said so many lines. */
    private void run(int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Storm.class.getName(),
                        dir.toString(),
                        String.valueOf(ENTRIES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            int heard = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (++heard == lines) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
    }

    private void inspect() {
        try (Database database = Database.open(DatabaseConfig.embedded(), dir)) {
            AlertBook book = AlertBook.open(database, InstantSource.fixed(Found.EPOCH));
            ChainCheck check = book.verify();
            assertThat(check.fault()).isNull();
            assertThat(book.cursor(Found.SITE)).isGreaterThanOrEqualTo(lastApplied());
            assertThat(events(book)).isEqualTo(expected(book));
            assertThat(answers(book)).containsAll(answersSaid());
        }
    }

    private Set<String> answersSaid() {
        return said.stream().filter(line -> line.startsWith("answered ")).collect(Collectors.toSet());
    }

    private static Set<String> answers(AlertBook book) {
        Set<String> answers = new HashSet<>();
        each(book, event -> {
            if (event.change().kind() == AlertChange.Kind.ACKNOWLEDGED) {
                answers.add("answered " + event.position() + " " + event.alertId());
            }
        });
        return answers;
    }

    private long lastApplied() {
        return said.stream()
                .filter(line -> line.startsWith("applied "))
                .mapToLong(line -> Long.parseLong(line.substring("applied ".length())))
                .max()
                .orElse(0);
    }

    /** Findings' events by entry, as stored. */
    private static Map<Long, List<String>> events(AlertBook book) {
        Map<Long, List<String>> events = new HashMap<>();
        each(book, event -> {
            if (event.change().step() == null) {
                events.computeIfAbsent(event.applied(), k -> new ArrayList<>()).add(line(event));
            }
        });
        return events;
    }

    /** What one unbroken run makes of the same findings, with the stored answers between them. */
    private static Map<Long, List<String>> expected(AlertBook book) {
        OpenAlerts open = new OpenAlerts();
        Map<Long, List<AlertEvent>> answers = new HashMap<>();
        each(book, event -> {
            if (event.change().step() != null) {
                answers.computeIfAbsent(event.applied(), k -> new ArrayList<>()).add(event);
            }
        });
        Map<Long, List<String>> expected = new HashMap<>();
        Chain chain = Chain.EMPTY; // which alert of a cause came first is told by positions
        for (long position = 1; position <= book.cursor(Found.SITE); position++) {
            long entry = position;
            Draft draft = new Draft(open, chain);
            Storm.entry(entry).forEach(finding -> Findings.apply(draft, finding, entry));
            draft.alerts().forEach(open::put);
            chain = draft.chain();
            List<String> lines =
                    draft.lines().stream().map(line -> line(line.event())).toList();
            if (!lines.isEmpty()) {
                expected.put(entry, lines);
            }
            for (AlertEvent answer : answers.getOrDefault(entry, List.of())) {
                Draft answered = new Draft(open, chain);
                answered.change(open.find(answer.alertId()).orElseThrow(), answer.at(), entry, answer.change());
                answered.alerts().forEach(open::put);
                chain = answered.chain();
            }
        }
        return expected;
    }

    private static String line(AlertEvent event) {
        return event.alertId() + " " + event.change();
    }

    private static void each(AlertBook book, Consumer<AlertEvent> reader) {
        Long after = 0L;
        while (after != null) {
            EventPage page = book.events(after, AlertQuery.LIMIT_MAX);
            page.events().forEach(reader);
            after = page.next();
        }
    }
}
