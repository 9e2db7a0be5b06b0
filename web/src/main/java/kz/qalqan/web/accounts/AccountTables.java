package kz.qalqan.web.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * All SQL about accounts and sessions. Sessions are checked against the store at every question, so that a change made
 * by another process (the command line, a second instance) holds at once.
 *
 * <p>Threads: any; calls block.
 */
final class AccountTables {
    private final Jdbi jdbi;

    AccountTables(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An account beside the hash of its password. */
    record Stored(Account account, String hash) {}

    /** A session with the account as it is now. */
    record StoredSession(Account account, long version, Instant createdAt, Instant seenAt) {}

    Optional<Stored> find(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from web_account where name = :name")
                .bind("name", name)
                .map(AccountTables::stored)
                .findOne());
    }

    List<Account> list() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from web_account order by name")
                .map((rows, context) -> stored(rows, context).account())
                .list());
    }

    /** Whether it was added; false when the name is taken. */
    boolean add(Account account, String hash) {
        return jdbi.withHandle(handle -> handle.createUpdate("insert into web_account"
                                + " (name, roles, hash, version, created_us)"
                                + " values (:name, :roles, :hash, :version, :created) on conflict (name) do nothing")
                        .bind("name", account.name())
                        .bind("roles", Role.join(account.roles()))
                        .bind("hash", hash)
                        .bind("version", account.version())
                        .bind("created", micros(account.createdAt()))
                        .execute()
                == 1);
    }

    /** Whether the account was there; its sessions end. */
    boolean password(String name, String hash, long version) {
        return jdbi.inTransaction(handle -> {
            int changed = handle.createUpdate(
                            "update web_account set hash = :hash, version = :version where name = :name")
                    .bind("hash", hash)
                    .bind("version", version)
                    .bind("name", name)
                    .execute();
            endSessions(handle, name);
            return changed == 1;
        });
    }

    /** Whether the account was there; its sessions end. */
    boolean remove(String name) {
        return jdbi.inTransaction(handle -> {
            endSessions(handle, name);
            return handle.createUpdate("delete from web_account where name = :name")
                            .bind("name", name)
                            .execute()
                    == 1;
        });
    }

    private static void endSessions(Handle handle, String account) {
        handle.createUpdate("delete from web_session where account = :account")
                .bind("account", account)
                .execute();
    }

    void addSession(String tokenHash, Principal principal, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("insert into web_session"
                        + " (token_hash, account, version, created_us, seen_us)"
                        + " values (:token, :account, :version, :at, :at)")
                .bind("token", tokenHash)
                .bind("account", principal.name())
                .bind("version", principal.version())
                .bind("at", micros(at))
                .execute());
    }

    Optional<StoredSession> findSession(String tokenHash) {
        return jdbi.withHandle(handle -> handle.createQuery("select a.name, a.roles, a.hash, a.version, a.created_us,"
                        + " s.version as session_version, s.created_us as session_created_us, s.seen_us"
                        + " from web_session s join web_account a on a.name = s.account where s.token_hash = :token")
                .bind("token", tokenHash)
                .map((rows, context) -> new StoredSession(
                        stored(rows, context).account(),
                        rows.getLong("session_version"),
                        instant(rows.getLong("session_created_us")),
                        instant(rows.getLong("seen_us"))))
                .findOne());
    }

    void seen(String tokenHash, Instant at) {
        jdbi.useHandle(handle -> handle.createUpdate("update web_session set seen_us = :at where token_hash = :token")
                .bind("at", micros(at))
                .bind("token", tokenHash)
                .execute());
    }

    void removeSession(String tokenHash) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from web_session where token_hash = :token")
                .bind("token", tokenHash)
                .execute());
    }

    void removeSessionsBefore(Instant created, Instant seen) {
        jdbi.useHandle(
                handle -> handle.createUpdate("delete from web_session where created_us < :created or seen_us < :seen")
                        .bind("created", micros(created))
                        .bind("seen", micros(seen))
                        .execute());
    }

    private static Stored stored(ResultSet rows, StatementContext context) throws SQLException {
        return new Stored(
                new Account(
                        rows.getString("name"),
                        Role.split(rows.getString("roles")),
                        rows.getLong("version"),
                        instant(rows.getLong("created_us"))),
                rows.getString("hash"));
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
