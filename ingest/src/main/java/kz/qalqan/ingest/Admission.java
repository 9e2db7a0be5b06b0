package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.DeviceStatus;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one message and writes into the flush what becomes of it.
 *
 * <p>Threads: the ingest thread only.
 */
final class Admission {
    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final int DETAIL_MAX = 300;
    private static final String NOT_KEPT = " (payload not kept: the sender's quota of this hour is used up)";

    private final Judge judge;
    private final Redelivery redelivery;
    private final Formats formats = new Formats();
    private final IngestMetrics metrics;
    private final Map<String, Topic> topics = new HashMap<>();

    /**
     * What a message came to.
     *
     * @param readings what it stands for in the balance
     * @param age how old its newest stamp is
     */
    record Taken(int readings, Optional<Duration> age) {
        static final Taken NOTHING = new Taken(0, Optional.empty());
    }

    Admission(Judge judge, Redelivery redelivery, IngestMetrics metrics) {
        this.judge = judge;
        this.redelivery = redelivery;
        this.metrics = metrics;
    }

    /**
     * One message of the broker. A fault of ours costs that message its readings, never the stream its thread.
     *
     * @return how old its newest stamp is; empty where it bears none, or came before
     */
    @SuppressWarnings("IllegalCatch") // the one place where a bug in decoding must not stop the mine's readings
    Optional<Duration> admit(Delivery delivery, Flush flush) {
        metrics.message(delivery.body().length());
        Topic topic = topic(delivery.topic());
        Optional<Seen> repeated = redelivery.repeated(delivery);
        Taken taken;
        try {
            taken = take(delivery, topic, repeated, flush);
        } catch (RuntimeException bug) {
            log.error("message on {} could not be processed; it is quarantined", delivery.topic(), bug);
            taken = refuse(delivery, topic, new Refusal(QuarantineReason.UNREADABLE, "our fault: " + bug), flush);
        }
        Seen seen = new Seen(
                delivery.source(), delivery.packetId(), delivery.hash(), taken.readings(), delivery.receivedAt());
        redelivery.remember(seen);
        flush.acknowledge(seen);
        return taken.age();
    }

    /** Topics come again and again; those remembered are bounded, as strangers choose them. */
    private Topic topic(String text) {
        Topic known = topics.get(text);
        if (known == null) {
            known = Topic.parse(text);
            if (topics.size() < Limits.TOPICS_MAX) {
                topics.put(text, known);
            }
        }
        return known;
    }

    private Taken take(Delivery delivery, Topic topic, Optional<Seen> repeated, Flush flush) {
        try {
            if (topic.kind() == Topic.Kind.OWN) {
                return Taken.NOTHING;
            }
            if (topic.kind() == Topic.Kind.STATUS) {
                status(delivery, topic, flush);
                return Taken.NOTHING;
            }
            List<RawValue> values =
                    repeated.isPresent() && repeated.get().whole() ? List.of() : formats.decode(topic, delivery.body());
            if (repeated.isPresent() && repeated.get().stoodFor(values.size())) {
                return again(delivery, topic, repeated.get(), flush);
            }
            return first(delivery, topic, values, flush);
        } catch (Refusal refusal) {
            return repeated.isPresent() && repeated.get().stoodFor(1)
                    ? again(delivery, topic, repeated.get(), flush)
                    : refuse(delivery, topic, refusal, flush);
        }
    }

    private Taken again(Delivery delivery, Topic topic, Seen earlier, Flush flush) {
        metrics.redelivered();
        int readings = earlier.readings();
        if (readings > 0) {
            metrics.duplicate(readings);
            flush.batch(judge.siteOf(topic), delivery.receivedAt())
                    .mark(new MessageMark(delivery.packetId(), delivery.hash(), 0, readings, 0));
        }
        return new Taken(readings, Optional.empty());
    }

    private Taken first(Delivery delivery, Topic topic, List<RawValue> values, Flush flush) {
        Judged judged = judge.judge(
                new Judge.Message(topic, delivery.receivedAt(), delivery.receivedAt(), delivery.retained(), null),
                values);
        write(judged, delivery, values.size(), flush);
        return new Taken(values.size(), age(values, delivery.receivedAt()));
    }

    private static Optional<Duration> age(List<RawValue> values, Instant receivedAt) {
        long newest = Long.MIN_VALUE;
        for (RawValue value : values) {
            newest = value.stamp().kind() == Stamp.Kind.TIME
                    ? Math.max(newest, value.stamp().micros())
                    : newest;
        }
        return newest == Long.MIN_VALUE
                ? Optional.empty()
                : Optional.of(Duration.between(ReadingBatch.instantOfMicros(newest), receivedAt));
    }

