package kz.qalqan.ingest;

import java.time.Instant;
import kz.qalqan.telemetry.LinkChange;

/**
 * How the connection to the broker stands.
 *
 * @param state down, draining the backlog, or up
 * @param trouble why it is down, and what was reported last; none otherwise
 * @param since when it became so
 */
public record LinkState(LinkChange.State state, LinkTrouble trouble, Instant since) {
    /** Why it is not up, in words; empty when up. */
    public String reason() {
        return state == LinkChange.State.DRAINING ? "the broker hands out what it kept" : trouble.words();
    }
}
