package kz.qalqan.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do; one SQL for all of them. */
abstract class DatabaseContract {
    private static final String INSERT =
            "INSERT INTO thing (id, place, at_us, closed_us, body) VALUES (?, ?, 1767225600000001, ?, '{}')";

    @SuppressWarnings("NullAway.Init") // set before each test
    Database database;

    abstract Database openStore();

    @BeforeEach
    void open() {
        database = openStore();
        database.migrate("trial");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyOneOfManyConcurrentWritersOpensARowAtOnePlace() throws InterruptedException {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Callable<Integer>> inserts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            String id = "thing-" + i;
            inserts.add(() -> database.jdbi().inTransaction(handle -> handle.execute(INSERT, id, "face-3", null)));
        }
        int opened = 0;
        for (Future<Integer> insert : writers.invokeAll(inserts)) {
            opened += succeeded(insert);
        }
        writers.shutdown();
        assertThat(opened).isEqualTo(1);
        assertThat(count("thing")).isEqualTo(1);
    }

    @Test
    void aClosedRowMakesRoomForTheNext() {
        database.jdbi().useHandle(handle -> {
            handle.execute(INSERT, "a", "face-3", 1L);
            handle.execute(INSERT, "b", "face-3", 2L);
            handle.execute(INSERT, "c", "face-3", null);
            assertThatThrownBy(() -> handle.execute(INSERT, "d", "face-3", null))
                    .isInstanceOf(JdbiException.class);
        });
        assertThat(count("thing")).isEqualTo(3);
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                    handle.execute(INSERT, "a", "face-3", null);
                    handle.execute(INSERT, "b", "face-3", null);
                }))
                .isInstanceOf(JdbiException.class);
        assertThat(count("thing")).isZero();
    }

    @Test
    void aRowOfNothingIsRefused() {
        database.jdbi().useHandle(handle -> assertThatThrownBy(
                        () -> handle.execute("INSERT INTO part (id, thing_id) VALUES (1, 'nobody')"))
                .isInstanceOf(JdbiException.class));
    }

    @Test
    void anUpsertReplaces() {
        String upsert = "INSERT INTO thing (id, place, at_us, body) VALUES ('a', 'face-3', ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET at_us = excluded.at_us, body = excluded.body";
        database.jdbi().useHandle(handle -> {
            handle.execute(upsert, 1L, "{\"one\":1}");
            handle.execute(upsert, Long.MAX_VALUE, "{\"қазақша\":2}");
            assertThat(handle.createQuery("SELECT body FROM thing WHERE at_us = ?")
                            .bind(0, Long.MAX_VALUE)
                            .mapTo(String.class)
                            .one())
                    .isEqualTo("{\"қазақша\":2}");
        });
    }

    @Test
    void modulesMigrateSideBySideAndOnce() {
        database.migrate("other");
        database.migrate("trial");
        database.migrate("other");
        assertThat(count("other")).isZero();
        assertThat(count("schema_trial WHERE success AND version IS NOT NULL AND type = 'SQL'"))
                .isEqualTo(2);
    }

    @Test
    void aFailedMigrationLeavesNoHalfTableAndNamesTheModule() {
        assertThatThrownBy(() -> database.migrate("broken"))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("'broken'")
                .hasMessageContaining("V1__broken.sql");
        assertThatThrownBy(() -> count("half")).isInstanceOf(JdbiException.class);
    }

    @Test
    void aStoreOfANewerBuildIsRefused() {
        database.jdbi()
                .useHandle(handle -> handle.execute("INSERT INTO schema_trial (installed_rank, version,"
                        + " description, type, script, checksum, installed_by, execution_time, success)"
                        + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', 1, "
                        + (database.embedded() ? "1" : "true") + ")"));
        assertThatThrownBy(() -> database.migrate("trial"))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("99");
    }

    @Test
    void aMissingModuleIsRefused() {
        assertThatThrownBy(() -> database.migrate("nowhere"))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("nowhere");
    }

    long count(String from) {
        return database.jdbi().withHandle((Handle handle) -> handle.createQuery("SELECT count(*) FROM " + from)
                .mapTo(Long.class)
                .one());
    }

    private static int succeeded(Future<Integer> insert) throws InterruptedException {
        try {
            return insert.get();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(JdbiException.class);
            return 0;
        }
    }
}
