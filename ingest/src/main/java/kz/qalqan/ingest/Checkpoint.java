package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books at one moment, so that a restart need not read the journals from their beginning, and so that the balance
 * outlives what the journals forget.
 *
 * @param sums the balance
 * @param sites up to where each site's journal is in the sums
 */
record Checkpoint(Books.Sums sums, Map<String, Place> sites) {
    static final Checkpoint NOTHING = new Checkpoint(new Books.Sums(0, 0, 0), Map.of());

    private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);
    private static final String HEAD = "qalqan-intake 2";
    private static final String END = "end";
    private static final int LINES_MIN = 3;
    private static final int PARTS = 5;

    /**
     * A place in a site's journal.
     *
     * @param counted position up to which entries are in the sums
     * @param from position behind which a start must read, to know recent readings and listed messages again
     * @param accepted the site's readings in the sums
     * @param forgotten of these, what history lost and the journal no longer had
     */
    record Place(long counted, long from, long accepted, long forgotten) {
        static final Place NOTHING = new Place(0, 0, 0, 0);
    }

    /** What the file holds; nothing when there is none or it cannot be understood: then the journals tell all. */
    static Checkpoint read(Path file) {
        if (!Files.exists(file)) {
            return NOTHING;
        }
        try {
            Optional<Checkpoint> read = parse(Files.readAllLines(file, UTF_8));
            if (read.isEmpty()) {
                log.error("{} cannot be understood; the balance is counted anew from the journals", file);
            }
            return read.orElse(NOTHING);
        } catch (IOException e) {
            log.error("{} cannot be read; the balance is counted anew from the journals", file, e);
            return NOTHING;
        }
    }

    /** Writes the file so that a crash leaves the old one or the new one. */
    void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append(sums.duplicate() + " " + sums.quarantined() + "\n");
        sites.forEach((site, place) -> text.append(site + " " + place.counted() + " " + place.from() + " "
                + place.accepted() + " " + place.forgotten() + "\n"));
        return text.append(END).append('\n').toString();
    }

    private static Optional<Checkpoint> parse(List<String> lines) {
        if (lines.size() < LINES_MIN
                || !lines.get(0).equals(HEAD)
                || !lines.get(lines.size() - 1).equals(END)) {
            return Optional.empty();
        }
        try {
            String[] numbers = lines.get(1).split(" ", 2);
            Map<String, Place> sites = new TreeMap<>();
            long accepted = 0;
            for (String line : lines.subList(2, lines.size() - 1)) {
                String[] parts = line.split(" ", PARTS);
                Place place = new Place(
                        Long.parseLong(parts[1]),
                        Long.parseLong(parts[2]),
                        Long.parseLong(parts[3]),
                        Long.parseLong(parts[4]));
                sites.put(parts[0], place);
                accepted += place.accepted();
            }
            Books.Sums sums = new Books.Sums(accepted, Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            return Optional.of(new Checkpoint(sums, sites));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            log.debug("a line of a checkpoint has another form", e);
            return Optional.empty();
        }
    }
}
