package kz.qalqan.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import kz.qalqan.app.Version;
import kz.qalqan.history.archive.ArchiveImport;
import kz.qalqan.history.archive.ImportReport;
import kz.qalqan.history.archive.ImportRequest;
import kz.qalqan.history.archive.ImportRequest.Form;
import kz.qalqan.history.archive.ImportRequest.Kind;
import kz.qalqan.history.archive.PastValues;
import kz.qalqan.history.archive.TimeForm;
import kz.qalqan.ingest.ValueReading;
import kz.qalqan.telemetry.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./qalqan journal import}: makes an archive journal of an existing past. */
@Command(
        name = "import",
        description = "Makes an archive of an existing past: history shows it, nothing judges it.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long CANCEL_SECONDS = 20;

    @Option(names = "--data", defaultValue = "./data", paramLabel = "DIR", description = "data directory")
    @SuppressWarnings("NullAway.Init") // has a default
    private Path data;

    @Option(names = "--plan", required = true, paramLabel = "PLAN", description = "path, or name of a shipped plan")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String plan;

    @Option(names = "--site", required = true, paramLabel = "S", description = "whose past it is")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String site;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "of the archive")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private String name;

    @Option(
            names = "--format",
            defaultValue = "csv",
            paramLabel = "F",
            description = "evidence, csv or line-protocol; ${DEFAULT-VALUE} when not said")
    @SuppressWarnings("NullAway.Init") // has a default
    private String format;

    @Option(
            names = "--map",
            paramLabel = "NAME=MEANING",
            description = "what columns, tags and fields mean, for example time=Zeit or MM116=MM116/ch4")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--time",
            paramLabel = "FORM",
            description = "iso, epoch-s, epoch-ms, epoch-us, epoch-ns or a pattern such as 'dd.MM.uuuu HH:mm:ss';"
                    + " iso for csv, epoch-ns for line-protocol when not said")
    private @Nullable String time;

    @Option(names = "--zone", paramLabel = "ZONE", description = "of times without one, for example Asia/Almaty")
    private @Nullable ZoneId zone;

    @Option(names = "--delimiter", defaultValue = ",", paramLabel = "C", description = "between columns; 'tab' for one")
    @SuppressWarnings("NullAway.Init") // has a default
    private String delimiter;

    @Option(names = "--decimal-comma", description = "0,42 is a number")
    private boolean decimalComma;

    @Parameters(arity = "1..*", paramLabel = "FILE")
    @SuppressWarnings("NullAway.Init") // required: set by picocli
    private List<Path> files;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private long toldAt;

    @Override
    public Integer call() throws IOException {
        Plan read = Output.plan(plan);
        ImportRequest request = new ImportRequest(data, read, site, name, files, form());
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(1);
        Thread cancel = new Thread(() -> cancel(cancelled, done), "cancel");
        Runtime.getRuntime().addShutdownHook(cancel);
        try {
            ValueReading values = new ValueReading();
            PastValues past = (sensor, number, unit, word) -> {
                ValueReading.Value value = values.of(sensor, number, unit, word);
                return new PastValues.Value(value.value(), value.quality());
            };
            return told(ArchiveImport.run(
                    request,
                    new ImportRequest.Ports(Version.text(), past, Instant.now(), cancelled::get, this::progress)));
        } finally {
            done.countDown();
        }
    }

    /** Ctrl-C: the import is called off and leaves nothing behind. */
    private static void cancel(AtomicBoolean cancelled, CountDownLatch done) {
        cancelled.set(true);
        try {
            var unused = done.await(CANCEL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Form form() {
        Kind kind =
                switch (format) {
                    case "evidence" -> Kind.EVIDENCE;
                    case "csv" -> Kind.CSV;
                    case "line-protocol" -> Kind.LINE_PROTOCOL;
                    default -> throw wrong("format '" + format + "': allowed are evidence, csv, line-protocol");
                };
        String between = delimiter.equals("tab") ? "\t" : delimiter;
        if (between.length() != 1) {
            throw wrong("delimiter '" + delimiter + "': allowed is one character, or tab");
        }
        String usual = kind == Kind.LINE_PROTOCOL ? "epoch-ns" : "iso";
        return new Form(kind, TimeForm.of(time == null ? usual : time, zone), between.charAt(0), decimalComma, map);
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void progress(Path file, long line, long readings, long rejected) {
        long now = System.nanoTime();
        if (now - toldAt > PROGRESS_NANOS) {
            toldAt = now;
            PrintWriter err = spec.commandLine().getErr();
            err.println(file + ": line " + line + ", " + readings + " readings, " + rejected + " refused");
            err.flush();
        }
    }

    private int told(ImportReport report) {
        PrintWriter out = spec.commandLine().getOut();
        switch (report.outcome()) {
            case COMPLETE ->
                out.println("archive " + name + " of " + site + ": " + report.readings() + " readings from "
                        + report.first() + " to " + report.last());
            case ALREADY_THERE -> out.println("archive " + name + " of " + site + " is there already: nothing changed");
            case EMPTY -> out.println("not one reading could be taken: no archive was made");
            case CANCELLED -> out.println("called off: no archive was made");
        }
        if (report.duplicates() > 0) {
            out.println("  " + report.duplicates() + " were in the files more than once, kept once");
        }
        if (report.outOfOrder() > 0) {
            out.println("  " + report.outOfOrder() + " came far out of order: received with their neighbours");
        }
        if (report.rejected() > 0) {
            out.println("  " + report.rejected() + " refused, kept in archive/" + name + "/rejects.txt; the first:");
            report.examples().forEach(example -> out.println("    " + example));
            report.unknown().forEach((sensor, count) -> out.println("    not in the plan: " + sensor + " " + count));
        }
        out.flush();
        return switch (report.outcome()) {
            case COMPLETE, ALREADY_THERE -> 0;
            case EMPTY, CANCELLED -> Commands.FAILED;
        };
    }
}
