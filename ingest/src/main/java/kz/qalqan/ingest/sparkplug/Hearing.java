package kz.qalqan.ingest.sparkplug;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import kz.qalqan.telemetry.QuarantineReason;

/**
 * Who is told what Sparkplug messages come to.
 *
 * <p>Every message handed to {@link SparkplugHost#take} ends in exactly one of {@link #values}, {@link #refused} and
 * {@link #repeated}, or in none of them when it bears no values; one that is held for its order, later.
 *
 * <p>Threads: called by the thread that called the host.
 *
 * @param <M> the message as the caller has it
 */
public interface Hearing<M> {
    /**
     * Values.
     *
     * @param metrics those of the message that are a quantity, or may be one, in the order of the message
     * @param restated the message with the names of the birth filled in and reduced to these metrics: what a replay can
     *     read without the birth
     */
    void values(M message, Speaker speaker, List<Metric> metrics, Supplier<byte[]> restated);

    /** A message that cannot be used as a whole. */
    void refused(M message, QuarantineReason reason, String detail);

    /** A message that came before, with this many values. */
    void repeated(M message, Speaker speaker, int values);

    /** Names of metrics in a birth that are no quantity, whenever they change: somebody may want to rename them. */
    void unnamed(M message, Speaker speaker, List<String> names);

    /** A node or device came or went. */
    void presence(Speaker speaker, boolean online, Instant at);

    /** The node must be asked for its birth certificates. */
    void rebirth(EdgeNode node, String reason);

    /** Something to count. */
    void noted(Note note);

    /** What is counted. */
    enum Note {
        /** Messages were missing when the reorder timeout ended, or came twice with different content. */
        GAP,
        /** A message came early and waited for those before it. */
        HELD,
        /** A message came twice. */
        REPEATED,
        /** A death certificate of another session than the one that lives. */
        STALE_DEATH,
        /** A message of the time before a birth, come after it. */
        STRAGGLER,
        /** {@link HostLimits#NODES_MAX} hit. */
        LIMIT_NODES,
        /** {@link HostLimits#DEVICES_MAX} hit. */
        LIMIT_DEVICES,
        /** {@link HostLimits#METRICS_MAX} hit. */
        LIMIT_METRICS,
        /** {@link HostLimits#HELD_BYTES_MAX} hit. */
        LIMIT_HELD;

        /** The name on the wire: lower case with hyphens. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
