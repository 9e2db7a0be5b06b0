package kz.qalqan.web.accounts;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.database.Database;
import kz.qalqan.telemetry.Names;

/**
 * The accounts of the service: what the command line {@code qalqan user} and the sign-in use.
 *
 * <p>Threads: any but an event loop: calls block on the store and on password hashing.
 */
public final class Accounts {
    /** Name of the first administrator. */
    public static final String ADMIN = "admin";

    private final AccountTables tables;
    private final Passwords passwords = new Passwords();
    private final Throttle throttle;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Sessions sessions;
    private final Credentials credentials;

    private Accounts(AccountTables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
        this.throttle = new Throttle(clock);
        this.sessions = new Sessions(tables, clock);
        this.credentials = new Credentials(clock);
    }

    /** The accounts in this store, whose tables are brought to this build's form. */
    public static Accounts open(Database database, InstantSource clock) {
        database.migrate("web");
        return new Accounts(new AccountTables(database.jdbi()), clock);
    }

    /**
     * Makes the account {@value #ADMIN} when there is no account at all.
     *
     * @param password the password it shall have; empty to have one made
     * @return the made password, to be shown once; empty when none was made
     */
    public Optional<String> firstAdministrator(Optional<String> password) {
        if (!tables.list().isEmpty()) {
            return Optional.empty();
        }
        String chosen = password.orElseGet(passwords::generate);
        add(ADMIN, chosen, EnumSet.of(Role.ADMIN));
        return password.isPresent() ? Optional.empty() : Optional.of(chosen);
    }

    /**
     * Adds an account.
     *
     * @throws IllegalArgumentException when the name is taken or has no form of a name, the password is too short, or
     *     no role is given
     */
    public void add(String name, String password, Set<Role> roles) {
        Names.require("account", name);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("account '" + name + "' needs a role");
        }
        Account account = new Account(name, roles, newVersion(), clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!tables.add(account, passwords.hash(password))) {
            throw new IllegalArgumentException("account '" + name + "' is there already");
        }
    }

    /**
     * Gives an account another password; whoever is signed in with it is signed out.
     *
     * @throws IllegalArgumentException when there is no such account or the password is too short
     */
    public void password(String name, String password) {
        if (!tables.password(name, passwords.hash(password), newVersion())) {
            throw new IllegalArgumentException("there is no account '" + name + "'");
        }
        credentials.forget(name);
    }

    /** All accounts by name. */
    public List<Account> list() {
        return tables.list();
    }

    /**
     * Removes an account; whoever is signed in with it is signed out.
     *
     * @throws IllegalArgumentException when there is no such account, or it is the last administrator
     */
    public void remove(String name) {
        List<Account> administrators = tables.list().stream()
                .filter(account -> account.roles().contains(Role.ADMIN))
                .toList();
        if (administrators.size() == 1 && administrators.get(0).name().equals(name)) {
            throw new IllegalArgumentException("'" + name + "' is the last administrator");
        }
        if (!tables.remove(name)) {
            throw new IllegalArgumentException("there is no account '" + name + "'");
        }
        credentials.forget(name);
    }

    /** The sessions of those who are signed in. */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * Checks name and password.
     *
     * @param address where the question comes from
     * @throws SignInRefused when they are wrong, or were wrong too often
     */
    public Principal verify(String name, String password, String address) {
        Duration wait = throttle.waitFor(address, name);
        if (!wait.isZero()) {
            throw new SignInRefused(SignInRefused.Reason.THROTTLED, wait);
        }
        Optional<AccountTables.Stored> stored = tables.find(name);
        if (stored.isEmpty()) {
            passwords.compareWithNobody(password);
        }
        if (stored.isEmpty() || !passwords.matches(password, stored.get().hash())) {
            throttle.failed(address, name);
            throw new SignInRefused(SignInRefused.Reason.WRONG, Duration.ZERO);
        }
        throttle.succeeded(address, name);
        return Principal.of(stored.orElseThrow().account());
    }

    /**
     * What a script's credential was verified as within the last {@link Credentials#KEPT}, if the account has not
     * changed since. Cheap enough for every question.
     */
    public Optional<Principal> known(String name, String password) {
        return credentials.find(name, password).flatMap(version -> tables.find(name)
                .map(AccountTables.Stored::account)
                .filter(account -> account.version() == version)
                .map(Principal::of));
    }

    /** Verifies a script's credential and keeps it as a keyed hash for {@link Credentials#KEPT}. */
    public Principal verifyScript(String name, String password, String address) {
        Principal principal = verify(name, password, address);
        credentials.keep(name, password, principal.version());
        return principal;
    }

    /** Whether the account is as it was when it was recognised. */
    public boolean unchanged(Principal principal) {
        return tables.find(principal.name())
                .filter(stored -> stored.account().version() == principal.version())
                .isPresent();
    }

    private long newVersion() {
        return random.nextLong() & Long.MAX_VALUE;
    }
}
