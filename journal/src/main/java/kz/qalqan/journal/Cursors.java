package kz.qalqan.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far each follower has come, in a small text file: a line {@code name position} each, one of the name
 * {@code .durable} for the journal itself, then the CRC32C of these lines. Written a little later than told, so a
 * follower may see entries again after a crash, never miss one.
 *
 * <p>Threads: any moves a cursor; the keeper saves.
 */
final class Cursors {
    static final String FILE = "cursors";

    /** The journal's own line: everything up to here was on disk, so it can only be damaged, not torn. */
    static final String DURABLE = ".durable";

    /** How the last line begins. */
    static final String SEAL = "crc32c ";

    private final Path file;
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private volatile boolean changed;
    private long durable;

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

    /** Whether a follower has ever said how far it is. */
    boolean knows(String follower) {
        return positions.containsKey(follower);
    }

    /** Position of the slowest follower that is not among these; empty when there is none. */
    OptionalLong slowestBut(Set<String> these) {
        return positions.entrySet().stream()
                .filter(each -> !these.contains(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .min();
    }

    /** The furthest position anyone has seen, the journal itself included; 0 when there is none. */
    long fastest() {
        return Math.max(
                durable,
                positions.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Makes the cursors durable if one moved, and how far the journal is. */
    void save(long durableNow) throws IOException {
        if (!changed && durableNow == durable) {
            return;
        }
        durable = durableNow;
        changed = false;
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(positions)
                .forEach((name, position) ->
                        lines.append(name).append(' ').append(position).append('\n'));
        lines.append(DURABLE).append(' ').append(durable).append('\n');
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
        long position = Long.parseLong(line.substring(space + 1));
        if (line.substring(0, space).equals(DURABLE)) {
            durable = position;
        } else {
            positions.put(line.substring(0, space), position);
        }
    }

    private static String seal(String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        return SEAL + String.format("%08x", new Checksum().of(bytes, 0, bytes.length)) + "\n";
    }
}
