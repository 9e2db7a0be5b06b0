package kz.qalqan.history;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands beside a store's directory while it starts: a torn file can kill the whole process in native code, at each
 * start again. Found at the next start it means that this happened, and the directory is moved aside, so that the store
 * starts empty and fills again from the journal (design 13.12).
 *
 * <pre>
 *   data/history/                          the store
 *   data/history.lock                      held while it is open
 *   data/history.starting                  while it starts
 *   data/history-aside-20261121T204000Z/   what was moved aside, kept some days for people to look at
 * </pre>
 */
final class StartMarker implements AutoCloseable {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final String ASIDE = "-aside-";
    /** Most damaged histories kept beside the one in use. */
    static final int ASIDE_MAX = 3;

    private static final Logger LOG = LoggerFactory.getLogger(StartMarker.class);

    private final Path dir;
    private final Path marker;
    private final InstantSource clock;
    private final FileChannel lockFile;

    private StartMarker(Path dir, InstantSource clock, FileChannel lockFile) {
        this.dir = dir;
        this.marker = beside(dir, ".starting");
        this.clock = clock;
        this.lockFile = lockFile;
    }

    /**
     * Takes a directory for this process.
     *
     * @throws StoreFault when another process has it
     */
    static StartMarker take(Path dir, InstantSource clock) throws IOException {
        Path whole = dir.toAbsolutePath().normalize();
        Files.createDirectories(whole);
        FileChannel lockFile = FileChannel.open(beside(whole, ".lock"), CREATE, WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new StoreFault("history in " + whole + " is open already: another Qalqan uses this data directory");
        }
        return new StartMarker(whole, clock, lockFile);
    }

    /** Sets the mark; when it stands there from the last start, moves the directory aside first and says where to. */
    Optional<Path> begin() throws IOException {
        Optional<Path> aside = Files.exists(marker) ? Optional.of(moveAside()) : Optional.empty();
        Files.writeString(marker, "start in progress since " + clock.instant() + "\n");
        return aside;
    }

    /** The start succeeded. */
    void end() throws IOException {
        Files.deleteIfExists(marker);
    }

    /** Moves the directory aside and makes an empty one. */
    Path moveAside() throws IOException {
        Instant at = clock.instant();
        Path aside = beside(dir, ASIDE + STAMP.format(at));
        for (int n = 2; Files.exists(aside); n++) {
            aside = beside(dir, ASIDE + STAMP.format(at) + "-" + n);
        }
        Files.move(dir, aside);
        Files.createDirectories(dir);
        forget(EmbeddedConfig.Retention.DAYS_MAX);
        return aside;
    }

    /**
     * Deletes what was moved aside longer ago than some days, and all but the newest {@link #ASIDE_MAX}: a damaged
     * history is for people to look at, not for ever.
     */
    void forget(int days) throws IOException {
        String prefix = dir.getFileName() + ASIDE;
        Path parent = dir.resolveSibling("");
        try (Stream<Path> beside = Files.list(parent)) {
            List<Path> aside = beside.filter(
                            path -> path.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
            String oldest = prefix + STAMP.format(clock.instant().minus(Duration.ofDays(days)));
            for (int i = 0; i < aside.size(); i++) {
                Path path = aside.get(i);
                boolean old = path.getFileName().toString().compareTo(oldest) < 0;
                if (old || i < aside.size() - ASIDE_MAX) {
                    LOG.warn("deleting {}: a damaged history, moved aside long ago or too often", path);
                    delete(path);
                }
            }
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreFault("release " + dir, e);
        }
    }

    private static Path beside(Path dir, String suffix) {
        return dir.resolveSibling(dir.getFileName() + suffix);
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }
}
