package kz.qalqan.ingest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes refused messages again, with the plan now in force. Values that became readings the first time are left alone;
 * values that are still refused are refused anew; the old entry leaves quarantine.
 *
 * <p>Threads: the ingest thread only.
 */
final class Replays {
    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    private final Judge judge;
    private final Admission admission;
    private final Map<String, SiteLog> logs;
    private final InstantSource clock;
    private final Formats formats = new Formats();

    private static final class Nobody implements Delivery.Source {
        @Override
        public boolean resumed() {
            return false;
        }

        @Override
        public boolean acknowledge(int packetId) {
            return false;
        }
    }

    Replays(Judge judge, Admission admission, Map<String, SiteLog> logs, InstantSource clock) {
        this.judge = judge;
        this.admission = admission;
        this.logs = logs;
        this.clock = clock;
    }

    /** Replays a message; completes when what it became is on disk, at once when it became nothing. */
    CompletableFuture<Void> replay(Refused refused) {
        Quarantined kept = refused.message();
        if (refused.replayedAt() != null || kept.readings() == 0 || kept.payload().length < kept.length()) {
            return CompletableFuture.completedFuture(null);
        }
        Delivery delivery = new Delivery(
                new Nobody(),
                0,
                kept.topic(),
                new Delivery.Body(kept.payload(), kept.length(), null, kept.contentType()),
                kept.retained(),
                refused.at());
        try {
            return again(refused, delivery);
        } catch (Refusal still) {
            log.debug("{} is still refused: {}", refused.id(), still.detail());
            return CompletableFuture.completedFuture(null);
        }
    }

    private CompletableFuture<Void> again(Refused refused, Delivery delivery) throws Refusal {
        Topic topic = Topic.parse(delivery.topic());
        Instant now = clock.instant();
        @Nullable
        BitSet only =
                Slots.parse(refused.message().detail()).map(Slots::refused).orElse(null);
        List<RawValue> values = formats.decode(topic, delivery.body());
        Judged judged =
                judge.judge(new Judge.Message(topic, delivery.receivedAt(), now, delivery.retained(), only), values);
        if (judged.accepted().isEmpty() && judged.duplicates().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Flush flush = new Flush();
        admission.refuse(judged, delivery, values.size(), flush);
        Admission.marks(judged).forEach((site, counts) -> flush.batch(site, now)
                .mark(new MessageMark(0, delivery.hash(), counts[0], counts[1], 0)));
        judged.accepted().forEach(r -> flush.batch(r.sensor().site(), now).add(r));
        // Last, so that a crash in between leaves it in quarantine and not nowhere.
        Flush farewell = new Flush();
        String id = refused.id();
        int dash = id.lastIndexOf('-');
        farewell.batch(id.substring(0, dash), now)
                .mark(new MessageMark(0, delivery.hash(), 0, 0, Long.parseLong(id.substring(dash + 1))));
        flush.append(logs);
        return CompletableFuture.allOf(farewell.append(logs).toArray(CompletableFuture[]::new));
    }
}