    private void status(Delivery delivery, Topic topic, Flush flush) throws Refusal {
        if (delivery.body().length() == 0) {
            return;
        }
        String word = delivery.body().cut() ? "" : new String(delivery.body().bytes(), UTF_8).strip();
        if (!word.equals("online") && !word.equals("offline")) {
            throw new Refusal(QuarantineReason.UNREADABLE, "a status is 'online' or 'offline'");
        }
        if (judge.index().device(topic.site(), topic.device()).isEmpty()) {
            QuarantineReason reason = judge.index().hasSite(topic.site())
                    ? QuarantineReason.DEVICE_UNKNOWN
                    : QuarantineReason.SITE_UNKNOWN;
            flush.entry(judge.siteOf(topic), quarantined(delivery, reason, "status of a stranger", 0), delivery);
            metrics.quarantined(reason, 0);
            return;
        }
        boolean online = word.equals("online");
        if (!online) {
            judge.devices().of(topic.site(), topic.device()).count(Oddity.OFFLINE, 1);
        }
        flush.entry(topic.site(), new DeviceStatus(topic.site(), topic.zone(), topic.device(), online), delivery);
    }

    /** Refused values go in first: when the batch with the message's mark is on disk, all of the message is. */
    void write(Judged judged, Delivery delivery, int values, Flush flush) {
        judged.gas().forEach(gas -> flush.entry(gas.site(), gas.said(), delivery));
        refuse(judged, delivery, values, flush);
        marks(judged).forEach((site, counts) -> {
            BatchBuilder batch = flush.batch(site, delivery.receivedAt());
            batch.mark(new MessageMark(delivery.packetId(), delivery.hash(), counts[0], counts[1], 0));
            metrics.accepted(counts[0]);
            metrics.duplicate(counts[1]);
        });
        judged.accepted().forEach(r -> flush.batch(r.sensor().site(), delivery.receivedAt())
                .add(r));
    }

    /** Writes what was refused or is listed. */
    void refuse(Judged judged, Delivery delivery, int values, Flush flush) {
        judged.refused().forEach((heap, refused) -> {
            int readings = refused.places().cardinality();
            String detail = new Slots(refused.places(), values).describe(refused.detail());
            flush.entry(heap.site(), quarantined(delivery, heap.reason(), detail, readings), delivery);
            metrics.quarantined(heap.reason(), readings);
        });
        judged.listed().forEach((heap, listed) -> {
            String detail = new Slots(listed.places(), values).describe(listed.detail());
            flush.entry(heap.site(), quarantined(delivery, heap.reason(), detail, 0), delivery);
            metrics.quarantined(heap.reason(), 0);
        });
    }

    /** Accepted and duplicate readings by site. */
    static Map<String, int[]> marks(Judged judged) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        judged.accepted().forEach(r -> counts.computeIfAbsent(r.sensor().site(), s -> new int[2])[0]++);
        judged.duplicates().forEach((site, n) -> counts.computeIfAbsent(site, s -> new int[2])[1] += n);
        return counts;
    }

    /** Keeps a whole message aside. */
    Taken refuse(Delivery delivery, Topic topic, Refusal refusal, Flush flush) {
        flush.entry(judge.siteOf(topic), quarantined(delivery, refusal.reason(), brief(refusal), 1), delivery);
        metrics.quarantined(refusal.reason(), 1);
        return new Taken(1, Optional.empty());
    }

    /** Lists a message beside what becomes of it. */
    void list(Delivery delivery, String site, Refusal why, Flush flush) {
        flush.entry(site, quarantined(delivery, why.reason(), brief(why), 0), delivery);
        metrics.quarantined(why.reason(), 0);
    }

    private static String brief(Refusal refusal) {
        String detail = refusal.detail();
        return detail.length() <= DETAIL_MAX ? detail : detail.substring(0, DETAIL_MAX);
    }

    private Quarantined quarantined(Delivery delivery, QuarantineReason reason, String detail, int readings) {
        Delivery.Body body = delivery.body();
        byte[] head = Digests.head(body.bytes());
        boolean kept = judge.quota().take(delivery.topic(), head.length, delivery.receivedAt());
        if (!kept) {
            metrics.payloadNotKept();
        }
        return new Quarantined(
                delivery.topic(),
                reason,
                kept ? detail : detail + NOT_KEPT,
                kept ? head : new byte[0],
                body.length(),
                body.digest(),
                delivery.packetId(),
                readings,
                body.contentType(),
                delivery.retained());
    }
}
