package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import kz.qalqan.rules.windows.Window;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.UnknownGas;
import org.jspecify.annotations.Nullable;

/**
 * Windows and latches: what is done for every reading, in plain Java.
 *
 * <p>A reading is compared with the few latches of its sensor. Only when one flips is the session told and fired, so
 * that the rules, which decide everything above one limit, are asked some thousand times less often than readings come.
 *
 * <h2>Time</h2>
 *
 * Engine time is the entry's {@code receivedAt}. What falls due between two entries is done in the order of its due
 * times before the entry itself: silence first, then delays. Time in which we were not running, or had no link, counts
 * neither as silence nor to a delay.
 *
 * <p>Threads: the judgement thread only.
 */
final class Kernel {
    /** Silence of the journal itself after which we must have been away: it ticks every second. */
    static final long AWAY_MICROS = 60_000_000;

    final Mine mine;
    final Session session;
    final FindingBook book;
    final FindingWriter writer;
    final Pending pending = new Pending();
    final Watch watch;
    final UnknownSources unknown;
    final Declared declared;
    final Counting counting;
    final Reentry reentry;
    final Votes votes;
    final Distrust distrust;
    final Duties duties;

    private final LateReadings late;
    private SensorState[] resolved = new SensorState[256];
    private List<Finding> out = new ArrayList<>();
    private boolean dirty;

    long now;

    Kernel(Mine mine, Session session, FindingBook book, FindingWriter writer) {
        this.mine = mine;
        this.session = session;
        this.book = book;
        this.writer = writer;
        this.watch = new Watch(this);
        this.declared = new Declared(this);
        this.counting = new Counting(this);
        this.reentry = new Reentry(this);
        this.votes = new Votes(this);
        this.distrust = new Distrust(this);
        this.duties = new Duties(this);
        this.late = new LateReadings(writer);
        this.unknown = new UnknownSources(mine, session);
    }

    /** Starts an entry: its findings go to {@code findings}. */
    void begin(Moment moment, List<Finding> findings) {
        writer.at(moment);
        out = findings;
        settle();
    }

    /** Lets time pass up to {@code to}. */
    void advance(long to) {
        long due = due();
        while (due <= to) {
            now = Math.max(now, due);
            watch.pass(due);
            pending.expire(due, this::flipped);
            dirty |= unknown.pass(due);
            declared.pass(due);
            counting.pass(due);
            duties.pass(due);
            fire();
            due = due();
        }
        now = to;
    }

    private long due() {
        long declaredDue = Math.min(duties.due(), Math.min(counting.due(), declared.due()));
        return Math.min(Math.min(declaredDue, unknown.due()), Math.min(watch.due(), pending.earliest()));
    }

    /** We were away until {@code to}: clocks of silence start again, and who gave no data meanwhile gains no delay. */
    void skip(long to) {
        for (SensorState sensor : mine.sensors()) {
            if (sensor.counting && to - sensor.lastGood >= sensor.silenceAfterMicros) {
                freeze(sensor);
            }
        }
        now = to;
        watch.restart(to);
        unknown.restart(to);
        pending.expire(to, this::flipped);
        declared.pass(to);
        counting.pass(to);
        duties.restart(to);
        duties.pass(to);
    }

    /** Nobody can be heard, or everybody can be heard again: delays wait for the next reading. */
    void deafen() {
        mine.sensors().forEach(this::freeze);
        watch.restart(now);
        duties.restart(now);
    }

