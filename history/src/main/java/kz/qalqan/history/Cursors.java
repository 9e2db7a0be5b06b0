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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import kz.qalqan.history.ReadingStore.Stored;

/**
 * How far the store has come, a small file per site inside its directory: {@code position readings crc32c}. It is
 * written after the rows are durable, so it never runs ahead of them; when it is behind or unreadable, rows are written
 * again, which changes nothing.
 *
 * <p>Threads: one writer; any reader.
 */
final class Cursors {
    private final Path dir;
    private final Map<String, Stored> known = new ConcurrentHashMap<>();

    Cursors(Path dir) throws IOException {
        this.dir = Files.createDirectories(dir);
    }

    Stored of(String site) {
        return known.computeIfAbsent(site, this::read);
    }

    void write(String site, Stored stored) throws IOException {
        String text = stored.position() + " " + stored.readings();
        ByteBuffer bytes = ByteBuffer.wrap((text + " " + checksum(text) + "\n").getBytes(UTF_8));
        Path written = dir.resolve(site + ".new");
        try (FileChannel file = FileChannel.open(written, CREATE, WRITE, TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(written, dir.resolve(site), ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(dir, READ)) {
            directory.force(true);
        }
        known.put(site, stored);
    }

    private Stored read(String site) {
        try {
            String[] words = Files.readString(dir.resolve(site)).trim().split(" ", -1);
            boolean whole =
                    words.length == 3 && checksum(words[0] + " " + words[1]).equals(words[2]);
            return whole ? new Stored(Long.parseLong(words[0]), Long.parseLong(words[1])) : Stored.NOTHING;
        } catch (IOException e) {
            return Stored.NOTHING; // never written, or not readable: everything is written again
        }
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
