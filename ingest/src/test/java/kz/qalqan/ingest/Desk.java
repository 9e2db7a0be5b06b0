package kz.qalqan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import kz.qalqan.telemetry.EntryLog;
import kz.qalqan.telemetry.Intake.Refused;
import kz.qalqan.telemetry.NotReplayable;
import kz.qalqan.telemetry.Oddity;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Quarantined;
import kz.qalqan.telemetry.Reading;

/** The door without a broker: hands in messages and shows what the journals got. */
final class Desk {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final String TOPIC = "mine/k1/face-3/GA-07/telemetry";

    MemoryLog k1 = new MemoryLog();
    MemoryLog k2 = new MemoryLog();
    final Books books = new Books();
    Plan plan = Plans.two();
    Instant now = NOON;

    private final Map<String, SiteLog> logs = new LinkedHashMap<>();
    final Judge judge = new Judge(() -> plan, new LinkedHashSet<>(List.of("k1", "k2")));
    private final Redelivery redelivery = new Redelivery(100);
    private final Admission admission = new Admission(judge, redelivery, IngestMetrics.NONE);
    private final Replays replays = new Replays(judge, admission, logs, () -> now);
    private Line line = new Line(false);
    private int packetId;

    /** A connection that takes acknowledgements. */
    static final class Line implements Delivery.Source {
        private final boolean resumed;

        Line(boolean resumed) {
            this.resumed = resumed;
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public boolean acknowledge(int packetId) {
            return true;
        }
    }

    Desk() {
        logs.put("k1", new SiteLog("k1", k1, books::book, IngestMetrics.NONE));
        logs.put("k2", new SiteLog("k2", k2, books::book, IngestMetrics.NONE));
    }

    /** The service starts anew over what the journals of another desk hold. */
    static Desk after(Desk before) {
        return after(before, Checkpoint.NOTHING);
    }

    static Desk after(Desk before, Checkpoint checkpoint) {
        Desk desk = new Desk();
        desk.now = before.now;
        Map<String, MemoryLog> past = Map.of("k1", before.k1, "k2", before.k2);
        Map<String, EntryLog> journals = new LinkedHashMap<>();
        journals.put("k1", before.k1);
        journals.put("k2", before.k2);
        new Recovery(desk.books, desk.judge)
                .read(
                        new IngestPorts(
                                () -> desk.plan,
                                journals,
                                (site, after, each) ->
                                        past.getOrDefault(site, before.k1).replay(after, each),
                                site -> IngestPorts.Progress.NOTHING,
                                () -> desk.now,
                                IngestMetrics.NONE),
                        checkpoint,
                        desk.redelivery);
        return desk;
    }

    /** The service starts anew over the same journals, and goes on writing them. */
    static Desk over(Desk before, Checkpoint checkpoint) {
        Desk read = after(before, checkpoint);
        read.logs.put("k1", new SiteLog("k1", before.k1, read.books::book, IngestMetrics.NONE));
        read.logs.put("k2", new SiteLog("k2", before.k2, read.books::book, IngestMetrics.NONE));
        read.k1 = before.k1;
        read.k2 = before.k2;
        return read;
    }

    /** The connection broke and the broker kept the session. */
    Desk reconnected() {
        line = new Line(true);
        return this;
    }

    Desk drained() {
        redelivery.drained();
        return this;
    }

    Desk message(String topic, String payload) {
        packetId++;
        return message(packetId, topic, payload.getBytes(UTF_8));
    }

    /** A message with a content type. */
    Desk message(String topic, String contentType, byte[] payload) {
        packetId++;
        return deliver(new Delivery(line, packetId, topic, Delivery.Body.of(payload, contentType), false, now));
    }

    Desk message(int id, String topic, byte[] payload) {
        return deliver(new Delivery(line, id, topic, Delivery.Body.of(payload, null), false, now));
    }

    Desk deliver(Delivery delivery) {
        Flush flush = new Flush();
        var unusedAge = admission.admit(delivery, flush);
        var unused = flush.append(logs);
        flush.messages().forEach(seen -> seen.acknowledged(now));
        return this;
    }

    Desk telemetry(String payload) {
        return message(TOPIC, payload);
    }

    /** Replays; what stood against it, or empty. */
    String replay(Refused refused) {
        return replays.replay(refused)
                .handle((done, trouble) -> trouble instanceof NotReplayable still ? still.why() : "")
                .join();
    }

    /** How often something odd of a device of k1 was counted. */
    long odd(String device, Oddity oddity) {
        return judge.devices().of("k1", device).counts(now).counts().getOrDefault(oddity, 0L);
    }

    Desk after(Duration time) {
        now = now.plus(time);
        return this;
    }

    List<Reading> readings() {
        return k1.readings();
    }

    Reading last() {
        List<Reading> all = readings();
        return all.get(all.size() - 1);
    }

    List<Quarantined> refused() {
        return k1.entries(Quarantined.class);
    }
}
