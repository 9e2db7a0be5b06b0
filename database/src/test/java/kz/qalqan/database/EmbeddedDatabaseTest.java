package kz.qalqan.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedDatabaseTest extends DatabaseContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path dir;

    @Override
    Database openStore() {
        return Database.open(DatabaseConfig.embedded(), dir);
    }

    @Test
    void everyConnectionWritesAheadSyncsFullyAndKeepsForeignKeys() {
        assertThat(pragma("journal_mode")).isEqualTo("wal");
        assertThat(pragma("synchronous")).isEqualTo("2");
        assertThat(pragma("foreign_keys")).isEqualTo("1");
        assertThat(pragma("busy_timeout")).isEqualTo("10000");
    }

    @Test
    void aReaderDoesNotWaitForAWriterAndSeesOnlyWhatIsCommitted() {
        database.jdbi().useTransaction(writer -> {
            writer.execute("INSERT INTO thing (id, place, at_us, body) VALUES ('a', 'face-3', 1, '{}')");
            assertThat(CompletableFuture.supplyAsync(() -> count("thing")).join())
                    .isZero();
        });
        assertThat(count("thing")).isEqualTo(1);
    }

    @Test
    void aBackupTakenDuringATransactionIsWhole() {
        fill(500);
        Path copies = dir.resolve("copies");
        assertThat(copies.toFile().mkdir()).isTrue();
        Path copy = copies.resolve(Database.FILE);
        database.jdbi().useTransaction(writer -> {
            writer.execute("INSERT INTO thing (id, place, at_us, body) VALUES ('late', 'late', 1, '{}')");
            database.backup(copy);
        });
        try (Database restored = Database.open(DatabaseConfig.embedded(), copies)) {
            assertThat(restored.jdbi()
                            .<Long, RuntimeException>withHandle(h -> h.createQuery("SELECT count(*) FROM thing")
                                    .mapTo(Long.class)
                                    .one()))
                    .isEqualTo(500);
            restored.migrate("trial");
        }
        assertThat(copies.toFile().list()).containsExactly(Database.FILE);
    }

    @Test
    void aDamagedFileIsRefusedByName() throws IOException {
        fill(2_000);
        database.close();
        Path file = dir.resolve(Database.FILE);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 16_384, (byte) 0x5a);
        Files.write(file, bytes);
        assertThatThrownBy(this::openStore)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining(Database.FILE)
                .hasMessageContaining("backup");
    }

    @Test
    void anotherKindOfUrlIsRefused() {
        assertThatThrownBy(() -> Database.open(new DatabaseConfig("jdbc:h2:mem:x", "", ""), dir))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("jdbc:postgresql:");
    }

    @Test
    void aPasswordIsNeverPrinted() {
        assertThat(new DatabaseConfig("jdbc:postgresql://h/d?password=geheim", "q", "geheim").toString())
                .doesNotContain("geheim");
    }

    private void fill(int rows) {
        database.jdbi().useTransaction(handle -> {
            for (int i = 0; i < rows; i++) {
                handle.execute(
                        "INSERT INTO thing (id, place, at_us, body) VALUES (?, ?, 1, ?)",
                        "t" + i,
                        "p" + i,
                        "x".repeat(200));
            }
        });
    }

    private String pragma(String name) {
        return database.jdbi()
                .withHandle(handle ->
                        handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
    }
}
