package kz.qalqan.alerts;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;

/**
 * A storm of findings that follow from their positions alone, and a process that applies it until it is killed. It
 * prints a line after each step that is on disk: {@code applied N} and {@code answered ID}.
 */
final class Storm {
    static final int KEYS = 200;
    static final int FINDINGS_PER_ENTRY = 20;

    private static final List<Hold> HOLDS = List.of(Hold.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final List<Finding.Change> CHANGES = List.of(Finding.Change.values());

    private static final AlertQuery SOME = new AlertQuery(true, null, null, null, null, null, null, 20);

    private Storm() {}

    /** The findings of an entry. */
    static List<Finding> entry(long position) {
        Random random = new Random(position * 7_919);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < FINDINGS_PER_ENTRY; i++) {
            int key = random.nextInt(KEYS);
            Hold hold = HOLDS.get(key % HOLDS.size());
            Priority priority = PRIORITIES.get(random.nextInt(PRIORITIES.size()));
            Found found = Found.of("ch4-limit", "GA-" + key).as(hold).as(priority);
            Found shown = random.nextInt(5) == 0 ? found.suppressed() : found;
            Instant at = Found.EPOCH.plusSeconds(position);
            Finding.Change change = CHANGES.get(random.nextInt(CHANGES.size()));
            findings.add(shown.finding(change, 1 + random.nextInt(100) / 100.0, at));
        }
        return findings;
    }

    /** The process: arguments are the data directory and the last position. */
    public static void main(String[] arguments) throws InterruptedException {
        InstantSource clock = InstantSource.fixed(Found.EPOCH);
        Database database = Database.open(DatabaseConfig.embedded(), Path.of(arguments[0]));
        AlertBook book = AlertBook.open(database, clock);
        long last = Long.parseLong(arguments[1]);
        book.listen((event, after) -> {
            if (event.change().kind() == AlertChange.Kind.ACKNOWLEDGED) {
                say("answered " + event.position() + " " + after.id());
            }
        });
        Thread operator = new Thread(() -> answer(book), "operator");
        operator.setDaemon(true);
        operator.start();
        for (long position = book.cursor(Found.SITE) + 1; position <= last; position++) {
            book.apply(Found.SITE, position, entry(position));
            say("applied " + position);
        }
        operator.interrupt();
        operator.join();
        say("done");
    }

    private static void answer(AlertBook book) {
        while (!Thread.currentThread().isInterrupted()) {
            for (Alert alert : book.alerts(SOME).alerts()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                try {
                    if (alert.state().unanswered()) {
                        book.acknowledge(alert.id(), new Step("aigul", "10.0.0.7", "", null));
                    }
                } catch (IllegalStep moved) {
                    say("refused " + moved.alert().id());
                }
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }
}
