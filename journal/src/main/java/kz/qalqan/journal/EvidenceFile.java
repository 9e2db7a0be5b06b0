package kz.qalqan.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import kz.qalqan.telemetry.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a journal in one file that can be taken elsewhere, checked and replayed: journal segments, beginning with
 * the control entries in force, and a manifest.
 *
 * <p>The file is a ZIP in the form of a JAR: {@code META-INF/MANIFEST.MF} says what is in it and the SHA-256 of each
 * segment, {@code {site}/{first position}.seg} are the segments. Unzipped into {@code {data}/journal} it is a journal;
 * {@code jarsigner} signs it and checks who signed it. Unsigned it proves that nothing was damaged, not who wrote it.
 *
 * <p>Threads: one at a time.
 */
public final class EvidenceFile implements AutoCloseable {
    static final String DIGEST = "SHA-256-Digest";
    static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0); // the same entries give the same bytes

    private static final String FORMAT = "Qalqan-Evidence";
    private static final String FORMAT_READ = "1";
    private static final Pattern SEGMENT = Pattern.compile("[^/]+/([0-9]{20})\\.seg");

    private final Path file;
    private final JarFile jar;
    private final Contents contents;
    private final List<String> segments;
    private int opened;
    private @Nullable SegmentReader reader;

    /**
     * What is in an evidence file.
     *
     * @param site name of the site
     * @param span from where to where
     * @param entries number of entries
     * @param readings number of readings in them
     * @param build what exported it
     */
    public record Contents(String site, JournalInspection.Span span, long entries, long readings, String build) {
        Manifest manifest() {
            Manifest manifest = new Manifest();
            Attributes main = manifest.getMainAttributes();
            main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
            main.putValue(FORMAT, FORMAT_READ);
            main.putValue("Site", site);
            main.putValue("First-Position", Long.toString(span.first()));
            main.putValue("Last-Position", Long.toString(span.last()));
            main.putValue("First-Received-At", span.firstAt().toString());
            main.putValue("Last-Received-At", span.lastAt().toString());
            main.putValue("Entries", Long.toString(entries));
            main.putValue("Readings", Long.toString(readings));
            main.putValue("Exported-By", build);
            return manifest;
        }

        private static Contents of(Manifest manifest) {
            Attributes main = manifest.getMainAttributes();
            String format = main.getValue(FORMAT);
            if (!FORMAT_READ.equals(format)) {
                throw new IllegalArgumentException(
                        "evidence format " + format + "; this build reads format " + FORMAT_READ);
            }
            return new Contents(
                    text(main, "Site"),
                    new JournalInspection.Span(
                            number(main, "First-Position"),
                            number(main, "Last-Position"),
                            Instant.parse(text(main, "First-Received-At")),
                            Instant.parse(text(main, "Last-Received-At"))),
                    number(main, "Entries"),
                    number(main, "Readings"),
                    text(main, "Exported-By"));
        }

        private static long number(Attributes main, String name) {
            return Long.parseLong(text(main, name));
        }

        private static String text(Attributes main, String name) {
            String text = main.getValue(name);
            if (text == null) {
                throw new IllegalArgumentException("the manifest does not say " + name);
            }
            return text;
        }
    }

    private EvidenceFile(Path file, JarFile jar, Contents contents, List<String> segments) {
        this.file = file;
        this.jar = jar;
        this.contents = contents;
        this.segments = segments;
    }

    /**
     * Writes the entries of an interval, and what was in force before them, into one file. The service may write on
     * meanwhile.
     *
     * @param journal the directory of a site's journal, {@code {data}/journal/{site}}
     * @param build what exports it
     * @param target the file; replaced when it exists
     * @throws JournalException when there is no such entry
     * @throws JournalDamagedException at the first fault other than a torn end; then nothing is written
     */
    public static Contents export(Path journal, Interval interval, String build, Path target) throws IOException {
        JournalInspection.requireJournal(journal);
        List<Long> firsts = SegmentIndex.list(journal);
        String site = String.valueOf(journal.getFileName());
        try (JournalScan scan = JournalScan.from(journal, firsts, interval);
                EvidenceWriter writer = new EvidenceWriter(target, site, build)) {
            JournalEntry entry = scan.nextWhole();
            while (entry != null && interval.beginsAfter(entry)) {
                entry = scan.nextWhole();
            }
            if (entry != null && !interval.endsBefore(entry)) {
                ControlState before = new ControlScan(journal, firsts).after(entry.position() - 1);
                while (entry != null && !interval.endsBefore(entry)) {
                    writer.add(entry, before);
                    entry = scan.nextWhole();
                }
            }
            return writer.finish();
        }
    }

    /**
     * Opens an evidence file and checks it whole: the digests of the manifest, every checksum, and that all the entries
     * it tells of are there.
     *
     * @throws JournalException naming what is wrong
     */
    public static EvidenceFile open(Path file) {
        try (EvidenceFile checked = opened(file)) {
            checked.check();
        } catch (IOException e) {
            throw new JournalException("evidence file " + file + " could not be read: " + e, e);
        }
        return opened(file);
    }

    /** SHA-256 of a whole evidence file, hexadecimal: to be written down where the file cannot be changed with it. */
    public static String digest(Path file) {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new JournalException("evidence file " + file + " could not be read: " + e, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is in it. */
    public Contents contents() {
        return contents;
    }

    /** The control entries in force before its first entry, each with its own position and time, in their order. */
    public List<JournalEntry> inForce() {
        try (EvidenceFile fresh = opened(file)) {
            JournalEntry first = fresh.next();
            SegmentReader segment = fresh.reader;
            return first == null || segment == null ? List.of() : List.copyOf(segment.inForce());
        }
    }

    /** The next entry, null at the end. */
    public @Nullable JournalEntry next() {
        try {
            while (true) {
                SegmentReader segment = reader;
                JournalEntry entry = segment == null ? null : segment.next();
                if (entry != null || !nextSegment()) {
                    return entry;
                }
            }
        } catch (IOException e) {
            throw new JournalException("evidence file " + file + " could not be read: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
            jar.close();
        } catch (IOException e) {
            throw new JournalException("evidence file " + file + " could not be closed", e);
        }
    }

    static String name(String site, long first) {
        return site + "/" + String.format("%020d", first) + Segment.SUFFIX;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static EvidenceFile opened(Path file) {
        try {
            JarFile jar = new JarFile(file.toFile(), true);
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                jar.close();
                throw new JournalException("evidence file " + file + " has no manifest");
            }
            List<String> segments =
                    new ArrayList<>(new TreeSet<>(manifest.getEntries().keySet()));
            return new EvidenceFile(file, jar, Contents.of(manifest), segments);
        } catch (IOException | SecurityException | IllegalArgumentException | DateTimeParseException e) {
            throw new JournalException("evidence file " + file + " could not be read: " + e.getMessage(), e);
        }
    }

    private void check() throws IOException {
        for (String segment : segments) {
            MessageDigest digest = sha256();
            try (InputStream in = new DigestInputStream(jar.getInputStream(entry(segment)), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (SecurityException e) {
                throw new JournalException("evidence file " + file + ": the signature does not match " + segment, e);
            }
            String said = jar.getManifest().getAttributes(segment).getValue(DIGEST);
            if (!Base64.getEncoder().encodeToString(digest.digest()).equals(said)) {
                throw new JournalException(
                        "evidence file " + file + ": SHA-256 of " + segment + " is not what the manifest says");
            }
        }
        checkEntries();
    }

    private void checkEntries() {
        Tally tally = new Tally();
        for (JournalEntry entry = next(); entry != null; entry = next()) {
            tally.count(entry);
        }
        Contents found = new Contents(
                contents.site(),
                Objects.requireNonNullElse(tally.span(), contents.span()),
                tally.entries(),
                tally.readings(),
                contents.build());
        if (!found.equals(contents)) {
            throw new JournalException("evidence file " + file + " holds " + found + ", its manifest says " + contents);
        }
    }

    private ZipEntry entry(String segment) {
        ZipEntry entry = jar.getEntry(segment);
        if (entry == null) {
            throw new JournalException("evidence file " + file + ": " + segment + " is missing");
        }
        return entry;
    }

    private boolean nextSegment() throws IOException {
        if (opened >= segments.size()) {
            return false;
        }
        String name = segments.get(opened++);
        var matcher = SEGMENT.matcher(name);
        if (!matcher.matches()) {
            throw new JournalException("evidence file " + file + ": '" + name + "' is no segment");
        }
        SegmentReader before = reader;
        ZipEntry entry = entry(name);
        SegmentReader next = SegmentReader.open(
                file.resolve(name),
                Long.parseLong(matcher.group(1)),
                SegmentBytes.of(jar.getInputStream(entry), entry.getSize()));
        reader = next;
        long expected = before == null ? 0 : before.position();
        if (before != null) {
            before.close();
        }
        if (next.header().previousLast() != expected || !next.header().site().equals(contents.site())) {
            throw new JournalException("evidence file " + file + ": " + name + " is of " + next.header());
        }
        return true;
    }
}
