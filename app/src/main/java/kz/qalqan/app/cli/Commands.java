package kz.qalqan.app.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import kz.qalqan.app.Version;
import kz.qalqan.journal.JournalException;
import kz.qalqan.plan.FaultyDocument;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tree of commands. */
@Command(
        name = "qalqan",
        description = "Telemetry, alerting and workplace risk for mines.",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.BuildVersion.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            SimulateCommand.class,
            CheckCommand.class,
            JournalCommand.class,
            UserCommand.class,
            VersionCommand.class
        })
public final class Commands implements Runnable {
    /** Exit code of a command that failed. */
    public static final int FAILED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs a command line and returns its exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new Commands())
                .setExecutionExceptionHandler(Commands::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    /** Without a command the help is what was wanted. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    /** What a person can mend is told in words; a bug is told with its trace. */
    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (problem instanceof FaultyDocument
                || problem instanceof UncheckedIOException
                || problem instanceof JournalException
                || problem instanceof IllegalArgumentException) {
            err.println("qalqan: " + problem.getMessage());
        } else {
            err.println("qalqan: " + arguments.originalArgs() + " failed:");
            problem.printStackTrace(err);
        }
        err.flush();
        return FAILED;
    }

    /** Version for {@code --version}. */
    static final class BuildVersion implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"qalqan " + Version.text()};
        }
    }
}
