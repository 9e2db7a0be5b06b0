package kz.qalqan.app;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import kz.qalqan.ingest.Ingest;
import kz.qalqan.telemetry.LinkChange;
import kz.qalqan.telemetry.Outlet;

/**
 * {@code mine/{site}/qalqan/beat} once a second, for sirens and panels: whoever misses three goes to its safe state
 * (contract 4). A site beats only while its judgement keeps up and readings can come: a beat says that somebody
 * watches, not that a process runs.
 *
 * <p>Threads: the pulse; {@link #watching()} any.
 */
final class Heartbeat {
    private final Lines lines;
    private final Ingest ingest;
    private final Outlet outlet;
    private long beats;

    Heartbeat(Lines lines, Ingest ingest) {
        this.lines = lines;
        this.ingest = ingest;
        this.outlet = ingest.outlet();
    }

    /** Beats for every site that is watched. */
    void beat(Instant now) {
        beats++;
        byte[] body = ("{\"ts\":" + now.toEpochMilli() + ",\"seq\":" + beats + "}").getBytes(StandardCharsets.UTF_8);
        for (SiteLine line : lines.all()) {
            if (readingsCome() && line.judging()) {
                var unused = outlet.publish("mine/" + line.site() + "/qalqan/beat", body, false);
            }
        }
    }

    /** Whether every site is watched. */
    boolean watching() {
        return readingsCome() && lines.all().stream().allMatch(SiteLine::judging);
    }

    private boolean readingsCome() {
        return ingest.link().state() != LinkChange.State.DOWN;
    }
}
