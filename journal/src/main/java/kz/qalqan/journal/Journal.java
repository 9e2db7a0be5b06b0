package kz.qalqan.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.Entry;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.Names;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one ordered stream of a site: what is in it is on disk, and everything else follows from it (design 4).
 *
 * <p>An entry is acknowledged after its group is written and fsynced. A position rises by one from entry to entry and
 * is never given twice; after a torn group was set aside there is a gap. After a failed write or fsync nothing is taken
 * any more ({@link #failure}): the process has to stop and open the journal anew.
 *
 * <p>Threads: any; futures complete on the journal's own thread {@code journal-{site}}, in order. A second thread,
 * {@code journal-{site}-keeper}, saves cursors and lets old segments go.
 */
public final class Journal implements EntryLog, AutoCloseable {
    /** Name of the file that the one writing process has locked. */
    static final String LOCK = "lock";

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final FileChannel lock;
    private final OpenReport openReport;
    private final SegmentIndex index;
    private final AppendQueue queue;
    private final RecentEntries recent;
    private final DurableMark durable;
    private final Cursors cursors;
    private final Snapshots snapshots;
    private final Committer committer;
    private final Thread writer;
    private final SpaceGuard space;
    private final RetentionSweep retention;
    private final Keeper keeper;
    private final Thread keeping;
    private final long sessionFirst;
    private final Path directory;

    private Journal(FileChannel lock, Path directory, JournalConfig config, AppendFile.Creator files)
            throws IOException {
        String site = String.valueOf(directory.getFileName());
        this.directory = directory;
        this.lock = lock;
        List<String> remarks = new ArrayList<>();
        Recovery recovery = new Recovery(directory, site);
        index = recovery.recover();
        durable = new DurableMark(recovery.last());
        cursors = Cursors.open(directory.resolve(Cursors.FILE), remarks);
        snapshots = new Snapshots(directory.resolve(Snapshots.FOLDER), durable::position);
        sessionFirst = sessionFirst(recovery, remarks);
        openReport = new OpenReport(
                site, index.size(), index.first(), recovery.last(), sessionFirst, recovery.torn(), remarks);
        queue = new AppendQueue(config.waiting());
        recent = new RecentEntries((long) EntrySize.READING_BYTES * config.recentReadings());
        space = new SpaceGuard(directory, config.space(), files);
        retention = new RetentionSweep(index, cursors, snapshots, config.retention());
        Committer.Parts parts = new Committer.Parts(site, index, queue, recent, durable, control(), files, space);
        committer = new Committer(parts, config, sessionFirst, recovery.lastMicros());
        writer = new Thread(committer, "journal-" + site);
        keeper = new Keeper(cursors, retention, committer, space, durable);
        keeping = new Thread(keeper, "journal-" + site + "-keeper");
        writer.setDaemon(true); // a process that dies without closing must die: what waits was not acknowledged
        keeping.setDaemon(true);
    }

    /**
     * Opens or creates the journal of a site in {@code directory/site} and locks it.
     *
     * @param directory the directory of the journals of all sites, {@code {data}/journal}; not the site's own
     * @throws JournalDamagedException when it is damaged anywhere but at a torn end
     * @throws JournalException when another process has it open or the disk does not let us
     */
    public static Journal open(Path directory, String site, JournalConfig config) {
        return open(directory, site, config, AppendFile::onDisk);
    }

    /** The same with files of another make. */
    static Journal open(Path directory, String site, JournalConfig config, AppendFile.Creator files) {
        Path own = directory.resolve(Names.require("site", site));
        FileChannel lock = null;
        try {
            create(directory, own);
            lock = lock(own);
            Journal journal = new Journal(lock, own, config, files);
            lock = null;
            journal.openReport.torn().forEach(torn -> LOG.error("journal {}: torn end set aside: {}", own, torn));
            journal.openReport.remarks().forEach(remark -> LOG.error("journal {}: {}", own, remark));
            journal.writer.start();
            journal.keeping.start();
            return journal;
        } catch (IOException e) {
            throw new JournalException("journal " + own + " could not be opened: " + e, e);
        } finally {
            closeQuietly(lock);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>The future fails with {@link JournalFullException} when too much waits or the disk is full and with
     * {@link JournalFailedException} when the journal is closed or failed.
     */
    @Override
    public CompletableFuture<Long> append(Entry content, Instant receivedAt) {
        GroupBuffer.check(content);
        if (space.state() == SpaceState.FULL && !SpaceGuard.essential(content)) {
            return CompletableFuture.failedFuture(space.refusal());
        }
        CompletableFuture<Long> done = new CompletableFuture<>();
        JournalException refused =
                queue.offer(new AppendQueue.Pending(content, receivedAt, EntrySize.bytes(content), done));
        return refused == null ? done : CompletableFuture.failedFuture(refused);
    }

    /** Position of the last durable entry, 0 when empty. */
    public long durable() {
        return durable.position();
    }

    /** The first position there is, 0 when empty. */
    public long first() {
        return index.first();
    }

    /** Entries that wait to be durable. */
    public int waiting() {
        return queue.entries();
    }

    /**
     * A reader for a follower that has seen everything up to {@code after}; 0 reads from the first there is.
     *
     * @throws JournalException when entries after {@code after} were deleted already
     */
    public JournalReader reader(long after) {
        if (after < 0 || (after > 0 && after + 1 < index.first())) {
            throw gone(after);
        }
        return new JournalReader(this, after);
    }

    /** Why nothing can be read after a position. */
    JournalException gone(long after) {
        return new JournalException("journal " + directory + " begins at position " + index.first()
                + "; what follows position " + after + " is gone");
    }

    /**
     * A follower has done with everything up to a position; told lazily, kept durably within about a second. The first
     * call registers it: from then on no segment goes that it has not passed. It may go back.
     *
     * @param follower form of {@link Names}
     */
    public void passed(String follower, long position) {
        Names.require("follower", follower);
        if (position < 0 || (position >= sessionFirst && position > durable())) {
            throw new IllegalArgumentException(
                    "follower " + follower + " cannot have passed " + position + ": durable is " + durable());
        }
        cursors.move(follower, position);
    }

    /** How far a follower has come, 0 when it has never said so. */
    public long passed(String follower) {
        return cursors.of(follower);
    }

    /** Saved states of followers. */
    public Snapshots snapshots() {
        return snapshots;
    }

    /** How much room its disk has, as of the last second. */
    public SpaceState space() {
        return space.state();
    }

    /** Gives back a bit of the reserve while the disk is full, for what else must be written: the alerts. */
    public void giveRoom() {
        if (space.state() == SpaceState.FULL && space.release()) {
            LOG.warn("journal {}: a bit of its reserve was given back", directory);
        }
    }

    /**
     * Positions a follower lost, because it stood still and held back more than its cap; 0 for one that lost none since
     * the journal was opened.
     */
    public long lost(String follower) {
        return retention.lost(follower);
    }

    /** What was found when the journal was opened. */
    public OpenReport openReport() {
        return openReport;
    }

    /** Why the journal failed; empty while it works. When present the process must stop. */
    public Optional<JournalFailedException> failure() {
        return Optional.ofNullable(committer.failure().getNow(null));
    }

    /**
     * Completes with the reason when the journal fails, on its thread (callbacks must not block); never while it works.
     */
    public CompletableFuture<JournalFailedException> failed() {
        return committer.failure().copy();
    }

    /**
     * receivedAt of the last entry, empty in a new journal. Time must go on from here after a restart: an entry before
     * it is raised to it, so a clock that starts behind would stand still for the followers.
     */
    public Optional<Instant> lastReceivedAt() {
        long micros = committer.lastMicros();
        return micros == Long.MIN_VALUE ? Optional.empty() : Optional.of(ReadingBatch.instantOfMicros(micros));
    }

    /** Writes what waits, seals the segment, saves the cursors and unlocks. Readers have to be done before. */
    @Override
    public void close() {
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("the journal's own thread cannot close it");
        }
        queue.close(new JournalFailedException("journal " + directory + " is closed"));
        boolean interrupted = join(writer);
        keeper.stop();
        interrupted |= join(keeping);
        closeQuietly(lock);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does at once what is done once a second. */
    void keepHouse() {
        keeper.keep();
    }

    SegmentIndex index() {
        return index;
    }

    RecentEntries recent() {
        return recent;
    }

    DurableMark durableMark() {
        return durable;
    }

    /**
     * The control entries in force after a position, each with its own position and time, in their order: the plan, the
     * start of the service, changes of limits, declarations, states of links and devices. What comes after them can be
     * judged without anything that came before them. It reads a segment, so it takes a moment.
     *
     * @param after durable; 0 or before {@link #first()}: what was in force before the first entry there is
     */
    public List<JournalEntry> inForce(long after) {
        try {
            long position = Math.max(after, first() - 1);
            ControlState state = new ControlScan(directory, firsts()).after(position);
            return state.inForce(Instant.MIN);
        } catch (IOException e) {
            throw new JournalException("what was in force after position " + after + " could not be read", e);
        }
    }

    private ControlState control() throws IOException {
        ControlState state = new ControlScan(directory, firsts()).after(Long.MAX_VALUE - 1);
        if (state.limitChangesLost() > 0) {
            LOG.error(
                    "journal {}: {} changes of limits are too many to be carried on into new segments",
                    directory,
                    state.limitChangesLost());
        }
        return state;
    }

    private List<Long> firsts() {
        return index.headers().stream().map(SegmentHeader::first).toList();
    }

    /** The first position this process gives. */
    long sessionFirst() {
        return sessionFirst;
    }

    /** Nobody may find a position given twice, not even when the end of the journal was lost. */
    private long sessionFirst(Recovery recovery, List<String> remarks) throws IOException {
        long seen = Math.max(cursors.fastest(), snapshots.newest());
        if (seen > recovery.last()) {
            remarks.add("a follower, snapshot or the mark of what was on disk is at position " + seen
                    + ", the journal ends at " + recovery.last() + ": acknowledged entries between them are lost");
        }
        return Math.max(recovery.next(), seen + 1);
    }

    /** Waits for the end of a thread; true when interrupted meanwhile. */
    private static boolean join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private static void create(Path directory, Path own) throws IOException {
        if (!Files.isDirectory(own)) {
            Files.createDirectories(own);
            DurableFiles.forceDirectory(directory);
        }
    }

    private static FileChannel lock(Path own) throws IOException {
        FileChannel channel = FileChannel.open(own.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("locked by this process", e);
        }
        channel.close();
        throw new JournalException("journal " + own + " is open in another process; only one may write it");
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.warn("lock of a journal could not be closed", e);
        }
    }
}
