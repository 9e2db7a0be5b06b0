package kz.qalqan.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.ChainCheck;
import kz.qalqan.app.Version;
import kz.qalqan.app.config.Config;
import kz.qalqan.app.config.ConfigReader;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.journal.EvidenceFile;
import kz.qalqan.journal.Interval;
import kz.qalqan.journal.JournalException;
import kz.qalqan.journal.JournalInspection;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./qalqan journal verify|export|info}: inspects the reading journals and the alert journal, changes nothing. It
 * may run beside the service.
 */
@Command(
        name = "journal",
        description = "Inspects the journals of a data directory, and imports a past.",
        mixinStandardHelpOptions = true,
        subcommands = ImportCommand.class)
final class JournalCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Where the journals are. */
    static final class Where {
        @Option(names = "--data", paramLabel = "DIR", description = "data directory, ./data when neither is given")
        private @Nullable Path data;

        @Option(names = "--config", paramLabel = "FILE", description = "qalqan.yml: data directory and database")
        private @Nullable Path config;

        private @Nullable Config config() {
            return config == null ? null : ConfigReader.read(config, System.getenv());
        }

        private Path data() {
            Config read = config();
            Path said = data;
            return said != null ? said : read == null ? Path.of("data") : read.data();
        }

        private DatabaseConfig database() {
            Config read = config();
            return read == null
                    ? DatabaseConfig.embedded()
                    : new DatabaseConfig(
                            read.database().url(),
                            read.database().user(),
                            read.database().password());
        }
    }

    /** Which entries. */
    static final class Which {
        @Option(names = "--site", paramLabel = "SITE", description = "one site; without it all")
        private @Nullable String site;

        @Option(names = "--from", paramLabel = "T", description = "received at or after, like 2026-11-21T08:00:00Z")
        private Instant from = Instant.MIN;

        @Option(names = "--to", paramLabel = "T", description = "received before")
        private Instant to = Instant.MAX;

        @Option(names = "--first", paramLabel = "POSITION", description = "first position")
        private long first;

        @Option(names = "--last", paramLabel = "POSITION", description = "last position, included")
        private long last = Long.MAX_VALUE;

        private Interval interval() {
            return new Interval(from, to, first, last);
        }

        private boolean takes(Path journal) {
            return site == null || journal.endsWith(site);
        }
    }

    /** How entries leave. */
    enum Format {
        EVIDENCE,
        JSONL
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which: verify, export, info or import?");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Checks every byte of the reading journals and the chain of the alert journal, or evidence files.")
    int verify(
            @Mixin Where where,
            @Parameters(arity = "0..*", paramLabel = "FILE", description = "evidence files to check instead")
                    List<Path> files) {
        if (files != null && !files.isEmpty()) {
            return files.stream().allMatch(this::verifyEvidence) ? 0 : Commands.FAILED;
        }
        boolean good = true;
        for (Path site : sites(where)) {
            JournalInspection.Report report = JournalInspection.verify(site);
            out().println(site + ": " + (report.valid() ? "good" : "DAMAGED") + " " + report);
            good &= report.valid();
        }
        return verifyAlerts(where) && good ? 0 : Commands.FAILED;
    }

    private boolean verifyEvidence(Path file) {
        try (EvidenceFile evidence = EvidenceFile.open(file)) {
            out().println(file + ": good " + evidence.contents());
            for (JournalEntry entry : evidence.inForce()) {
                String what = entry.content().getClass().getSimpleName();
                out().println("  in force from " + entry.position() + " " + entry.receivedAt() + " " + what);
            }
            return true;
        } catch (JournalException e) {
            out().println(file + ": DAMAGED " + e.getMessage());
            return false;
        }
    }

    /** The alert journal too; a directory that has none is told, not given one. */
    private boolean verifyAlerts(Where where) {
        DatabaseConfig config = where.database();
        if (config.url().isEmpty() && !Files.exists(where.data().resolve(Database.FILE))) {
            out().println("alert journal: there is no " + where.data().resolve(Database.FILE));
            return true;
        }
        try (Database database = Database.open(config, where.data());
                AlertBook book = AlertBook.open(database, InstantSource.system())) {
            ChainCheck chain = book.verify();
            out().println("alert journal: " + (chain.valid() ? "good" : "ALTERED") + " " + chain);
            return chain.valid();
        }
    }

    @Command(name = "info", mixinStandardHelpOptions = true, description = "Lists segments, followers and snapshots.")
    int info(@Mixin Where where) {
        for (Path site : sites(where)) {
            JournalInspection.Info info = JournalInspection.info(site);
            out().println(info.directory());
            info.segments().forEach(segment -> out().println("  " + segment));
            out().println("  followers " + info.cursors());
            out().println("  snapshots " + info.snapshots());
        }
        return 0;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description =
                    "Writes entries into an evidence file that can be checked and replayed elsewhere, or prints them.")
    int export(
            @Mixin Where where,
            @Mixin Which which,
            @Option(names = "--format", defaultValue = "evidence", description = "${COMPLETION-CANDIDATES}")
                    Format format,
            @Option(names = "--out", paramLabel = "FILE", description = "evidence file; {site}.evidence when not given")
                    @Nullable
                    Path file)
            throws IOException {
        List<Path> journals = sites(where).stream().filter(which::takes).toList();
        if (file != null && (journals.size() > 1 || format == Format.JSONL)) {
            throw new ParameterException(
                    spec.commandLine(), "--out is for the evidence of one site: name it by --site");
        }
        for (Path journal : journals) {
            if (format == Format.JSONL) {
                JournalInspection.export(journal, which.interval(), out());
            } else {
                Path target = file == null ? Path.of(journal.getFileName() + ".evidence") : file;
                EvidenceFile.Contents contents = EvidenceFile.export(journal, which.interval(), Version.text(), target);
                out().println(target + ": " + contents + ", SHA-256 " + EvidenceFile.digest(target));
            }
        }
        return 0;
    }

    private List<Path> sites(Where where) {
        List<Path> sites = JournalInspection.sites(where.data().resolve("journal"));
        if (sites.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is no journal in " + where.data().resolve("journal"));
        }
        return sites;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
