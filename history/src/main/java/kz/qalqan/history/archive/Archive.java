package kz.qalqan.history.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import kz.qalqan.history.ReadingStore;

/**
 * An imported past that is complete: a journal of its own and a note of what it was made from. Archives appear whole or
 * not at all and never change.
 *
 * <pre>
 *   data/archive/{name}/archive.properties   what it is; written last
 *   data/archive/{name}/rejects.txt          lines that were refused, if any
 *   data/archive/{name}/{site}/              the journal
 *   data/archive/.{name}.importing/          one that is being made; a killed import leaves it, the next removes it
 * </pre>
 *
 * @param name its name
 * @param site whose past it is
 * @param directory {@code data/archive/{name}}
 * @param last position of the last entry with readings
 * @param files what it was made from, by SHA-256, in order
 */
public record Archive(String name, String site, Path directory, long last, List<String> files) {
    static final String NOTE = "archive.properties";
    static final String REJECTS = "rejects.txt";

    public Archive {
        files = List.copyOf(files);
    }

    /** Name of its journal for a {@link ReadingStore}. */
    public String journal() {
        return site + ReadingStore.ARCHIVE + name;
    }

    /** The archives of a data directory, by name. */
    public static List<Archive> in(Path data) throws IOException {
        Path all = root(data);
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        List<Archive> archives = new ArrayList<>();
        try (Stream<Path> found = Files.list(all)) {
            for (Path directory : found.sorted().toList()) {
                if (Files.exists(directory.resolve(NOTE))
                        && !directory.getFileName().toString().startsWith(".")) {
                    archives.add(read(directory));
                }
            }
        }
        return archives;
    }

    /** Where archives are. */
    static Path root(Path data) {
        return data.resolve("archive");
    }

    static Archive read(Path directory) throws IOException {
        Properties note = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve(NOTE))) {
            note.load(in);
        }
        String files = note.getProperty("sha256", "");
        return new Archive(
                String.valueOf(directory.getFileName()),
                note.getProperty("site", ""),
                directory,
                Long.parseLong(note.getProperty("last-position", "0")),
                files.isEmpty() ? List.of() : List.of(files.split(" ", -1)));
    }

    /** Writes the note of an archive that is about to be complete. */
    static void write(Path directory, Archive archive, ImportReport report) throws IOException {
        Properties note = new Properties();
        note.setProperty("site", archive.site());
        note.setProperty("last-position", Long.toString(archive.last()));
        note.setProperty("sha256", String.join(" ", archive.files()));
        note.setProperty("readings", Long.toString(report.readings()));
        note.setProperty("rejected", Long.toString(report.rejected()));
        note.setProperty("first", String.valueOf(report.first()));
        note.setProperty("last", String.valueOf(report.last()));
        try (OutputStream out = Files.newOutputStream(directory.resolve(NOTE))) {
            note.store(out, "an imported past; see docs/operating.md");
        }
    }
}
