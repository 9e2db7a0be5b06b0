package kz.qalqan.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.ChainCheck;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.journal.JournalInspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./qalqan journal verify|export|info}: inspects the reading journals and the alert journal, changes nothing.
 */
@Command(name = "journal", description = "Inspects the journals of a data directory.", mixinStandardHelpOptions = true)
final class JournalCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which: verify, export or info?");
    }

    @Command(
            name = "verify",
            description = "Checks every byte of the reading journals and the chain of the alert journal.")
    int verify(@Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data) {
        PrintWriter out = out();
        boolean good = true;
        for (Path site : sites(data)) {
            JournalInspection.Report report = JournalInspection.verify(site);
            out.println(site + ": " + (report.valid() ? "good" : "DAMAGED") + " " + report);
            good &= report.valid();
        }
        try (Database database = Database.open(DatabaseConfig.embedded(), data);
                AlertBook book = AlertBook.open(database, InstantSource.system())) {
            ChainCheck chain = book.verify();
            out.println("alert journal: " + (chain.valid() ? "good" : "ALTERED") + " " + chain);
            good &= chain.valid();
        }
        return good ? 0 : Commands.FAILED;
    }

    @Command(name = "info", description = "Lists segments, followers and snapshots.")
    int info(@Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data) {
        for (Path site : sites(data)) {
            JournalInspection.Info info = JournalInspection.info(site);
            out().println(info.directory());
            info.segments().forEach(segment -> out().println("  " + segment));
            out().println("  followers " + info.cursors());
            out().println("  snapshots " + info.snapshots());
        }
        return 0;
    }

    @Command(name = "export", description = "Prints entries received in an interval, one JSON object a line.")
    int export(
            @Option(names = "--data", defaultValue = "./data", paramLabel = "DIR") Path data,
            @Option(names = "--from", required = true, paramLabel = "T") Instant from,
            @Option(names = "--to", required = true, paramLabel = "T") Instant to)
            throws IOException {
        for (Path site : sites(data)) {
            JournalInspection.export(site, from, to, out());
        }
        return 0;
    }

    private static List<Path> sites(Path data) {
        return JournalInspection.sites(data.resolve("journal"));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
