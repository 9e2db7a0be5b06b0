package kz.qalqan.ingest;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.NotReplayable;
import kz.qalqan.telemetry.QuarantineReason;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.ReadingBatch.MessageMark;
import org.jspecify.annotations.Nullable;

/**
 * Takes refused messages again, with the plan now in force. Values that became readings the first time are left alone;
 * values that are still refused are refused anew; the old entry leaves quarantine. A message of which nothing becomes a
 * reading stays where it is.
 *
 * <p>Threads: the ingest thread only.
 */
final class Replays {
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

    /** Replays a message; completes when what it became is on disk, with {@link NotReplayable} when that is nothing. */
    CompletableFuture<Void> replay(Refused refused) {
        Quarantined kept = refused.message();
        Optional<NotReplayable> never = never(refused);
        if (never.isPresent()) {
            return CompletableFuture.failedFuture(never.get());
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
            return CompletableFuture.failedFuture(still(still.reason(), still.detail()));
        }
    }

    private static Optional<NotReplayable> never(Refused refused) {
        Quarantined kept = refused.message();
        if (refused.replayedAt() != null) {
            return Optional.of(NotReplayable.done("it was replayed at " + refused.replayedAt()));
        }
        if (kept.payload().length < kept.length()) {
            return Optional.of(NotReplayable.still("only the first " + kept.payload().length + " of its "
                    + kept.length() + " bytes were kept: its sender must send it again"));
        }
        return kept.readings() > 0
                ? Optional.empty()
                : Optional.of(NotReplayable.still("it is only listed: no reading of it was refused"));
    }

    private static NotReplayable still(QuarantineReason reason, String detail) {
        return NotReplayable.still("still refused, " + reason.word() + ": " + detail);
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
            return CompletableFuture.failedFuture(judged.refused().entrySet().stream()
                    .findFirst()
                    .map(left -> still(left.getKey().reason(), left.getValue().detail()))
                    .orElseGet(() -> NotReplayable.still("it holds no reading")));
        }
        Flush flush = new Flush();
        admission.refuse(judged, delivery, values.size(), flush);
        Map<String, int[]> marks = Admission.marks(judged);
        String id = refused.id();
        int dash = id.lastIndexOf('-');
        String home = id.substring(0, dash);
        long position = Long.parseLong(id.substring(dash + 1));
        // In one entry with its readings where that can be: a crash leaves it replayed or not, never half.
        boolean whole = marks.keySet().equals(Set.of(home));
        marks.forEach((site, counts) -> flush.batch(site, now)
                .mark(new MessageMark(0, delivery.hash(), counts[0], counts[1], whole ? position : 0)));
        judged.accepted().forEach(r -> flush.batch(r.sensor().site(), now).add(r));
        List<CompletableFuture<?>> written = new ArrayList<>(flush.append(logs));
        if (!whole) {
            // Last, so that a crash in between leaves it in quarantine and not nowhere.
            Flush farewell = new Flush();
            farewell.batch(home, now).mark(new MessageMark(0, delivery.hash(), 0, 0, position));
            written.addAll(farewell.append(logs));
        }
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new));
    }
}
