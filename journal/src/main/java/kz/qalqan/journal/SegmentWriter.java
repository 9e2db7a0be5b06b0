package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    private long size;

    private SegmentWriter(AppendFile file, SegmentHeader header, Buffers buffers) {
        this.file = file;
        this.header = header;
        this.group = new GroupBuffer(buffers.sink(), header);
        this.stage = buffers.stage();
    }

    /**
     * Where a writer puts its bytes together and on their way; made once for a journal.
     *
     * @param sink the group
     * @param stage its way to the file
     * @param files makes the files
     */
    record Buffers(ByteSink sink, ByteBuffer stage, AppendFile.Creator files) {
        static Buffers make(AppendFile.Creator files) {
            return new Buffers(new ByteSink(STAGE_BYTES), ByteBuffer.allocateDirect(STAGE_BYTES), files);
        }
    }

    /** Creates the file with its header; both are durable when this returns. */
    static SegmentWriter create(Path directory, SegmentHeader draft, Buffers buffers) throws IOException {
        Path path = Segment.file(directory, draft.first());
        AppendFile file = buffers.files().create(path);
        boolean created = false;
        try {
            byte[] bytes = draft.encode();
            file.write(ByteBuffer.wrap(bytes));
            file.force();
            DurableFiles.forceDirectory(directory);
            SegmentHeader header = SegmentHeader.decode(path, draft.first(), bytes);
            SegmentWriter writer = new SegmentWriter(file, header, buffers);
            writer.size = bytes.length;
            created = true;
            return writer;
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
            file.write(stage);
        }
        file.force();
        size += group.size();
    }

    /** Says in the file that it ends here in order. */
    void seal(long last) throws IOException {
        group.seal(last);
        commit();
    }

    @Override
    public void close() throws IOException {
        group.close();
        file.close();
    }
}
