package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far each follower has come, in a small text file: a line {@code name position} each, then the CRC32C of these
 * lines. Written a little later than told, so a follower may see entries again after a crash, never miss one.
 *
 * <p>Threads: any moves a cursor; the keeper saves.
 */
final class Cursors {
    static final String FILE = "cursors";

    /** How the last line begins. */
    static final String SEAL = "crc32c ";

    private final Path file;
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private volatile boolean changed;

    private Cursors(Path file) {
        this.file = file;
    }

    /** Reads the file; one that is not whole leaves no cursors and a remark. */
    static Cursors open(Path file, List<String> remarks) throws IOException {
        Cursors cursors = new Cursors(file);
        if (Files.exists(file)) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n', text.length() - 2) + 1;
            if (text.substring(end).equals(seal(text.substring(0, end)))) {
                text.substring(0, end).lines().forEach(cursors::take);
            } else {
                remarks.add("cursors of the followers in " + file
                        + " do not match their checksum: all followers start over where they say themselves");
            }
        }
        return cursors;
    }

    void move(String follower, long position) {
        Long before = positions.put(follower, position);
        if (before == null || before != position) {
            changed = true;
        }
    }

    /** Position of a follower, 0 when it has none. */
    long of(String follower) {
        return positions.getOrDefault(follower, 0L);
    }

    /** The slowest follower's position; empty when there is no follower. */
    OptionalLong slowest() {
        return positions.values().stream().mapToLong(Long::longValue).min();
    }

    /** The fastest follower's position, 0 when there is none. */
    long fastest() {
        return positions.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Makes the cursors durable if one moved. */
    void save() throws IOException {
        if (!changed) {
            return;
        }
        changed = false;
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(positions)
                .forEach((name, position) ->
                        lines.append(name).append(' ').append(position).append('\n'));
        String text = lines.toString();
        boolean saved = false;
        try {
            DurableFiles.replace(file, ByteBuffer.wrap((text + seal(text)).getBytes(StandardCharsets.UTF_8)));
            saved = true;
        } finally {
            changed |= !saved;
        }
    }

    private void take(String line) {
        int space = line.indexOf(' ');
        positions.put(line.substring(0, space), Long.valueOf(line.substring(space + 1)));
    }

    private static String seal(String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        return SEAL + String.format("%08x", new Checksum().of(bytes, 0, bytes.length)) + "\n";
    }
}
