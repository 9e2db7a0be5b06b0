package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The segment that is being written. Nothing is retried: after any exception the segment must not be written again.
 *
 * <p>Threads: the journal's writer.
 */
final class SegmentWriter implements AutoCloseable {
    private static final int STAGE_BYTES = 1 << 20;

    private final FileChannel channel;
    private final SegmentHeader header;
    private final GroupBuffer group;
    private final ByteBuffer stage;
    private long size;

    private SegmentWriter(FileChannel channel, SegmentHeader header, ByteSink sink, ByteBuffer stage) {
        this.channel = channel;
        this.header = header;
        this.group = new GroupBuffer(sink, header.salt());
        this.stage = stage;
    }

    /** Where a writer puts its bytes together and on their way; made once for a journal. */
    record Buffers(ByteSink sink, ByteBuffer stage) {
        static Buffers make() {
            return new Buffers(new ByteSink(STAGE_BYTES), ByteBuffer.allocateDirect(STAGE_BYTES));
        }
    }

    /** Creates the file with its header; both are durable when this returns. */
    static SegmentWriter create(Path directory, SegmentHeader draft, Buffers buffers) throws IOException {
        Path file = Segment.file(directory, draft.first());
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            byte[] bytes = draft.encode();
            DurableFiles.writeFully(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
            DurableFiles.forceDirectory(directory);
            SegmentWriter writer = new SegmentWriter(
                    channel, SegmentHeader.decode(file, draft.first(), bytes), buffers.sink(), buffers.stage());
            writer.size = bytes.length;
            return writer;
        } catch (IOException e) {
            channel.close();
            throw e;
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
        int length = group.bytes().size();
        for (int at = 0; at < length; at += STAGE_BYTES) {
            stage.clear();
            stage.put(bytes, at, Math.min(STAGE_BYTES, length - at));
            stage.flip();
            DurableFiles.writeFully(channel, stage);
        }
        channel.force(false);
        size += length;
    }

    /** Says in the file that it ends here in order. */
    void seal(long last) throws IOException {
        group.seal(last);
        commit();
    }

    @Override
    public void close() throws IOException {
        group.close();
        channel.close();
    }
}
