package kz.qalqan.database;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How the SQLite file is opened (decision record 0023). */
final class EmbeddedFile {
    /** Connections: one may write, the others read beside it. */
    static final int CONNECTIONS_MAX = 4;

    /** How long a writer waits for another one, ms. */
    static final int BUSY_TIMEOUT_MS = 10_000;

    private EmbeddedFile() {}

    static HikariConfig pool(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the data directory " + dataDir.toAbsolutePath(), e);
        }
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        sqlite.setBusyTimeout(BUSY_TIMEOUT_MS);
        sqlite.enforceForeignKeys(true);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + dataDir.resolve(Database.FILE).toAbsolutePath());
        HikariConfig settings = new HikariConfig();
        settings.setDataSource(source);
        settings.setMaximumPoolSize(CONNECTIONS_MAX);
        settings.setMaxLifetime(0);
        return settings;
    }

    /** Refuses a damaged file before anything trusts it. */
    static void check(Database database, Path file) {
        List<String> faults;
        try {
            faults = database.jdbi().withHandle(handle -> handle.createQuery("PRAGMA quick_check(5)")
                    .mapTo(String.class)
                    .list());
        } catch (JdbiException e) {
            database.close();
            throw new DatabaseUnusable(damaged(file) + e.getMessage(), e);
        }
        if (!faults.equals(List.of("ok"))) {
            database.close();
            throw new DatabaseUnusable(damaged(file) + String.join("; ", faults));
        }
    }

    private static String damaged(Path file) {
        return "the embedded database " + file.toAbsolutePath()
                + " is damaged; put the newest backup in its place and keep the damaged file: ";
    }
}
