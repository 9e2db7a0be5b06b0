package kz.qalqan.ingest;

import java.time.Instant;
import kz.qalqan.telemetry.LinkChange;

/**
 * How the connection to the broker stands.
 *
 * @param state down, draining the backlog, or up
 * @param reason why it is not up, in words; empty when up
 * @param since when it became so
 * @param publishing whether the outgoing connection is up as well
 */
public record LinkState(LinkChange.State state, String reason, Instant since, boolean publishing) {}
