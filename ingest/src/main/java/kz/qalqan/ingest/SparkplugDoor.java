package kz.qalqan.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kz.qalqan.ingest.sparkplug.EdgeNode;
import kz.qalqan.ingest.sparkplug.Hearing;
import kz.qalqan.ingest.sparkplug.HostLimits;
import kz.qalqan.ingest.sparkplug.Metric;
import kz.qalqan.ingest.sparkplug.Metric.Standing;
import kz.qalqan.ingest.sparkplug.SparkplugHost;
import kz.qalqan.ingest.sparkplug.SparkplugTopic;
import kz.qalqan.ingest.sparkplug.Speaker;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sparkplug's way through the door: what the host's memory makes of a message is judged and written like any other
 * reading. Group is the site; the device, or the edge node for its own metrics, is the device of the plan.
 *
 * <p>Threads: the ingest thread; {@link #lineUp} and {@link #lineDown} any.
 */
final class SparkplugDoor implements Hearing<Delivery> {
    private static final Logger log = LoggerFactory.getLogger(SparkplugDoor.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int NAMES_SHOWN = 20;

    private final Judge judge;
    private final Admission admission;
    private final IngestMetrics metrics;
    private final InstantSource clock;
    private final SparkplugHost<Delivery> host;
    private final Queue<Boolean> line = new ConcurrentLinkedQueue<>();

    private Consumer<EdgeNode> asker = node -> {};
    private Flush flush = new Flush();
    private Instant now = Instant.MIN;
    private Instant nextTick = Instant.MIN;

    SparkplugDoor(
            Judge judge, Admission admission, IngestMetrics metrics, InstantSource clock, Duration reorderTimeout) {
        this.host = new SparkplugHost<>(this, reorderTimeout);
        this.judge = judge;
        this.admission = admission;
        this.metrics = metrics;
        this.clock = clock;
    }

    static Duration patience(IngestConfig.@Nullable Sparkplug host) {
        return host == null ? HostLimits.REORDER_TIMEOUT : host.reorderTimeout();
    }

    /** Who asks nodes for their births: set before the first message. */
    void asking(Consumer<EdgeNode> by) {
        asker = by;
    }

    /** Our connection stands. */
    void lineUp() {
        line.add(true);
    }

    /** Our connection broke. */
    void lineDown() {
        line.add(false);
    }

    static boolean takes(Delivery delivery) {
        return delivery.topic().startsWith(SparkplugTopic.NAMESPACE + "/");
    }

    /** One message of the broker. A fault of ours costs that message its readings, never the stream its thread. */
    @SuppressWarnings("IllegalCatch") // as in Admission: a bug in decoding must not stop the mine's readings
    void admit(Delivery delivery, Flush into) {
        metrics.message(delivery.body().length());
        at(delivery.receivedAt(), into);
        try {
            take(delivery);
        } catch (RuntimeException bug) {
            log.error("message on {} could not be processed; it is quarantined", delivery.topic(), bug);
            refused(delivery, QuarantineReason.UNREADABLE, "our fault: " + bug);
        }
        // The session is not kept, so an acknowledgement only makes room: it need not wait for a message that is held.
        into.acknowledge(new Seen(delivery.source(), delivery.packetId(), 0, 0, delivery.receivedAt()));
    }

    private void take(Delivery delivery) {
        Optional<SparkplugTopic> topic = SparkplugTopic.parse(delivery.topic());
        if (topic.isEmpty()) {
            refused(delivery, QuarantineReason.TOPIC_UNKNOWN, "no topic of Sparkplug B");
        } else if (delivery.body().cut()) {
            refused(delivery, QuarantineReason.TOO_LARGE, Formats.tooLarge(delivery.body()));
        } else {
            host.take(delivery, topic.get(), delivery.body().bytes(), delivery.retained(), delivery.receivedAt());
        }
    }

    /** Time passed. Cheap when called too often. */
    void tick(Flush into) {
        Instant time = clock.instant();
        if (time.isBefore(nextTick)) {
            return;
        }
        nextTick = time.plus(TICK);
        at(time, into);
        host.tick(now);
        metrics.sparkplugNodes(host.nodes(), host.inSync());
    }

    private void at(Instant time, Flush into) {
        flush = into;
        now = time.isAfter(now) ? time : now;
        for (Boolean up = line.poll(); up != null; up = line.poll()) {
            if (up) {
                host.hearing(now);
            } else {
                host.deaf(now);
            }
        }
    }

    @Override
    public void values(Delivery message, Speaker speaker, List<Metric> all, Supplier<byte[]> restated) {
        if (all.isEmpty()) {
            return;
        }
        Topic topic = topic(speaker);
        BitSet values = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            values.set(i + 1, all.get(i).standing() == Standing.VALUE);
        }
        Judged judged = judge.judge(
                new Judge.Message(topic, message.receivedAt(), now, false, values),
                all.stream()
                        .map(metric -> SparkplugAlone.raw(speaker.name(), metric))
                        .toList());
        for (int i = 0; i < all.size(); i++) {
            refuse(i + 1, all.get(i), judge.siteOf(topic), judged);
        }
        boolean plain = judged.refused().isEmpty() && judged.listed().isEmpty();
        admission.write(
                judged,
                plain ? written(message, message.body()) : restated(message, restated.get()),
                all.size(),
                flush);
    }

    private static void refuse(int place, Metric metric, String site, Judged judged) {
        if (metric.standing() == Standing.UNRESOLVED) {
            judged.refuse(
                    place,
                    new Judged.Heap(site, QuarantineReason.OUT_OF_SESSION),
                    "no birth says what " + metric.label() + " is");
        } else if (metric.standing() == Standing.AMBIGUOUS) {
            judged.refuse(
                    place,
                    new Judged.Heap(site, QuarantineReason.SENSOR_UNKNOWN),
                    "several metrics of the birth could be " + metric.quantity() + ", " + metric.label()
                            + " is one: name the sensor's without a path");
        }
    }

    private static Topic topic(Speaker speaker) {
        return new Topic(Topic.Kind.SPARKPLUG, speaker.node().group(), "", speaker.name());
    }

    private Delivery restated(Delivery message, byte[] payload) {
        return written(message, Delivery.Body.of(payload, message.body().contentType()));
    }

    /** As it goes into the journal: without a packet id, for nothing is delivered again, and in the journal's order. */
    private Delivery written(Delivery message, Delivery.Body body) {
        return new Delivery(message.source(), 0, message.topic(), body, message.retained(), now);
    }

    @Override
    public void refused(Delivery message, QuarantineReason reason, String detail) {
        Topic topic = Topic.parse(message.topic());
        var unused = admission.refuse(written(message, message.body()), topic, new Refusal(reason, detail), flush);
    }

    @Override
    public void repeated(Delivery message, Speaker speaker, int values) {
        if (values > 0) {
            metrics.duplicate(values);
            flush.batch(judge.siteOf(topic(speaker)), now).mark(new MessageMark(0, message.hash(), 0, values, 0));
        }
    }

    @Override
    public void unnamed(Delivery message, Speaker speaker, List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        admission.list(
                written(message, message.body()),
                judge.siteOf(topic(speaker)),
                new Refusal(
                        QuarantineReason.SENSOR_UNKNOWN,
                        names.size() + " metrics of " + speaker + " are no quantity and are passed over: " + shown),
                flush);
    }

    @Override
    public void presence(Speaker speaker, boolean online, Instant at) {
        String site = speaker.node().group();
        judge.index()
                .zoneOf(site, speaker.name())
                .ifPresent(zone -> flush.entry(site, new DeviceStatus(site, zone, speaker.name(), online), now));
    }

    @Override
    public void rebirth(EdgeNode node, String reason) {
        log.info("asking edge node {} for its births: {}", node, reason);
        metrics.sparkplug("rebirth-asked");
        asker.accept(node);
    }

    @Override
    public void noted(Note note) {
        metrics.sparkplug(note.word());
    }
}
