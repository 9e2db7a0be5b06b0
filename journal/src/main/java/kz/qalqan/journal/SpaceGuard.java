package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.UnknownGas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the room on the journal's disk, and keeps a reserve of it in a file that is given back bit by bit when a
 * write finds none.
 *
 * <p>Threads: the keeper measures, the writer is refused, any asks.
 */
final class SpaceGuard {
    static final String RESERVE = "reserve";

    /** With less room than this a write that failed is taken to have found none, whatever it says in which language. */
    private static final long NOTHING_BYTES = 1L << 20;

    /** Room that must be there again before readings are taken after a write found none. */
    private static final long AGAIN_BYTES = 16L << 20;

    /** What the reserve gives back at once, and grows by. */
    private static final int STEP_BYTES = 1 << 20;

    /** Steps the reserve grows in a second. */
    private static final int GROWTH_STEPS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(SpaceGuard.class);

    private final Path directory;
    private final Path reserve;
    private final JournalConfig.Space marks;
    private final AppendFile.Creator disk;
    private volatile SpaceState state = SpaceState.PLENTY;
    private boolean refused;

    SpaceGuard(Path directory, JournalConfig.Space marks, AppendFile.Creator disk) {
        this.directory = directory;
        this.reserve = directory.resolve(RESERVE);
        this.marks = marks;
        this.disk = disk;
    }

    SpaceState state() {
        return state;
    }

    /** Whether an entry is taken although the disk is full: small, and the alerts hang on it. */
    static boolean essential(Entry entry) {
        return !(entry instanceof ReadingBatch || entry instanceof Quarantined || entry instanceof UnknownGas);
    }

    /** Why an entry is refused now. */
    JournalFullException refusal() {
        return new JournalFullException("the disk of journal " + directory
                + " is full: readings are refused, the broker keeps them; make room (hard mark: " + marks.hardBytes()
                + " bytes free)");
    }

    /** Looks how much room there is, once a second. */
    synchronized void measure() throws IOException {
        long usable = disk.usable(directory);
        long missing = marks.reserveBytes() - reserveBytes();
        long needed = state == SpaceState.FULL
                ? marks.hardBytes() + missing + (refused ? AGAIN_BYTES : marks.hardBytes() / Byte.SIZE)
                : marks.hardBytes();
        SpaceState found =
                usable < needed ? SpaceState.FULL : usable < marks.softBytes() ? SpaceState.SCARCE : SpaceState.PLENTY;
        refused &= found == SpaceState.FULL;
        become(found, usable);
        if (found != SpaceState.FULL && missing > 0 && usable - missing > marks.hardBytes()) {
            grow(missing);
        }
    }

    /** Whether a write failed because there is no room. */
    boolean foundNoRoom(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        return said.contains("No space left") || said.contains("quota exceeded") || nothingLeft();
    }

    /** A write found no room. */
    synchronized void full() {
        refused = true;
        become(SpaceState.FULL, 0);
    }

    /** Gives back a step of the reserve; false when there is none. */
    synchronized boolean release() {
        try {
            long bytes = reserveBytes();
            if (bytes > 0) {
                try (FileChannel channel = FileChannel.open(reserve, StandardOpenOption.WRITE)) {
                    channel.truncate(Math.max(0, bytes - STEP_BYTES));
                }
            }
            return bytes > 0;
        } catch (IOException e) {
            LOG.error("the reserve of journal {} could not be given back", directory, e);
            return false;
        }
    }

    private void become(SpaceState found, long usable) {
        if (found != state) {
            String said = "journal {}: the disk is {} ({} bytes free; soft mark {}, hard mark {})";
            if (found == SpaceState.PLENTY) {
                LOG.warn(said, directory, found, usable, marks.softBytes(), marks.hardBytes());
            } else {
                LOG.error(said, directory, found, usable, marks.softBytes(), marks.hardBytes());
            }
            state = found;
        }
    }

    private boolean nothingLeft() {
        try {
            return disk.usable(directory) < NOTHING_BYTES;
        } catch (IOException e) {
            return false;
        }
    }

    private long reserveBytes() throws IOException {
        return Files.exists(reserve) ? Files.size(reserve) : 0;
    }

    /** Real blocks, not a hole: zeros are written. */
    private void grow(long missing) throws IOException {
        try (FileChannel channel = FileChannel.open(
                reserve, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer zeros = ByteBuffer.allocate(STEP_BYTES);
            for (long left = Math.min(missing, (long) GROWTH_STEPS * STEP_BYTES); left > 0; left -= STEP_BYTES) {
                zeros.clear().limit((int) Math.min(left, STEP_BYTES));
                DurableFiles.writeFully(channel, zeros);
            }
            channel.force(false);
        }
    }
}
