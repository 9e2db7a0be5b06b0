package kz.qalqan.alerts.notify;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/** The same on a real PostgreSQL, where {@code QALQAN_TEST_POSTGRES_URL} names one. */
final class PostgresCourierIT extends CourierContract {
    private static final @Nullable String URL = System.getenv("QALQAN_TEST_POSTGRES_URL");

    @BeforeAll
    static void skipWithoutAServer() {
        if (URL == null) {
            System.out.println("PostgresCourierIT skipped: QALQAN_TEST_POSTGRES_URL names no server");
        }
        Assumptions.assumeTrue(URL != null, "QALQAN_TEST_POSTGRES_URL names no server");
    }

    @Override
    Database openStore() {
        String schema =
                "outbox_" + Long.toHexString(RandomGenerator.getDefault().nextLong());
        Jdbi.create(String.valueOf(URL)).useHandle(handle -> handle.execute("CREATE SCHEMA " + schema));
        String join = String.valueOf(URL).contains("?") ? "&" : "?";
        return Database.open(new DatabaseConfig(URL + join + "currentSchema=" + schema, "", ""), Path.of("unused"));
    }
}
