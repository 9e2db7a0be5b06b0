package kz.qalqan.app.cli;

import java.io.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.accounts.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./qalqan user add|password|list|remove}: accounts of a data directory. */
@Command(name = "user", description = "Accounts of a data directory.", mixinStandardHelpOptions = true)
final class UserCommand implements Runnable {
    private static final String PASSWORD_VARIABLE = "QALQAN_USER_PASSWORD";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which: add, password, list or remove?");
    }

    @Command(
            name = "add",
            description = "Adds an account; the password is asked for, or taken from " + PASSWORD_VARIABLE)
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--roles", split = ",", required = true, paramLabel = "ROLE") Set<String> roles,
            @Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data) {
        Set<Role> given = roles.stream().map(UserCommand::role).collect(Collectors.toSet());
        with(data, accounts -> accounts.add(name, secret(), given));
        return 0;
    }

    @Command(name = "password", description = "Sets an account's password; asked for, or from " + PASSWORD_VARIABLE)
    int password(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data) {
        with(data, accounts -> accounts.password(name, secret()));
        return 0;
    }

    @Command(name = "list", description = "Lists the accounts and their roles.")
    int list(@Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data) {
        with(data, accounts -> accounts.list().forEach(account -> spec.commandLine()
                .getOut()
                .println(account.name() + "  "
                        + account.roles().stream()
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(",")))));
        return 0;
    }

    @Command(name = "remove", description = "Removes an account and ends its sessions.")
    int remove(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data) {
        with(data, accounts -> accounts.remove(name));
        return 0;
    }

    private static void with(Path data, Consumer<Accounts> action) {
        try (Database database = Database.open(DatabaseConfig.embedded(), data)) {
            action.accept(Accounts.open(database, InstantSource.system()));
        }
    }

    private static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role '" + word + "': allowed are "
                        + Arrays.toString(Role.values()).toLowerCase(Locale.ROOT)));
    }

    /** Never an argument: arguments stand in process lists and shell histories. */
    @SuppressWarnings("SystemConsoleNull") // on 22 and later a console without a terminal answers null at the prompt
    private String secret() {
        String given = System.getenv(PASSWORD_VARIABLE);
        @Nullable Console console = System.console();
        if (given != null) {
            return given;
        }
        if (console == null) {
            throw new IllegalArgumentException("no terminal to ask for the password: set " + PASSWORD_VARIABLE);
        }
        char[] typed = console.readPassword("password: ");
        return typed == null ? "" : new String(typed);
    }
}
