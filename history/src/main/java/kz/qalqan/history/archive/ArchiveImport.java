package kz.qalqan.history.archive;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import kz.qalqan.history.archive.ImportReport.Outcome;

/**
 * Makes an archive of an existing past: evidence files of another Qalqan, CSV, or line protocol. A running service
 * finds it by itself and follows it into history, and nowhere else: no rule, alert or risk card ever sees it.
 *
 * <p>Bad lines are kept aside with their reason and the rest goes on. An archive appears whole or not at all; importing
 * the same files again under the same name changes nothing.
 *
 * <p>Threads: one.
 */
public final class ArchiveImport {
    private final ImportRequest request;
    private final ImportRequest.Ports ports;
    private final int ahead;

    private ArchiveImport(ImportRequest request, ImportRequest.Ports ports, int ahead) {
        this.request = request;
        this.ports = ports;
        this.ahead = ahead;
    }

    /**
     * Imports.
     *
     * @throws IllegalArgumentException when the request cannot be met: an archive of that name holds something else, a
     *     column or sensor of the map does not exist
     * @throws IOException when a file cannot be read or the archive cannot be written
     */
    public static ImportReport run(ImportRequest request, ImportRequest.Ports ports) throws IOException {
        return run(request, ports, PastJournal.AHEAD);
    }

    /** The same, looking ahead over so many readings. */
    static ImportReport run(ImportRequest request, ImportRequest.Ports ports, int ahead) throws IOException {
        return new ArchiveImport(request, ports, ahead).run();
    }

    private ImportReport run() throws IOException {
        Path root = Files.createDirectories(Archive.root(request.data()));
        Path whole = root.resolve(request.name());
        List<String> digests = digests(request.files());
        if (Files.exists(whole)) {
            return again(whole, digests);
        }
        Path work = root.resolve("." + request.name() + ".importing");
        delete(work);
        Files.createDirectories(work);
        boolean done = false;
        try {
            ImportReport report = fill(work, digests);
            if (report.outcome() == Outcome.COMPLETE) {
                Files.move(work, whole, ATOMIC_MOVE);
            }
            done = true;
            return report;
        } finally {
            if (!done || Files.exists(work)) {
                delete(work);
            }
        }
    }

    private ImportReport again(Path whole, List<String> digests) throws IOException {
        Archive there = Archive.read(whole);
        if (!there.site().equals(request.site()) || !there.files().equals(digests)) {
            throw new IllegalArgumentException("archive '" + request.name() + "' of " + there.site()
                    + " is there already, made from other files: take another name, or delete " + whole);
        }
        try (Rejects none = new Rejects(whole)) {
            return ImportReport.of(Outcome.ALREADY_THERE, none);
        }
    }

    private ImportReport fill(Path work, List<String> digests) throws IOException {
        try (Rejects rejects = new Rejects(work.resolve(Archive.REJECTS));
                PastJournal journal = new PastJournal(work, request.site(), ports.build(), ahead)) {
            ImportReport report;
            try {
                read(new Desk(ports, journal, rejects));
                long last = journal.finish();
                report = journal.report(journal.taken() == 0 ? Outcome.EMPTY : Outcome.COMPLETE, rejects);
                Archive.write(work, new Archive(request.name(), request.site(), work, last, digests), report);
            } catch (Desk.Cancelled e) {
                report = ImportReport.of(Outcome.CANCELLED, rejects);
            }
            return report;
        }
    }

    private void read(Desk desk) throws IOException {
        Sensors sensors = new Sensors(request.plan(), request.site());
        if (request.form().kind() != ImportRequest.Kind.EVIDENCE) {
            desk.journal().readBy(request.plan());
        }
        for (Path file : request.files()) {
            desk.open(file);
            switch (request.form().kind()) {
                case EVIDENCE -> EvidencePast.read(file, request.site(), desk);
                case CSV -> new CsvFile(request.form(), sensors, desk).read(file);
                case LINE_PROTOCOL -> new LineFile(request.form(), sensors, desk).read(file);
            }
        }
    }

    private static List<String> digests(List<Path> files) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path file : files) {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            digests.add(HexFormat.of().formatHex(digest.digest()));
        }
        return digests;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
