package kz.qalqan.ingest.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.ingest.sparkplug.Hearing.Note;
import kz.qalqan.ingest.sparkplug.SparkplugTopic.Verb;
import kz.qalqan.telemetry.QuarantineReason;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.jspecify.annotations.Nullable;

/**
 * One edge node as its certificates tell, and what came early.
 *
 * <pre>
 *            NBIRTH                    gap, clash
 * UNKNOWN ──────────► ONLINE ────────────────────────► ADRIFT
 *    ▲  ▲               │ ▲──────────── NBIRTH ──────────┘ │
 *    │  └─ our line ────┤                                  │
 *    │     broke        ▼ NDEATH of this birth             │
 *    └──────────────── DEAD ◄──────────────────────────────┘
 * </pre>
 *
 * Only ONLINE may an alias be looked up. ADRIFT a value with a name of its own still counts, because a name means the
 * same whatever was lost.
 *
 * @param <M> the message as the caller has it
 */
final class Node<M> {
    static final int SEQ_MASK = 0xFF;

    private static final int SEQS = 256;

    private final EdgeNode id;
    private final Hearing<M> hearing;
    private final Budget budget;
    private final Duration reorderTimeout;
    private final Early<M> early;
    private final Roll roll;
    private final Asking asking = new Asking();
    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, List<String>> unnamed = new HashMap<>();
    private final long[] hashes = new long[SEQS];

    private State state = State.UNKNOWN;
    private int metrics;
    private int next;
    private long bdSeq;
    private long birthMillis;
    private long birthHash;
    private Instant heardAt = Instant.MIN;
    private Instant bornAt = Instant.MIN;
    /** Until when messages of the time before the last birth may come: never, when nothing was heard before it. */
    private Instant stragglersUntil = Instant.MIN;

    private enum State {
        /** No birth is known that holds. */
        UNKNOWN,
        ONLINE,
        /** Messages are missing. */
        ADRIFT,
        DEAD
    }

    Node(EdgeNode id, Hearing<M> hearing, Budget budget, Duration reorderTimeout) {
        this.reorderTimeout = reorderTimeout;
        this.id = id;
        this.hearing = hearing;
        this.budget = budget;
        this.early = new Early<>(budget);
        this.roll = new Roll(id, hearing::presence);
    }

    /** Whether nothing would be lost by forgetting it. */
    boolean forgettable() {
        return state == State.DEAD || (state == State.UNKNOWN && tables.isEmpty());
    }

    void forget() {
        clear();
    }

    void take(Arrival<M> arrival) {
        Instant before = heardAt;
        heardAt = arrival.at();
        switch (arrival.topic().verb()) {
            case NDEATH -> death(arrival);
            case NBIRTH -> birth(arrival, before);
            default -> ordered(arrival);
        }
    }

    /** A retained message tells nothing about now. */
    void retained(M message, SparkplugTopic topic, Instant at) {
        refuse(message, "retained: nobody knows how old it is");
        if (topic.verb() != Verb.NDEATH && state != State.ONLINE) {
            ask(at, "only retained messages are known");
        }
    }

    /** Time passed. */
    void tick(Instant now) {
        if (early.overdue(now, reorderTimeout)) {
            adrift(now, "messages before seq " + next + " and later did not come");
        }
        roll.tick(now);
        if (asking.due(now)) {
            hearing.rebirth(id, asking.reason());
        }
    }

    /** Our own line broke: what came meanwhile nobody knows. */
    void deaf(Instant now) {
        if (state == State.ONLINE || state == State.ADRIFT) {
            early.takeAll(next).forEach(this::byNames);
            state = State.UNKNOWN;
            asking.again();
        }
    }

    /** Our own line is back. */
    void hearing(Instant now) {
        if (state == State.UNKNOWN) {
            ask(now, "we were not connected");
        }
    }

    private void ask(Instant at, String reason) {
        if (asking.want(at, reason)) {
            hearing.rebirth(id, reason);
        }
    }

    private void refuse(M message, String detail) {
        hearing.refused(message, QuarantineReason.OUT_OF_SESSION, detail);
    }

