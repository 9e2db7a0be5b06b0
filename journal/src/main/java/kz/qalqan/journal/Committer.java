package kz.qalqan.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.journal.AppendQueue.Pending;
import kz.qalqan.telemetry.JournalEntry;
import kz.qalqan.telemetry.ReadingBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: takes all that waits, gives positions, writes it as one group, fsyncs once, shows it to
 * followers, completes the futures. While it fsyncs, the next group gathers in the queue.
 *
 * <p>Threads: itself; {@link #failure} from any.
 */
final class Committer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    private final SegmentIndex index;
    private final AppendQueue queue;
    private final JournalConfig config;
    private final SegmentWriter.Buffers buffers;
    private final String site;
    private final RecentEntries recent;
    private final DurableMark durable;
    private final ControlState control;
    private final List<Pending> group = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<Pending> refused = new ArrayList<>();
    private @Nullable SegmentWriter segment;
    private int published;
    private final SpaceGuard space;
    private long next;
    private long nextDurable;
    private volatile long lastMicros;
    private final CompletableFuture<JournalFailedException> failure = new CompletableFuture<>();

    Committer(Parts parts, JournalConfig config, long next, long lastMicros) {
        this.control = parts.control();
        this.index = parts.index();
        this.queue = parts.queue();
        this.recent = parts.recent();
        this.durable = parts.durable();
        this.site = parts.site();
        this.space = parts.space();
        this.buffers = SegmentWriter.Buffers.make(parts.files(), space);
        this.config = config;
        this.next = next;
        this.nextDurable = next;
        this.lastMicros = lastMicros;
    }

    /**
     * What the committer works with.
     *
     * @param site name of the site
     * @param index where new segments are entered
     * @param queue what waits
     * @param recent where followers find what is durable
     * @param durable how far it is
     * @param control what is in force so far
     * @param files makes the segment files
     * @param space knows when there is no room for them
     */
    record Parts(
            String site,
            SegmentIndex index,
            AppendQueue queue,
            RecentEntries recent,
            DurableMark durable,
            ControlState control,
            AppendFile.Creator files,
            SpaceGuard space) {}

    /** Completes with the reason when the journal has failed. */
    CompletableFuture<JournalFailedException> failure() {
        return failure;
    }

    /** receivedAt of the last entry, epoch microseconds; the smallest long when there is none. */
    long lastMicros() {
        return lastMicros;
    }

    /** Writes until the queue is closed and empty; then seals the segment. */
    @Override
    @SuppressWarnings("IllegalCatch") // whatever ends this thread must fail the waiting futures, or they wait for ever
    public void run() {
        try {
            while (queue.take(group)) {
                commit();
                group.clear();
            }
            seal();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void commit() throws IOException {
        List<Pending> todo = List.copyOf(group);
        while (!todo.isEmpty()) {
            try {
                write(todo);
                complete(todo);
                todo = List.of();
            } catch (DiskFullException e) {
                LOG.error("journal {}: no room for what follows position {}", index.directory(), durable.position(), e);
                space.full();
                endSegment();
                todo = complete(todo);
            }
        }
        queue.written(group);
    }

    private void write(List<Pending> todo) throws IOException {
        SegmentWriter writer = writer(clamped(todo.get(0).receivedAt()));
        begin(writer);
        for (int i = 0; i < todo.size(); i++) {
            add(writer.group(), todo.get(i));
            if (writer.group().bytes().size() >= Segment.GROUP_BYTES_ENOUGH) {
                write(writer);
                begin(writer);
            }
        }
        write(writer);
    }

    private void begin(SegmentWriter writer) {
        writer.group().begin(next);
        if (next == writer.header().first()) {
            writer.group()
                    .carryOn(control.inForce(
                            ReadingBatch.instantOfMicros(writer.header().createdAtMicros())));
        }
    }

    private void write(SegmentWriter writer) throws IOException {
        if (published < entries.size()) {
            writer.group().finish();
            config.watch().committing();
            writer.commit();
            config.watch().committed(entries.size() - published, writer.group().size());
            publish();
        }
    }

    private void add(GroupBuffer buffer, Pending pending) {
        JournalEntry entry = new JournalEntry(next, clamped(pending.receivedAt()), pending.content());
        try {
            buffer.add(entry);
            entries.add(entry);
            next++;
            lastMicros = ReadingBatch.micros(entry.receivedAt());
        } catch (JournalException e) {
            refused.add(pending);
            LOG.error("an entry could not be journaled: {}", e.getMessage());
        }
    }

    private void publish() {
        for (; published < entries.size(); published++) {
            recent.add(entries.get(published));
            control.take(entries.get(published));
        }
        durable.moveTo(next - 1);
        nextDurable = next;
    }

    /**
     * Tells those whose entries are durable or too large. Of the others, if any, there was no room for them: those that
     * are tried once more with a bit of the reserve are returned, the rest is told that the disk is full.
     */
    private List<Pending> complete(List<Pending> todo) {
        boolean again = refused.size() + published < todo.size() && space.release();
        List<Pending> rest = new ArrayList<>();
        int written = 0;
        for (Pending pending : todo) {
            if (!refused.isEmpty() && refused.contains(pending)) {
                pending.done()
                        .completeExceptionally(new JournalException(
                                "the entry is larger than a record may be: " + Segment.RECORD_BYTES_MAX));
            } else if (written < published) {
                pending.done().complete(entries.get(written++).position());
            } else if (again && SpaceGuard.essential(pending.content())) {
                rest.add(pending);
            } else {
                pending.done().completeExceptionally(space.refusal());
            }
        }
        entries.clear();
        refused.clear();
        published = 0;
        next = nextDurable;
        return rest;
    }

    /** Microseconds, and never before the last entry. */
    private Instant clamped(Instant receivedAt) {
        return ReadingBatch.instantOfMicros(Math.max(lastMicros, ReadingBatch.micros(receivedAt)));
    }

    private SegmentWriter writer(Instant firstReceivedAt) throws IOException {
        long micros = ReadingBatch.micros(firstReceivedAt);
        SegmentWriter open = segment;
        if (open != null && !full(open, micros)) {
            return open;
        }
        seal();
        SegmentHeader draft = SegmentHeader.draft(site, config.build(), next, durable.position(), micros);
        SegmentWriter created = SegmentWriter.create(index.directory(), draft, buffers);
        index.add(created.header());
        segment = created;
        return created;
    }

    private boolean full(SegmentWriter open, long micros) {
        long ageMicros = micros - open.header().createdAtMicros();
        return open.size() >= config.segment().bytes()
                || open.group().sensors() >= SensorDictionary.SENSORS_ENOUGH
                || ageMicros >= config.segment().age().toMillis() * 1_000;
    }

    private void seal() throws IOException {
        SegmentWriter open = segment;
        if (open != null) {
            try {
                open.seal(next - 1);
                open.close();
                segment = null;
            } catch (DiskFullException e) {
                LOG.warn("journal {}: no room to seal a segment", index.directory(), e);
                endSegment();
            }
        }
    }

    /**
     * Ends the segment behind its last whole group, because a write found no room: only the writing was undone, no
     * fsync has failed.
     */
    private void endSegment() throws IOException {
        SegmentWriter open = segment;
        segment = null;
        if (open != null && !open.endWithoutSeal()) {
            long first = open.header().first();
            index.remove(first);
            Files.delete(index.file(first));
            DurableFiles.forceDirectory(index.directory());
        }
    }

    private void fail(Throwable cause) {
        JournalFailedException failed = new JournalFailedException(
                "journal " + index.directory() + " failed while writing what follows position " + durable.position()
                        + "; it takes nothing any more, stop the process: " + cause,
                cause);
        List<Pending> rest = queue.abandon(failed);
        failure.complete(failed); // before the futures, so that whoever sees one fail finds the reason
        group.forEach(pending -> pending.done().completeExceptionally(failed));
        rest.forEach(pending -> pending.done().completeExceptionally(failed));
        abandonSegment();
        LOG.error("{}", failed.getMessage(), cause);
    }

    /** Lets go of the file without another write or fsync. */
    private void abandonSegment() {
        SegmentWriter open = segment;
        segment = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.warn("segment of the failed journal {} could not be closed", index.directory(), e);
        }
    }
}
