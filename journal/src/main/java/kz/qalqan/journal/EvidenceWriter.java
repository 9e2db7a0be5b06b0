package kz.qalqan.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries of a journal into an evidence file: first as segments beside it, then all of them and the manifest
 * into the file, which appears whole or not at all.
 *
 * <p>Threads: one.
 */
final class EvidenceWriter implements AutoCloseable {
    private static final int GROUP_ENTRIES = 4_096;
    private static final long SEGMENT_BYTES = 256L << 20;

    private final Path target;
    private final Path work;
    private final String site;
    private final String build;
    private final SegmentWriter.Buffers buffers;
    private final List<Long> firsts = new ArrayList<>();
    private @Nullable SegmentWriter segment;
    private @Nullable JournalEntry first;
    private @Nullable JournalEntry last;
    private ControlState control = new ControlState();
    private int inGroup;
    private long entries;
    private long readings;

    EvidenceWriter(Path target, String site, String build) throws IOException {
        this.target = target.toAbsolutePath();
        this.site = site;
        this.build = build;
        work = Files.createTempDirectory(this.target.getParent(), ".evidence");
        AppendFile.Creator files = EvidenceWriter::unforced;
        buffers = SegmentWriter.Buffers.make(files, new SpaceGuard(work, JournalConfig.Space.ANY, files));
    }

    /** Adds an entry. */
    void add(JournalEntry entry, ControlState before) throws IOException {
        if (first == null) {
            first = entry;
            control = before;
        }
        SegmentWriter writer = writer(entry);
        writer.group().add(entry);
        control.take(entry);
        last = entry;
        inGroup++;
        entries++;
        readings += entry.content() instanceof ReadingBatch batch ? batch.size() : 0;
        if (inGroup >= GROUP_ENTRIES || writer.group().size() >= Segment.GROUP_BYTES_ENOUGH) {
            commit(writer);
            writer.group().begin(entry.position() + 1);
        }
    }

    /** Makes the file. */
    EvidenceFile.Contents finish() throws IOException {
        seal();
        JournalEntry from = first;
        JournalEntry to = last;
        if (from == null || to == null) {
            throw new JournalException("no entries of " + site + " to export: nothing was written to " + target);
        }
        EvidenceFile.Contents contents = new EvidenceFile.Contents(
                site,
                new JournalInspection.Span(from.position(), to.position(), from.receivedAt(), to.receivedAt()),
                entries,
                readings,
                build);
        Path draft = work.resolve("evidence");
        pack(contents, draft);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return contents;
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
        for (long each : firsts) {
            Files.deleteIfExists(Segment.file(work, each));
        }
        Files.deleteIfExists(work.resolve("evidence"));
        Files.deleteIfExists(work);
    }

    private SegmentWriter writer(JournalEntry entry) throws IOException {
        SegmentWriter open = segment;
        boolean follows = last == null || entry.position() == last.position() + 1;
        if (open != null && follows && open.size() < SEGMENT_BYTES) {
            return open;
        }
        seal();
        long before = last == null ? 0 : last.position();
        long micros = ReadingBatch.micros(entry.receivedAt());
        firsts.add(entry.position());
        SegmentWriter created =
                SegmentWriter.create(work, SegmentHeader.draft(site, build, entry.position(), before, micros), buffers);
        created.group().begin(entry.position());
        created.group().carryOn(control.inForce(entry.receivedAt()));
        segment = created;
        return created;
    }

    private void commit(SegmentWriter writer) throws IOException {
        if (inGroup > 0) {
            writer.group().finish();
            writer.commit();
            inGroup = 0;
        }
    }

    private void seal() throws IOException {
        SegmentWriter open = segment;
        if (open != null && last != null) {
            commit(open);
            open.seal(last.position());
            open.close();
            segment = null;
        }
    }

    private void pack(EvidenceFile.Contents contents, Path file) throws IOException {
        Map<Path, CRC32> sums = new LinkedHashMap<>();
        Manifest manifest = contents.manifest();
        for (long each : firsts) {
            Path segmentFile = Segment.file(work, each);
            CRC32 sum = new CRC32();
            Attributes attributes = new Attributes();
            attributes.putValue(EvidenceFile.DIGEST, digest(segmentFile, sum));
            manifest.getEntries().put(EvidenceFile.name(site, each), attributes);
            sums.put(segmentFile, sum);
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            ZipEntry head = new ZipEntry(JarFile.MANIFEST_NAME);
            head.setTimeLocal(EvidenceFile.NO_TIME);
            jar.putNextEntry(head);
            manifest.write(jar);
            for (Map.Entry<Path, CRC32> each : sums.entrySet()) {
                store(each.getKey(), each.getValue(), jar);
            }
        }
    }

    private void store(Path segmentFile, CRC32 sum, JarOutputStream jar) throws IOException {
        ZipEntry entry = new ZipEntry(site + "/" + segmentFile.getFileName());
        entry.setMethod(ZipEntry.STORED); // compressed already
        entry.setSize(Files.size(segmentFile));
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(EvidenceFile.NO_TIME);
        jar.putNextEntry(entry);
        Files.copy(segmentFile, jar);
    }

    private static String digest(Path file, CRC32 sum) throws IOException {
        MessageDigest digest = EvidenceFile.sha256();
        try (InputStream in = new DigestInputStream(new CheckedInputStream(Files.newInputStream(file), sum), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    /** A file that need not be on disk before it is packed. */
    private static AppendFile unforced(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new AppendFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                DurableFiles.writeFully(channel, bytes);
            }

            @Override
            public void force() {
                // the whole evidence file is forced when it is packed
            }

            @Override
            public void truncate(long length) throws IOException {
                channel.truncate(length);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
