package kz.qalqan.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.qalqan.history.InfluxClient.LinesRefused;
import kz.qalqan.history.ReadingStore.Stored;

/**
 * How far InfluxDB has come with each site (ADR 51): a local file, so that it is known while the server is out; and now
 * and then a point in the bucket itself, so that a server that was restored or replaced by an empty one is found out.
 *
 * <p>Threads: one at a time per site.
 */
final class InfluxCursors {
    /** Longest stretch of work that a restored server costs besides what it lost. */
    static final Duration CONFIRM_EVERY = Duration.ofSeconds(10);

    private final Cursors local;
    private final Cursors confirmed;
    private final InfluxClient client;
    private final InstantSource clock;
    private final Map<String, Instant> confirmedAt = new ConcurrentHashMap<>();

    InfluxCursors(Path dir, InfluxClient client, InstantSource clock) throws IOException {
        this.local = new Cursors(dir.resolve("cursors"));
        this.confirmed = new Cursors(dir.resolve("confirmed"));
        this.client = client;
        this.clock = clock;
    }

    /** How far the site has come; asks no server. */
    Stored of(String site) {
        return local.of(site);
    }

    /** Notes what is durable in the server. */
    void write(String site, Stored stored) {
        note(local, site, stored);
    }

    /** Writes the point in the bucket, when its time has come. */
    void confirm(String site) {
        Instant now = clock.instant();
        Instant last = confirmedAt.getOrDefault(site, Instant.MIN);
        if (!last.equals(Instant.MIN) && now.isBefore(last.plus(CONFIRM_EVERY))) {
            return;
        }
        Stored stored = local.of(site);
        long hour = now.getEpochSecond() / 3_600 * 3_600 * 1_000_000_000L;
        try {
            client.write(List.of(LineProtocol.cursor(site, stored, hour)));
        } catch (LinesRefused e) {
            throw new StoreFault("InfluxDB does not take our cursor: " + e.getMessage(), e);
        }
        note(confirmed, site, stored);
        confirmedAt.put(site, now);
    }

    /**
     * Asks the server for the point: when it has forgotten what it confirmed, the site goes back to where the server
     * is.
     *
     * @throws StoreFault when it went back, or the server does not answer
     */
    void verify(String site) {
        Stored promised = confirmed.of(site);
        if (promised.position() == 0) {
            return;
        }
        Stored there = new InfluxQl(client).cursor(site).orElse(Stored.NOTHING);
        if (there.position() < promised.position()) {
            note(local, site, there);
            note(confirmed, site, there);
            throw new StoreFault("InfluxDB confirmed " + site + " up to position " + promised.position()
                    + " and now knows " + there.position() + ": it is filled again from there");
        }
    }

    /** Begins again; readings stay. */
    void rewind(String site) {
        note(local, site, Stored.NOTHING);
        note(confirmed, site, Stored.NOTHING);
        confirmedAt.remove(site);
    }

    private static void note(Cursors cursors, String site, Stored stored) {
        try {
            cursors.write(site, stored);
        } catch (IOException e) {
            throw new StoreFault("note how far history has come", e);
        }
    }
}
