package kz.qalqan.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.SensorId;

/**
 * What follows from a sensor that cannot be relied on: its open findings become stale and cannot be cleared by it, the
 * rules hear of it, and one that switches power off counts as tripped.
 *
 * <p>Threads: the judgement thread only.
 */
final class Distrust {
    private final Kernel kernel;
    private final Set<SensorState> moved = new HashSet<>();

    Distrust(Kernel kernel) {
        this.kernel = kernel;
    }

    /** What is shown of a sensor's trust may have moved. */
    void moved(SensorState state) {
        moved.add(state);
    }

    /** The same of all sensors of a device. */
    void deviceMoved(SensorState lead) {
        kernel.mine.sensors().stream().filter(s -> s.lead == lead).forEach(moved::add);
    }

    /** Sensors whose trust may have moved since this was last asked. */
    List<SensorState> takeMoved() {
        if (moved.isEmpty()) {
            return List.of();
        }
        List<SensorState> taken = List.copyOf(moved);
        moved.clear();
        return taken;
    }

    /** A flag of the sensor itself flipped. */
    void of(SensorState state, Condition flag) {
        look(state);
        lost(state, flag);
        if (flag == state.silent) {
            kernel.watch.moved(state);
        }
        kernel.votes.moved(state);
    }

    /** What the rules concluded of sensors goes back to their latches. */
    void conclude() {
        for (SensorId id : kernel.book.takeDoubts()) {
            SensorState state = kernel.mine.find(id);
            if (state != null) {
                state.frozen = kernel.book.holds("frozen-value", id);
                state.disagreeing = kernel.book.holds("neighbours-disagree", id);
                state.overRanged = kernel.book.find(FindingKey.of("ch4-over-range", id)) != null;
                look(state);
            }
        }
    }

    /** After a restart: what the kept flags say. */
    void resume(SensorState state) {
        state.doubted = state.distrusted() || state.overRanged;
    }

    /** Something that trust in the sensor hangs on moved. */
    void look(SensorState state) {
        boolean blind = state.blinds();
        if (blind != state.blind.active) {
            state.blind.active = blind;
            kernel.session.tell(state.blind);
            kernel.siteFlipped();
        }
        Condition tripped = state.tripped;
        if (tripped != null) {
            kernel.turn(tripped, tripped.judge(state.distrusted(), kernel.now, kernel.pending));
        }
        doubt(state);
        kernel.book.touch(state.sensor.id());
        moved(state);
        kernel.votes.moved(state);
    }

    /** A sensor that only fell silent goes on where it stopped; what another reason came upon begins anew. */
    private void doubt(SensorState state) {
        state.doubted = state.distrusted() || state.overRanged;
        if (state.doubted && !state.onlySilent()) {
            for (Condition condition : state.conditions) {
                condition.doubt(kernel.pending);
            }
            state.elsewhere.values().forEach(condition -> condition.doubt(kernel.pending));
        }
    }

    /** A sensor of a face that falls silent or faulty is lost for a while, even when it comes back. */
    private void lost(SensorState state, Condition flag) {
        Condition lost = state.lost;
        if (lost != null && flag != state.farAhead && flag.active) {
            kernel.turn(lost, lost.judge(true, kernel.now, kernel.pending));
            lost.judge(false, kernel.now, kernel.pending);
        }
    }
}
