package kz.qalqan.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/**
 * The relational store: SQLite in a file of the data directory, or PostgreSQL by configuration.
 *
 * <h2>One SQL for both</h2>
 *
 * Times are {@code bigint} columns of epoch microseconds whose names end in {@code _us}; JSON is {@code text} and never
 * looked into by SQL; flags are {@code integer} 0 or 1. Upserts are {@code INSERT … ON CONFLICT}, partial indexes are
 * allowed: both know them. A transaction on SQLite takes the write lock at its begin, so it never fails half way for
 * want of it; single reads outside a transaction never wait for a writer.
 *
 * <h2>Durability</h2>
 *
 * When a commit has returned, it is on disk: SQLite runs with a write-ahead log and {@code synchronous=FULL},
 * PostgreSQL as its server is set.
 *
 * <p>Threads: any. Calls block on disk or network: never on an event loop.
 */
public final class Database implements AutoCloseable {
    /** Name of the embedded store's file in the data directory. */
    public static final String FILE = "qalqan.db";

    /** Connections to PostgreSQL. */
    static final int CONNECTIONS_MAX = 8;

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final boolean embedded;

    private Database(HikariDataSource pool, boolean embedded) {
        this.pool = pool;
        this.embedded = embedded;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Opens the store and checks that it answers; the embedded one also that its file is whole.
     *
     * @param dataDir where the embedded store lives; made when missing
     * @throws DatabaseUnusable with the reason and what to do
     */
    public static Database open(DatabaseConfig config, Path dataDir) {
        boolean embedded = config.url().isEmpty();
        if (!embedded && !config.url().startsWith("jdbc:postgresql:")) {
            throw new DatabaseUnusable("database.url must be empty (embedded) or start with jdbc:postgresql:");
        }
        HikariConfig settings = embedded ? EmbeddedFile.pool(dataDir) : server(config);
        settings.setPoolName("qalqan-database");
        settings.setAutoCommit(true);
        try {
            Database database = new Database(new HikariDataSource(settings), embedded);
            if (embedded) {
                EmbeddedFile.check(database, dataDir.resolve(FILE));
            }
            return database;
        } catch (PoolInitializationException e) {
            throw new DatabaseUnusable("cannot open the " + config + ": " + e.getMessage(), e);
        }
    }

    private static HikariConfig server(DatabaseConfig config) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(config.url());
        settings.setMaximumPoolSize(CONNECTIONS_MAX);
        if (!config.user().isEmpty()) {
            settings.setUsername(config.user());
            settings.setPassword(config.password());
        }
        return settings;
    }

    /** The door to SQL. Each module keeps its SQL in one class. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Whether this is the embedded store. */
    public boolean embedded() {
        return embedded;
    }

    /**
     * Brings the tables of a module to this build's form: the scripts {@code db/{module}/V…__….sql} of the class path,
     * with their own history in table {@code schema_{module}}.
     *
     * @throws DatabaseUnusable when a script fails, was edited after it ran, or the store is newer than this build
     */
    public void migrate(String module) {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:db/" + module)
                    .failOnMissingLocations(true)
                    .table("schema_" + module)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseUnusable(
                    "cannot bring the tables of '" + module + "' to this build's form: " + e.getMessage()
                            + "; the store is as it was before the failed script",
                    e);
        }
    }

    /**
     * Writes a whole and consistent copy of the embedded store while it is in use; an existing file is replaced only by
     * a finished copy.
     *
     * @throws UnsupportedOperationException for PostgreSQL, which has its own tools (pg_dump)
     */
    public void backup(Path file) {
        if (!embedded) {
            throw new UnsupportedOperationException("a PostgreSQL store is backed up by pg_dump, not by Qalqan");
        }
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            vacuumInto(unfinished);
            force(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(target.resolveSibling("."));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the backup " + target, e);
        } catch (SQLException e) {
            throw new DatabaseUnusable("cannot write the backup " + target + ": " + e.getMessage(), e);
        }
    }

    /** On a connection of its own: Jdbi would join a transaction of the calling thread. */
    private void vacuumInto(Path file) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, file.toString());
            vacuum.execute();
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Closes the connections; the embedded store's write-ahead log is folded into its file. */
    @Override
    public void close() {
        pool.close();
    }
}
