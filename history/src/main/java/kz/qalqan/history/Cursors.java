package kz.qalqan.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.qalqan.history.ReadingStore.Stored;

/**
 * How far the store has come, a small file per journal inside its directory: {@code position readings crc32c}. It is
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

    Stored of(String journal) {
        return known.computeIfAbsent(journal, this::read);
    }

    void write(String journal, Stored stored) throws IOException {
        CheckedFile.write(dir.resolve(journal), stored.position() + " " + stored.readings());
        known.put(journal, stored);
    }

    private Stored read(String journal) {
        String text = CheckedFile.read(dir.resolve(journal));
        String[] words = text == null ? new String[0] : text.split(" ", -1);
        return words.length == 2
                ? new Stored(Long.parseLong(words[0]), Long.parseLong(words[1]))
                : Stored.NOTHING; // never written, or not readable: everything is written again
    }
}
