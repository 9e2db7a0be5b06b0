package kz.qalqan.alerts;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.telemetry.Finding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A book on an embedded database, and short words for what tests do with it. */
class BookFixture {
    /** One store for all tests of a class; each begins with empty tables. */
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path dir;

    @SuppressWarnings("NullAway.Init") // set before the first test
    static Database database;

    final ManualClock clock = new ManualClock();

    @SuppressWarnings("NullAway.Init") // set before each test
    AlertBook book;

    private long position;

    @BeforeAll
    static void openStore() {
        database = Database.open(DatabaseConfig.embedded(), dir);
        database.migrate("alerts");
    }

    @AfterAll
    static void closeStore() {
        database.close();
    }

    @BeforeEach
    void openBook() {
        database.jdbi().useTransaction(handle -> {
            for (String table : List.of("alert", "alert_event", "alert_head", "alert_cursor")) {
                handle.execute("DELETE FROM " + table);
            }
        });
        book = new AlertBook(database, clock);
    }

    /** As after a crash: what was only in memory is gone. */
    void restart() {
        book = new AlertBook(database, clock);
    }

    /** Applies findings as the next entry of the site's journal. */
    void apply(Finding... findings) {
        position++;
        book.apply(Found.SITE, position, List.of(findings));
    }

    long position() {
        return position;
    }

    Step step(String note) {
        return new Step("aigul", "10.0.0.7", note, UUID.randomUUID().toString());
    }

    Alert only() {
        List<Alert> open = book.alerts(AlertQuery.openOnes()).alerts();
        if (open.size() != 1) {
            throw new AssertionError("one open alert expected: " + open);
        }
        return open.get(0);
    }

    AlertState state(String id) {
        return book.find(id).orElseThrow().state();
    }
}
