package kz.qalqan.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings that a store will not take: a file of line protocol per site, each line after its reason as a comment, so
 * that it can be loaded by hand once the reason is gone. Bounded: when it is full, history stands still instead.
 *
 * <p>Threads: one writer per site; any reader.
 */
final class Rejects {
    /** Most readings kept per site. */
    static final int MAX = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(Rejects.class);

    private final Path dir;
    private final int max;
    private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

    Rejects(Path dir, int max) throws IOException {
        this.dir = Files.createDirectories(dir);
        this.max = max;
    }

    /** How many readings of a site are kept here. */
    long count(String site) {
        return lines(site).size();
    }

    /** Where those of a site are. */
    Path file(String site) {
        return dir.resolve(site + ".lp");
    }

    /**
     * Keeps lines with their reasons, durably; a line that is kept already is not kept twice.
     *
     * @throws StoreFault when the file is full or cannot be written
     */
    void add(String site, Map<String, String> rejected) {
        Set<String> kept = lines(site);
        StringBuilder text = new StringBuilder();
        rejected.forEach((line, reason) -> {
            if (!kept.contains(line)) {
                text.append("# ").append(reason.replaceAll("\\s+", " ")).append('\n');
                text.append(line).append('\n');
            }
        });
        if (text.isEmpty()) {
            return;
        }
        if (kept.size() + rejected.size() > max) {
            throw new StoreFault("InfluxDB rejects more readings of " + site + " than " + max + ": see " + file(site));
        }
        try (FileChannel file = FileChannel.open(file(site), CREATE, WRITE, APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        } catch (IOException e) {
            throw new StoreFault("keep what InfluxDB rejects in " + file(site), e);
        }
        kept.addAll(rejected.keySet());
        LOG.error(
                "InfluxDB rejects {} readings, kept in {}; the first: {}",
                rejected.size(),
                file(site),
                rejected.entrySet().iterator().next());
    }

    private Set<String> lines(String site) {
        return known.computeIfAbsent(site, this::read);
    }

    private Set<String> read(String site) {
        Set<String> lines = ConcurrentHashMap.newKeySet();
        if (Files.exists(file(site))) {
            try (var all = Files.lines(file(site), UTF_8)) {
                all.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(lines::add);
            } catch (IOException e) {
                throw new StoreFault("read " + file(site), e);
            }
        }
        return lines;
    }
}
