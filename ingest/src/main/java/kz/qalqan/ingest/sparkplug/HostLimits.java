package kz.qalqan.ingest.sparkplug;

import java.time.Duration;

/** Every limit of the host's state, by name. Hitting one is counted. */
public final class HostLimits {
    /**
     * How long a message that came early waits for those before it, unless told otherwise; then they count as lost.
     * Sparkplug calls it the reorder timeout. Over one TCP connection nothing comes early, so this only bridges a
     * broker that is a cluster.
     */
    public static final Duration REORDER_TIMEOUT = Duration.ofSeconds(2);

    /** A node is asked for its birth at most once in this time: a birth can be a large message on a thin line. */
    public static final Duration REBIRTH_EVERY = Duration.ofSeconds(10);

    /** How often a silent node is asked in a row; after that only when it is heard again. */
    static final int ASKS_MAX = 3;

    /** Edge nodes remembered. */
    static final int NODES_MAX = 2_000;

    /** Devices of an edge node. */
    static final int DEVICES_MAX = 1_000;

    /** Metrics in the births of an edge node and its devices together. */
    static final int METRICS_MAX = 20_000;

    /** Metrics in the births of all edge nodes together. */
    static final int METRICS_TOTAL_MAX = 500_000;

    /** How many sequence numbers a message may be early. */
    static final int EARLY_MAX = 64;

    /** Bytes of payload that wait for their order, of all nodes together. */
    static final long HELD_BYTES_MAX = 16L * 1024 * 1024;

    /** Bytes of a payload after decompression. */
    static final int INFLATED_BYTES_MAX = 1024 * 1024;

    /** Metrics in one message. */
    static final int METRICS_IN_MESSAGE_MAX = 10_000;

    /** Longest name of a metric, characters. */
    static final int NAME_MAX = 1_024;

    private HostLimits() {}
}