    private void death(Arrival<M> arrival) {
        boolean known = state == State.ONLINE || state == State.ADRIFT;
        if (state == State.DEAD || (known && Wire.bdSeq(arrival.payload()) != bdSeq)) {
            hearing.noted(Note.STALE_DEATH);
            return;
        }
        early.takeAll(next).forEach(this::byNames);
        state = State.DEAD;
        asking.done();
        clear();
        roll.allOff(arrival.at());
    }

    private void clear() {
        early.takeAll(next).forEach(arrival -> refuse(arrival.message(), "its node is forgotten"));
        budget.metrics(-metrics);
        metrics = 0;
        tables.clear();
    }

    private void birth(Arrival<M> arrival, Instant heardBefore) {
        boolean soon = arrival.at().isBefore(bornAt.plus(reorderTimeout));
        if (soon && state == State.ONLINE && arrival.hash() == birthHash) {
            repeated(arrival);
            return;
        }
        if (straggler(arrival)) {
            return;
        }
        List<Arrival<M>> waiting = early.takeAll(next);
        boolean replaces = arrival.at().isBefore(later(heardBefore));
        stragglersUntil = replaces ? later(arrival.at()) : Instant.MIN;
        clear();
        state = State.ONLINE;
        asking.done();
        next = (arrival.seq() + 1) & SEQ_MASK;
        bdSeq = Wire.bdSeq(arrival.payload());
        birthMillis = arrival.payload().getTimestamp();
        birthHash = arrival.hash();
        bornAt = arrival.at();
        roll.reborn(arrival.at());
        learn(arrival);
        waiting.forEach(this::afterBirth);
        inOrder();
    }

    private Instant later(Instant time) {
        return time.equals(Instant.MIN) ? time : time.plus(reorderTimeout);
    }

    /** What waited may be of the time behind the birth that now came. */
    private void afterBirth(Arrival<M> waited) {
        boolean newer = waited.payload().hasTimestamp() && waited.payload().getTimestamp() > birthMillis;
        int ahead = (waited.seq() - next) & SEQ_MASK;
        if (!newer || ahead > HostLimits.EARLY_MAX || !early.hold(waited)) {
            byNames(waited);
        }
    }

    private boolean straggler(Arrival<M> arrival) {
        if (!arrival.at().isBefore(stragglersUntil) || !arrival.stampedBefore(birthMillis)) {
            return false;
        }
        hearing.noted(Note.STRAGGLER);
        refuse(arrival.message(), "older than the birth before it");
        return true;
    }

    private void ordered(Arrival<M> arrival) {
        if (state == State.UNKNOWN || state == State.DEAD) {
            refuse(arrival.message(), "before the birth of its node");
            ask(arrival.at(), "it sends, and its birth is not known");
        } else if (!straggler(arrival)) {
            if (state == State.ADRIFT) {
                byNames(arrival);
                ask(arrival.at(), "messages were lost");
            } else {
                place(arrival);
            }
        }
    }

    private void place(Arrival<M> arrival) {
        int ahead = (arrival.seq() - next) & SEQ_MASK;
        if (ahead == 0) {
            process(arrival);
            inOrder();
        } else if (ahead <= HostLimits.EARLY_MAX) {
            hold(arrival);
        } else if (hashes[arrival.seq()] == arrival.hash()) {
            repeated(arrival);
        } else {
            adrift(arrival.at(), "seq " + arrival.seq() + " came where " + next + " was next");
            byNames(arrival);
        }
    }

    private void hold(Arrival<M> arrival) {
        Arrival<M> there = early.at(arrival.seq());
        if (there != null && there.hash() == arrival.hash()) {
            repeated(arrival);
        } else if (there != null) {
            adrift(arrival.at(), "seq " + arrival.seq() + " came twice with different content");
            byNames(arrival);
        } else if (early.hold(arrival)) {
            hearing.noted(Note.HELD);
        } else {
            hearing.noted(Note.LIMIT_HELD);
            adrift(arrival.at(), "too much waits for its order");
            byNames(arrival);
        }
    }

    private void inOrder() {
        for (Arrival<M> waited = early.take(next); waited != null && state == State.ONLINE; waited = early.take(next)) {
            process(waited);
        }
    }

