package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The segment that is being written. Nothing is retried: after any exception the segment must not be written again.
 *
 * <p>Threads: the journal's writer.
 */
final class SegmentWriter implements AutoCloseable {
    private static final int STAGE_BYTES = 1 << 20;

    private final AppendFile file;
    private final SegmentHeader header;
    private final GroupBuffer group;
    private final ByteBuffer stage;
    private final SpaceGuard space;
    private long size;

    private SegmentWriter(AppendFile file, SegmentHeader header, Buffers buffers) {
        this.file = file;
        this.header = header;
        this.group = new GroupBuffer(buffers.sink(), header);
        this.stage = buffers.stage();
        this.space = buffers.space();
    }

    /**
     * Where a writer puts its bytes together and on their way; made once for a journal.
     *
     * @param sink the group
     * @param stage its way to the file
     * @param files makes the files
     * @param space knows whether a write failed for want of room
     */
    record Buffers(ByteSink sink, ByteBuffer stage, AppendFile.Creator files, SpaceGuard space) {
        static Buffers make(AppendFile.Creator files, SpaceGuard space) {
            return new Buffers(new ByteSink(STAGE_BYTES), ByteBuffer.allocateDirect(STAGE_BYTES), files, space);
        }
    }

    /** Creates the file with its header; both are durable when this returns. */
    static SegmentWriter create(Path directory, SegmentHeader draft, Buffers buffers) throws IOException {
        Path path = Segment.file(directory, draft.first());
        AppendFile file = create(path, buffers);
        boolean created = false;
        try {
            byte[] bytes = draft.encode();
            write(file, ByteBuffer.wrap(bytes), buffers.space());
            file.force();
            DurableFiles.forceDirectory(directory);
            SegmentHeader header = SegmentHeader.decode(path, draft.first(), bytes);
            SegmentWriter writer = new SegmentWriter(file, header, buffers);
            writer.size = bytes.length;
            created = true;
            return writer;
        } catch (DiskFullException e) {
            Files.delete(path); // nothing in it was acknowledged, and its name is wanted again
            throw e;
        } finally {
            if (!created) {
                file.close();
            }
        }
    }

    SegmentHeader header() {
        return header;
    }

    GroupBuffer group() {
        return group;
    }

    /** Bytes in the file. */
    long size() {
        return size;
    }

    /** Writes the finished group; durable when this returns. */
    void commit() throws IOException {
        byte[] bytes = group.bytes().array();
        int end = group.bytes().size();
        for (int at = group.offset(); at < end; at += STAGE_BYTES) {
            stage.clear();
            stage.put(bytes, at, Math.min(STAGE_BYTES, end - at));
            stage.flip();
            write(file, stage, space);
        }
        file.force();
        size += group.size();
    }

    /**
     * Ends the segment behind the last whole group, after a write found no room; false when there is no group at all.
     */
    boolean endWithoutSeal() throws IOException {
        file.truncate(size);
        file.force();
        close();
        return size > Segment.HEADER_BYTES;
    }

    /** Says in the file that it ends here in order. */
    void seal(long last) throws IOException {
        group.seal(last);
        commit();
    }

    private static AppendFile create(Path path, Buffers buffers) throws IOException {
        try {
            return buffers.files().create(path);
        } catch (IOException e) {
            throw buffers.space().foundNoRoom(e) ? new DiskFullException(e) : e;
        }
    }

    private static void write(AppendFile file, ByteBuffer bytes, SpaceGuard space) throws IOException {
        try {
            file.write(bytes);
        } catch (IOException e) {
            throw space.foundNoRoom(e) ? new DiskFullException(e) : e;
        }
    }

    @Override
    public void close() throws IOException {
        group.close();
        file.close();
    }
}
