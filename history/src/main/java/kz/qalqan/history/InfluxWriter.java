package kz.qalqan.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.history.InfluxClient.LinesRefused;

/**
 * Writes lines so that one bad line keeps back no other: what is refused is halved until the bad lines stand alone.
 *
 * <p>Lines count as bad only when the server takes others: some of the batch, or a probe of the same form and time. A
 * server that takes none has a trouble of its own, and nothing is given up.
 *
 * <p>Threads: one per batch.
 */
final class InfluxWriter {
    /** So many lines may be refused before the server must show that it takes any. */
    private static final int UNPROVEN_MAX = 20;

    private final InfluxClient client;
    private final Map<String, String> rejected = new LinkedHashMap<>();
    private long expired;
    private boolean takesSome;

    private InfluxWriter(InfluxClient client) {
        this.client = client;
    }

    /**
     * What became of the lines that are not in the store; all others are.
     *
     * @param rejected lines the server will not take, each with its reason
     * @param expired how many are older than the bucket keeps
     */
    record Outcome(Map<String, String> rejected, long expired) {}

    /**
     * Writes lines; returns when each is durable, rejected or expired.
     *
     * @param most lines in one request
     * @throws StoreFault when the server or its bucket is in trouble: some of the lines may be written
     */
    static Outcome write(InfluxClient client, List<String> lines, int most) {
        InfluxWriter writer = new InfluxWriter(client);
        for (int from = 0; from < lines.size(); from += most) {
            writer.send(lines.subList(from, Math.min(lines.size(), from + most)));
        }
        writer.probe();
        return new Outcome(writer.rejected, writer.expired);
    }

    private void send(List<String> lines) {
        try {
            client.write(lines);
            takesSome = true;
        } catch (LinesRefused e) {
            if (e.expired() > 0) {
                expired += e.expired();
                takesSome = true;
            } else if (lines.size() == 1) {
                rejected.put(lines.get(0), String.valueOf(e.getMessage()));
                if (rejected.size() >= UNPROVEN_MAX) {
                    probe();
                }
            } else {
                send(lines.subList(0, lines.size() / 2));
                send(lines.subList(lines.size() / 2, lines.size()));
            }
        }
    }

    private void probe() {
        if (takesSome || rejected.isEmpty()) {
            return;
        }
        try {
            client.write(List.of(LineProtocol.probe(rejected.keySet().iterator().next())));
            takesSome = true;
        } catch (LinesRefused e) {
            throw new StoreFault("InfluxDB takes no reading at all: " + e.getMessage(), e);
        }
    }
}
