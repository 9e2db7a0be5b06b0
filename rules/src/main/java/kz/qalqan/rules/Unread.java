package kz.qalqan.rules;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Readings that must come once in a while, whatever the reason they do not (domain 8b, {@code well-reading-missing}).
 *
 * <p>A late reading is a reading here, and one of a doubted sensor too: somebody was there. Nothing is said while a
 * link is down or drains its backlog, nor in the first two minutes after, because the readings may be on their way; the
 * hours go on meanwhile.
 *
 * <p>Threads: the judgement thread only.
 */
final class Unread {
    private static final long MICROS_AN_HOUR = 3_600_000_000L;

    /** How often it is looked whether late readings have come. */
    private static final long LOOK_MICROS = 60_000_000;

    private final Kernel kernel;
    private @Nullable List<Condition> awaited;
    private long due = Condition.NONE;

    Unread(Kernel kernel) {
        this.kernel = kernel;
    }

    long due() {
        return due;
    }

    /** The ears came back, or time passed that nobody saw: what was kept back may come now. */
    void restart(long at) {
        due = at + Watch.COMMISSIONING_MICROS;
    }

    /** Another limit: looks with the next entry. */
    void look() {
        due = Math.min(due, kernel.now);
    }

    void pass(long at) {
        if (due > at) {
            return;
        }
        due = Condition.NONE;
        if (!kernel.watch.notUp.isEmpty()) {
            return;
        }
        for (Condition condition : awaited(at)) {
            Limit limit = condition.limit;
            if (limit != null) {
                SensorState state = condition.sensor;
                state.lookedAt = at;
                if (condition.judge(condition.compared(state.value), kernel.now, kernel.pending)) {
                    kernel.flipped(condition);
                }
                long next = state.readAt() + (long) (limit.value() * MICROS_AN_HOUR) + 1;
                due = Math.min(due, next > at ? next : at + LOOK_MICROS);
            }
        }
    }

    /** Those waited for; who is new is waited for from now on. */
    private List<Condition> awaited(long at) {
        List<Condition> known = awaited;
        if (known == null) {
            known = new ArrayList<>();
            for (SensorState state : kernel.mine.sensors()) {
                for (Condition condition : state.conditions) {
                    if (condition.signal instanceof Signal.Unread) {
                        known.add(condition);
                        state.awaitedFrom = state.awaitedFrom == 0 ? at : state.awaitedFrom;
                    }
                }
            }
            awaited = known;
        }
        return known;
    }

    void save(DataOutputStream out) throws IOException {
        out.writeLong(due);
        List<SensorState> some = kernel.mine.sensors().stream()
                .filter(state -> state.awaitedFrom != 0)
                .toList();
        out.writeInt(some.size());
        for (SensorState state : some) {
            out.writeUTF(state.sensor.id().toString());
            out.writeLong(state.awaitedFrom);
            out.writeLong(state.lookedAt);
        }
    }

    void load(DataInputStream in) throws IOException {
        due = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            SensorState planned = kernel.mine.find(SensorId.parse(in.readUTF()));
            SensorState state = planned == null ? kernel.mine.stranger() : planned;
            state.awaitedFrom = in.readLong();
            state.lookedAt = in.readLong();
        }
    }
}
