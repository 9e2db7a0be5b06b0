package kz.qalqan.ingest.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.ingest.sparkplug.Hearing.Note;
import kz.qalqan.ingest.sparkplug.Wire.Unusable;
import kz.qalqan.telemetry.QuarantineReason;
import org.jspecify.annotations.Nullable;

/**
 * A Sparkplug host application's memory: which edge nodes and devices live, what their aliases mean, and in which order
 * their messages belong (specification 3.0, chapters 5 and 6; what of it is kept stands in docs/sparkplug.md).
 *
 * <p>It never guesses. A value goes to the metric its birth certificate named, or is refused: after a gap no alias is
 * looked up until the node is born again. All state is bounded by {@link HostLimits}.
 *
 * <p>Threads: one. Time is handed in.
 *
 * @param <M> the message as the caller has it
 */
public final class SparkplugHost<M> {
    private static final int START_SIZE = 16;
    private static final float LOAD = 0.75f;

    private final Hearing<M> hearing;
    private final Duration reorderTimeout;
    private final Budget budget = new Budget();
    /** Least recently heard first. */
    private final Map<EdgeNode, Node<M>> nodes = new LinkedHashMap<>(START_SIZE, LOAD, true);

    /** A host with the usual reorder timeout. */
    public SparkplugHost(Hearing<M> hearing) {
        this(hearing, HostLimits.REORDER_TIMEOUT);
    }

    /** A host that waits this long for messages that are missing. */
    public SparkplugHost(Hearing<M> hearing, Duration reorderTimeout) {
        this.hearing = hearing;
        this.reorderTimeout = reorderTimeout;
    }

    /**
     * Takes a message of a node or device. Commands, which other hosts send, are passed over.
     *
     * @param retained whether the broker had kept it: then it says nothing about now
     * @param at when it came
     */
    public void take(M message, SparkplugTopic topic, byte[] bytes, boolean retained, Instant at) {
        if (topic.verb().command()) {
            return;
        }
        try {
            Arrival<M> arrival = new Arrival<>(message, topic, Wire.parse(bytes), Node.hash(bytes), bytes.length, at);
            Node<M> node = node(topic.speaker().node());
            if (node == null) {
                hearing.noted(Note.LIMIT_NODES);
                hearing.refused(
                        message,
                        QuarantineReason.OUT_OF_SESSION,
                        "more than " + HostLimits.NODES_MAX + " edge nodes are alive");
            } else if (retained) {
                node.retained(message, topic, at);
            } else {
                node.take(arrival);
            }
        } catch (Unusable unusable) {
            hearing.refused(message, unusable.reason(), unusable.detail());
        }
    }

    /** Time passed: to be called a few times a second. */
    public void tick(Instant now) {
        nodes.values().forEach(node -> node.tick(now));
    }

    /** Our connection broke: what the nodes did meanwhile nobody knows. */
    public void deaf(Instant now) {
        nodes.values().forEach(node -> node.deaf(now));
    }

    /** Our connection is back: nodes that are known and whose state is not are asked for their births. */
    public void hearing(Instant now) {
        nodes.values().forEach(node -> node.hearing(now));
    }

    /** Edge nodes remembered. */
    public int nodes() {
        return nodes.size();
    }

    /** Edge nodes whose births are known and of which nothing is missing. */
    public int inSync() {
        return (int) nodes.values().stream().filter(Node::inSync).count();
    }

    /**
     * The values of a payload that stands alone, as a replay reads it: only what bears its own name and type has a
     * value.
     *
     * @return empty when it is no Sparkplug message
     */
    public static Optional<List<Metric>> alone(byte[] bytes) {
        try {
            return Optional.of(Node.alone(Wire.parse(bytes)));
        } catch (Unusable unusable) {
            return Optional.empty();
        }
    }

    private @Nullable Node<M> node(EdgeNode id) {
        Node<M> known = nodes.get(id);
        if (known != null) {
            return known;
        }
        if (nodes.size() >= HostLimits.NODES_MAX && !forgetOne()) {
            return null;
        }
        Node<M> fresh = new Node<>(id, hearing, budget, reorderTimeout);
        nodes.put(id, fresh);
        return fresh;
    }

    private boolean forgetOne() {
        for (Iterator<Node<M>> all = nodes.values().iterator(); all.hasNext(); ) {
            Node<M> node = all.next();
            if (node.forgettable()) {
                node.forget();
                all.remove();
                return true;
            }
        }
        return false;
    }
}
