package kz.qalqan.alerts;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.telemetry.Finding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A book on an embedded database, and short words for what tests do with it. */
class BookFixture {
    final ManualClock clock = new ManualClock();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @SuppressWarnings("NullAway.Init") // set before each test
    Database database;

    @SuppressWarnings("NullAway.Init") // set before each test
    AlertBook book;

    private long position;

    Database openDatabase() {
        return Database.open(DatabaseConfig.embedded(), dir);
    }

    @BeforeEach
    void openBook() {
        database = openDatabase();
        book = AlertBook.open(database, clock);
    }

    @AfterEach
    void closeBook() {
        book.close();
        database.close();
    }

    void restart() {
        closeBook();
        openBook();
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
