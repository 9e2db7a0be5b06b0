package kz.qalqan.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Where a segment is read from: a file that may still grow, or one part of an evidence file.
 *
 * <p>Threads: one.
 */
interface SegmentBytes extends AutoCloseable {
    /** What is read at once of a file. */
    int PIECE_BYTES = 256 << 10;

    /** Bytes of a stream that can be read again: more than a group's header. */
    int AGAIN_BYTES = 64;

    /** Reads {@code length} bytes at {@code offset}, or fewer at the end; returns how many. */
    int readAt(long offset, byte[] into, int length) throws IOException;

    /** Bytes there are. */
    long size() throws IOException;

    @Override
    void close() throws IOException;

    /** A segment file; it is read in larger pieces than asked for, as its bytes never change once they are there. */
    static SegmentBytes of(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new SegmentBytes() {
            private byte[] piece = new byte[0];
            private long pieceAt;
            private int pieceBytes;

            @Override
            public int readAt(long offset, byte[] into, int length) throws IOException {
                if (length > PIECE_BYTES) {
                    return DurableFiles.readAt(channel, offset, into, length);
                }
                if (offset < pieceAt || offset + length > pieceAt + pieceBytes) {
                    piece = piece.length == 0 ? new byte[PIECE_BYTES] : piece;
                    pieceAt = offset;
                    pieceBytes = DurableFiles.readAt(channel, offset, piece, PIECE_BYTES);
                }
                int got = Math.min(length, pieceBytes);
                System.arraycopy(piece, (int) (offset - pieceAt), into, 0, got);
                return got;
            }

            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    /** A segment of known size that streams by: it can be read once, forwards, and a few bytes again. */
    static SegmentBytes of(InputStream stream, long size) {
        return new SegmentBytes() {
            private byte[] kept = new byte[0];
            private long at;

            @Override
            public int readAt(long offset, byte[] into, int length) throws IOException {
                int again = (int) Math.max(0, at - offset);
                if (again > kept.length) {
                    throw new IOException("a stream cannot go back from byte " + at + " to " + offset);
                }
                int known = Math.min(again, length);
                System.arraycopy(kept, kept.length - again, into, 0, known);
                if (again == 0) {
                    at += stream.skip(Math.min(offset, size) - at);
                }
                int got = known + stream.readNBytes(into, known, length - known);
                if (got > known) {
                    at += got - known;
                    kept = Arrays.copyOfRange(into, Math.max(0, got - AGAIN_BYTES), got);
                }
                return got;
            }

            @Override
            public long size() {
                return size;
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }
}
