package kz.qalqan.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A small text on disk, replaced as a whole and followed by its checksum: it is there as written, or not at all. */
final class CheckedFile {
    private CheckedFile() {}

    /** Replaces the text; when this returns it is durable. */
    static void write(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((text + " " + checksum(text) + "\n").getBytes(UTF_8));
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(written, CREATE, WRITE, TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(file.resolveSibling(""), READ)) {
            directory.force(true);
        }
    }

    /** The text; null when it was never written or cannot be read. */
    static @Nullable String read(Path file) {
        try {
            String whole = Files.readString(file).stripTrailing();
            int end = whole.lastIndexOf(' ');
            boolean good = end > 0 && checksum(whole.substring(0, end)).equals(whole.substring(end + 1));
            return good ? whole.substring(0, end) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