    void readings(ReadingBatch batch) {
        int distinct = batch.sensors().size();
        if (resolved.length < distinct) {
            resolved = new SensorState[distinct * 2];
        }
        for (int i = 0; i < distinct; i++) {
            resolved[i] = mine.find(batch.sensors().get(i));
        }
        int[] sensor = batch.sensor();
        int[] quality = batch.quality();
        long[] micros = batch.measuredAtMicros();
        double[] value = batch.value();
        OtherZones zones = new OtherZones(batch.elsewhere());
        for (int i = 0; i < sensor.length; i++) {
            SensorState state = resolved[sensor[i]];
            if (state == null) {
                continue;
            }
            int marks = quality[i];
            if (Marks.live(marks)) {
                live(state, value[i], micros[i], marks);
                if ((marks & Marks.MISPLACED) != 0 || !state.elsewhere.isEmpty()) {
                    elsewhere(state, value[i], inOtherZone(state, marks, zones.of(i)));
                }
            } else if (Marks.past(marks)) {
                past(state);
                late.take(state, value[i], micros[i], marks, inOtherZone(state, marks, zones.of(i)));
            } else {
                fault(state, value[i], micros[i], marks);
            }
            fire();
        }
        late.tell(out);
    }

    private void live(SensorState state, double value, long micros, int marks) {
        alive(state, marks);
        state.lastGood = now;
        if (!state.counting) {
            thaw(state);
        }
        state.value = value;
        state.measuredAt = (marks & Marks.AHEAD) == 0 ? micros : now;
        state.ring.add(micros, value, marks);
        remember(state, value);
        if (state.faulty.active) {
            turn(state.faulty, state.faulty.judge(false, now, pending));
        }
        boolean overRange = (marks & Marks.OVER_RANGE) != 0;
        for (Condition condition : state.conditions) {
            double judged = overRange && condition == state.overRange ? Double.MAX_VALUE : condition.compared(value);
            judge(condition, judged);
        }
        judge(state.over, value);
        judge(state.overRecently, value);
        judge(state.cutHeld, value);
        for (Condition sum : state.sums) {
            if (sum.sensor.counting) {
                judge(sum, sum.compared(sum.sensor.value));
            }
        }
    }

    /** A blast's own events are no sign of the rock's (domain 8b, row 35), and test gas is no air of the mine. */
    private void remember(SensorState state, double value) {
        if (state.testing) {
            return;
        }
        if (!state.counts.isEmpty()) {
            if (declared.shaken() || !state.event(value)) {
                state.eventsPass(state.measuredAt);
                return;
            }
            counting.counted();
        }
        for (Window window : state.remembering) {
            window.add(state.measuredAt, value);
        }
    }

    /**
     * The latches of the zone a reading came for, which is not that of the plan; none for one that came for its own.
     */
    private List<Condition> inOtherZone(SensorState state, int marks, String zone) {
        if ((marks & Marks.MISPLACED) == 0) {
            return List.of();
        }
        List<Condition> found = new ArrayList<>();
        mine.elsewhere(state, zone).forEach(limit -> found.add(state.elsewhere(limit)));
        return found;
    }

    private void elsewhere(SensorState state, double value, List<Condition> here) {
        here.forEach(condition -> judge(condition, value));
        for (Condition other : List.copyOf(state.elsewhere.values())) {
            if (!here.contains(other)) {
                judge(other, other.safe());
            }
        }
    }

    /** The value of a doubted sensor proves nothing safe: only what is beyond a limit is told then. */
    void judge(@Nullable Condition condition, double value) {
        if (condition == null || (condition.sensor.doubted && !condition.ofTrust && !condition.reached(value))) {
            return;
        }
        if (condition.judge(value, now, pending)) {
            flipped(condition);
        }
    }

    /** Old data says nothing of now, but it says that somebody speaks. */
    private void past(SensorState state) {
        if (!state.late()) {
            distrust.moved(state);
        }
        state.pastSeen = now;
    }

    /** A device, or its last will, says whether it is online. */
    void status(SensorState lead, boolean online) {
        if (lead.offline == online) {
            lead.offline = !online;
            distrust.deviceMoved(lead);
        }
    }

    /** Gas of somebody the plan does not know. */
    void unknownGas(UnknownGas gas) {
        dirty |= unknown.take(gas, now);
    }

