package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The one file that is being written: where tests make the disk fail.
 *
 * <p>Threads: the journal's writer.
 */
interface AppendFile extends AutoCloseable {
    /** Appends all of the bytes. */
    void write(ByteBuffer bytes) throws IOException;

    /** Returns when what was written is on disk. */
    void force() throws IOException;

    /** Cuts what was written behind a length; what comes next is written there. */
    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;

    /** Makes new files. */
    @FunctionalInterface
    interface Creator {
        /** Creates a file that must not exist. */
        AppendFile create(Path file) throws IOException;

        /** Bytes that can still be written on the disk of a directory. */
        default long usable(Path directory) throws IOException {
            return Files.getFileStore(directory).getUsableSpace();
        }
    }

    /** A file on a real disk. */
    static AppendFile onDisk(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new AppendFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                DurableFiles.writeFully(channel, bytes);
            }

            @Override
            public void force() throws IOException {
                channel.force(false); // data and the size that is needed to read it
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
