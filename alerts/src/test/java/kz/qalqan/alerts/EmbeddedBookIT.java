package kz.qalqan.alerts;

import java.nio.file.Path;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBookIT extends BookContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @Override
    Database openStore() {
        return Database.open(DatabaseConfig.embedded(), dir);
    }
}
