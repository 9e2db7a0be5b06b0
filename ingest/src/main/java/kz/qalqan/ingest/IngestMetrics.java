package kz.qalqan.ingest;

import java.time.Duration;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * Who counts what passes the door. Every method may be left as it is.
 *
 * <p>Threads: any; must not block and not throw.
 */
public interface IngestMetrics {
    /** Counts nothing. */
    IngestMetrics NONE = new IngestMetrics() {};

    /** A message came, with this many bytes of payload. */
    default void message(int bytes) {}

    /** Readings became part of a batch for the journal. */
    default void accepted(int readings) {}

    /** Readings were recognised as already there. */
    default void duplicate(int readings) {}

    /** Readings were kept aside; 0 for a listing beside an accepted reading. */
    default void quarantined(QuarantineReason reason, int readings) {}

    /** Something was odd about a device's message or reading. */
    default void odd(Oddity what, long times) {}

    /** A refused payload was not kept: its sender had used up its quota. */
    default void payloadNotKept() {}

    /** A message was recognised as delivered again by the broker. */
    default void redelivered() {}

    /** A message was acknowledged this long after it came. */
    default void acknowledged(Duration after) {}

    /** Messages and bytes waiting for the ingest thread. */
    default void waiting(int messages, long bytes) {}

    /** A limit of the inbox was hit: the rest of the connection's messages will be delivered again. */
    default void overflow() {}

    /** The journal could not take an entry; it will be tried again. */
    default void appendFailed() {}

    /** Something happened among the Sparkplug nodes: a word of a short list. */
    default void sparkplug(String event) {}

    /** Sparkplug edge nodes that are remembered, and those of them of which nothing is missing. */
    default void sparkplugNodes(int known, int inSync) {}

    /** A link got through to the broker. */
    default void connected(String link) {}

    /** A link broke, or could not be made. */
    default void disconnected(String link) {}
}