    private void repeated(Arrival<M> arrival) {
        hearing.noted(Note.REPEATED);
        Values values = read(arrival);
        hearing.repeated(arrival.message(), arrival.speaker(), values.metrics().size());
    }

    private void adrift(Instant at, String reason) {
        hearing.noted(Note.GAP);
        state = State.ADRIFT;
        early.takeAll(next).forEach(this::byNames);
        ask(at, reason);
    }

    private void process(Arrival<M> arrival) {
        hashes[arrival.seq()] = arrival.hash();
        next = (arrival.seq() + 1) & SEQ_MASK;
        Speaker speaker = arrival.speaker();
        switch (arrival.topic().verb()) {
            case DBIRTH -> learn(arrival);
            case DDEATH -> {
                forgetTable(speaker.device());
                roll.off(speaker.device(), arrival.at());
            }
            default -> data(arrival);
        }
    }

    private void data(Arrival<M> arrival) {
        if (!tables.containsKey(arrival.speaker().device())) {
            refuse(arrival.message(), "before the birth of its device");
            ask(arrival.at(), "device " + arrival.speaker().device() + " sends, and its birth is not known");
            return;
        }
        Values values = read(arrival);
        tell(arrival, values);
        if (values.unresolved()) {
            ask(arrival.at(), arrival.speaker() + " sends metrics its birth does not have");
        }
    }

    private void learn(Arrival<M> birth) {
        String device = birth.speaker().device();
        forgetTable(device);
        if (tables.size() > HostLimits.DEVICES_MAX) {
            hearing.noted(Note.LIMIT_DEVICES);
        } else {
            int room = Math.min(HostLimits.METRICS_MAX - metrics, budget.metricsLeft());
            Table table = Table.of(birth.payload(), room);
            if (table.size() == room) {
                hearing.noted(Note.LIMIT_METRICS);
            }
            tables.put(device, table);
            metrics += table.size();
            budget.metrics(table.size());
            listUnnamed(birth, table.unnamed());
        }
        roll.on(device, birth.at());
        tell(birth, read(birth));
    }

    private void forgetTable(String device) {
        Table old = tables.remove(device);
        if (old != null) {
            metrics -= old.size();
            budget.metrics(-old.size());
        }
    }

    private void listUnnamed(Arrival<M> birth, List<String> names) {
        if (unnamed.size() <= HostLimits.DEVICES_MAX
                && !names.equals(unnamed.put(birth.speaker().device(), names))
                && !names.isEmpty()) {
            hearing.unnamed(birth.message(), birth.speaker(), names);
        }
    }

    private Values read(Arrival<M> arrival) {
        @Nullable Table table = tables.get(arrival.speaker().device());
        return Values.read(
                arrival.payload(), arrival.topic().verb().birth(), table == null ? Definition::alone : table::find);
    }

    /** What can be used although the order is lost: presence, and values that bear their name. */
    private void byNames(Arrival<M> arrival) {
        Verb verb = arrival.topic().verb();
        if (verb == Verb.DDEATH) {
            roll.off(arrival.speaker().device(), arrival.at());
        } else if (verb == Verb.DBIRTH) {
            Table own = Table.of(arrival.payload(), HostLimits.METRICS_MAX);
            roll.on(arrival.speaker().device(), arrival.at());
            tell(arrival, Values.read(arrival.payload(), true, own::find));
        } else {
            tell(arrival, Values.read(arrival.payload(), false, Definition::alone));
        }
    }

    private void tell(Arrival<M> arrival, Values values) {
        hearing.values(arrival.message(), arrival.speaker(), values.metrics(), values::restated);
    }

    /** For tests and figures: whether aliases are known and nothing is missing. */
    boolean inSync() {
        return state == State.ONLINE && early.isEmpty();
    }

    static long hash(byte[] bytes) {
        java.util.zip.CRC32C low = new java.util.zip.CRC32C();
        java.util.zip.CRC32 high = new java.util.zip.CRC32();
        low.update(bytes);
        high.update(bytes);
        return high.getValue() << 32 | low.getValue();
    }

    /** A payload read alone, as a replay does. */
    static List<Metric> alone(Payload payload) {
        return Values.read(payload, false, Definition::alone).metrics();
    }
}
