package kz.qalqan.alerts.notify;

import java.nio.file.Path;
import kz.qalqan.database.Database;
import org.junit.jupiter.api.io.TempDir;

final class CourierTest extends CourierContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @Override
    Database openStore() {
        return Desk.open(dir);
    }
}