    /** A sign of life with what its marks say of sensor and clock. */
    private void alive(SensorState state, int marks) {
        boolean news = state.lastSeen == SensorState.NEVER || state.silent.active || state.dark;
        if (state.lead.offline) {
            state.lead.offline = false;
            distrust.deviceMoved(state.lead);
        }
        boolean late = state.late();
        state.lastSeen = now;
        state.heardAt = now;
        if (news || late) {
            distrust.moved(state);
        }
        if (news) {
            watch.heard(state);
            votes.moved(state);
        }
        if (state.silent.active) {
            state.silent.end(pending);
            flipped(state.silent);
        }
        odd(state.misplaced, (marks & Marks.MISPLACED) != 0);
        boolean ahead = (marks & Marks.AHEAD) != 0;
        odd(state.ahead, ahead);
        odd(state.farAhead, (marks & Marks.FAR_AHEAD) != 0);
        odd(state.lead.clash, (marks & Marks.CLASH) != 0);
    }

    private void odd(Condition flag, boolean raised) {
        if (raised || flag.active) {
            turn(flag, flag.judge(raised, now, pending));
        }
    }

    private void fault(SensorState state, double value, long micros, int marks) {
        alive(state, marks);
        freeze(state);
        state.ring.add(micros, value, marks);
        turn(state.faulty, state.faulty.judge(true, now, pending));
    }

    /** A limit has another version: what it judges is judged again by the last value, all else keeps its state. */
    void limitChanged(Limit limit) {
        for (SensorState state : mine.sensors()) {
            if (state.change(limit, pending)) {
                book.touch(state.sensor.id());
                judgeAgain(state, limit);
            }
        }
        pending.expire(now, this::flipped);
        duties.limitChanged();
    }

    private void judgeAgain(SensorState state, Limit limit) {
        if (!state.counting || state.distrusted()) {
            return;
        }
        for (Condition condition : state.conditions) {
            if (limit.equals(condition.limit)) {
                judge(condition, condition.compared(state.value));
            }
        }
        if (limit.use().place()) {
            judge(state.over, state.value);
            judge(state.overRecently, state.value);
        }
    }

    /** What the sensor's delays have left waits until data comes back. */
    void freeze(SensorState state) {
        if (!state.counting) {
            return;
        }
        state.counting = false;
        for (Condition condition : state.latches()) {
            condition.freeze(state.lastGood, pending);
        }
    }

    private void thaw(SensorState state) {
        state.counting = true;
        for (Condition condition : state.latches()) {
            condition.thaw(now, pending);
        }
    }

    /** Told what a flag became. */
    void turn(Condition flag, boolean flipped) {
        if (flipped) {
            flipped(flag);
        }
    }

    /** A latch flipped: the session hears of it, and a change of trust reaches the open findings of the sensor. */
    void flipped(Condition condition) {
        session.tell(condition);
        dirty = true;
        SensorState state = condition.sensor;
        if (condition == state.silent || condition == state.faulty || condition == state.farAhead) {
            distrust.of(state, condition);
        } else if (condition == state.clash) {
            mine.sensors().stream().filter(s -> s.lead == state).forEach(distrust::look);
        } else if (condition == state.closed) {
            reentry.flipped(state);
        } else if (condition == state.misplaced || condition == state.ahead) {
            distrust.moved(state);
        }
    }

    /** Something about the whole site flipped. */
    void siteFlipped() {
        dirty = true;
    }

    /** Fires the rules when something flipped, and tells the difference. */
    void fire() {
        while (dirty) {
            dirty = false;
            session.fire();
            distrust.conclude();
            if (!dirty) {
                settle();
            }
        }
    }

    /** Fires until trust in the sensors and what the rules say of it agree; nothing is told. */
    void conclude() {
        do {
            dirty = false;
            distrust.conclude();
            session.fire();
        } while (dirty);
    }

    void settle() {
        book.settle(writer, out);
    }

    List<Finding> out() {
        return out;
    }
}
