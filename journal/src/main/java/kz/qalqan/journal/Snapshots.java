package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.qalqan.telemetry.Names;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States of followers at a position, so that a restart need not read the journal from its beginning.
 *
 * <pre>
 * snapshots/{name}/{position, 20 digits}.snapshot
 *   0  8  magic "QALQSNP1"
 *   8  8  position
 *  16  4  length of the state
 *  20     state
 *  -4  4  CRC32C of everything before
 * </pre>
 *
 * A snapshot is written beside, fsynced and renamed: after a crash it is there whole or not at all. The last two of a
 * name are kept; one that fails its checksum is moved to {@code *.bad} and the one before it is used, which is why
 * retention keeps the journal from the older one on.
 *
 * <p>Threads: any.
 */
public final class Snapshots {
    static final String FOLDER = "snapshots";

    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final long MAGIC = 0x51414C51534E5031L;
    private static final int HEADER_BYTES = 20;
    private static final int KEPT = 2;
    private static final String SUFFIX = ".snapshot";
    private static final Pattern FILE = Pattern.compile("[0-9]{20}\\.snapshot");

    private final Path directory;
    private final LongSupplier durable;

    Snapshots(Path directory, LongSupplier durable) {
        this.directory = directory;
        this.durable = durable;
    }

    /**
     * Keeps a state; it is on disk when this returns.
     *
     * @param name form of {@link Names}
     * @param position the last entry that is in the state; must be durable and not before the newest snapshot
     * @throws JournalException when it could not be written; the snapshots before are as they were
     */
    public synchronized void save(String name, long position, byte[] bytes) {
        Names.require("snapshot", name);
        if (position < 0 || position > durable.getAsLong()) {
            throw new IllegalArgumentException(
                    "snapshot " + name + " at position " + position + ": durable is " + durable.getAsLong());
        }
        Path folder = directory.resolve(name);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                DurableFiles.forceDirectory(directory);
            }
            if (!positions(folder).isEmpty() && positions(folder).get(0) > position) {
                throw new IllegalArgumentException("snapshot " + name + " at position " + position
                        + ": there is a newer one; forget the old ones first");
            }
            DurableFiles.replace(file(folder, position), encode(position, bytes));
            List<Long> old = positions(folder);
            for (long gone : old.subList(Math.min(KEPT, old.size()), old.size())) {
                Files.delete(file(folder, gone));
            }
        } catch (IOException e) {
            throw new JournalException("snapshot " + name + " at position " + position + " could not be saved", e);
        }
    }

    /** The newest snapshot of this name that is whole. */
    public synchronized Optional<Snapshot> latest(String name) {
        Names.require("snapshot", name);
        Path folder = directory.resolve(name);
        try {
            for (long position : positions(folder)) {
                byte[] state = decode(position, Files.readAllBytes(file(folder, position)));
                if (state != null) {
                    return Optional.of(new Snapshot(name, position, state));
                }
                setAside(file(folder, position));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new JournalException("snapshots of " + name + " in " + folder + " could not be read", e);
        }
    }

    /** Deletes all snapshots of a name: their state is of no use any more, for example to a new engine. */
    public synchronized void forget(String name) {
        Names.require("snapshot", name);
        Path folder = directory.resolve(name);
        try {
            for (long position : positions(folder)) {
                Files.delete(file(folder, position));
            }
        } catch (IOException e) {
            throw new JournalException("snapshots of " + name + " in " + folder + " could not be deleted", e);
        }
    }

    /** The newest position of any snapshot, 0 when there is none. */
    long newest() throws IOException {
        long newest = 0;
        for (Path folder : folders()) {
            newest = Math.max(newest, positions(folder).stream().findFirst().orElse(0L));
        }
        return newest;
    }

    /** The position up to which every name has a snapshot and one to fall back on; empty when there is no snapshot. */
    OptionalLong passedByAll() throws IOException {
        List<Long> oldest = new ArrayList<>();
        for (Path folder : folders()) {
            List<Long> kept = positions(folder);
            if (!kept.isEmpty()) {
                oldest.add(kept.get(kept.size() - 1));
            }
        }
        return oldest.stream().mapToLong(Long::longValue).min();
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    /** Positions there are files for, newest first. */
    private static List<Long> positions(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> FILE.matcher(name).matches())
                    .map(name -> Long.valueOf(name.substring(0, name.length() - SUFFIX.length())))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static Path file(Path folder, long position) {
        return folder.resolve(String.format("%020d", position) + SUFFIX);
    }

    private static void setAside(Path file) throws IOException {
        Path bad = file.resolveSibling(file.getFileName() + ".bad");
        LOG.error("snapshot {} does not match its checksum: moved to {}, the one before is used", file, bad);
        Files.move(file, bad, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ByteBuffer encode(long position, byte[] bytes) {
        ByteSink sink = new ByteSink(HEADER_BYTES + bytes.length + Integer.BYTES);
        sink.putLong(MAGIC);
        sink.putLong(position);
        sink.putInt(bytes.length);
        sink.putBytes(bytes, 0, bytes.length);
        sink.putInt(new Checksum().of(sink.array(), 0, sink.size()));
        return ByteBuffer.wrap(sink.array(), 0, sink.size());
    }

    private static byte @Nullable [] decode(long position, byte[] file) {
        int checked = file.length - Integer.BYTES;
        if (checked < HEADER_BYTES) {
            return null;
        }
        ByteSource source = new ByteSource().over(file, 0, file.length);
        boolean ours = source.getLong() == MAGIC && source.getLong() == position;
        if (!ours || source.getInt() != checked - HEADER_BYTES) {
            return null;
        }
        byte[] state = source.getBytes(checked - HEADER_BYTES);
        return source.getInt() == new Checksum().of(file, 0, checked) ? state : null;
    }
}
