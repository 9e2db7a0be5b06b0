package kz.qalqan.rules;

import java.util.List;
import java.util.Map;
import kz.qalqan.rules.windows.Aftershocks;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Zone;

/**
 * Closed after a blast or a large event until the rock is calm; then a person decides (domain 5.2, row 37).
 *
 * <p>Threads: the judgement thread only.
 */
final class Reentry {
    /** How long it is said that the rock is calm (D); the alert itself waits for its acknowledgement. */
    static final long CALM_MICROS = 3_600_000_000L;

    private final Kernel kernel;

    Reentry(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * A blast was declared: the stations of its section hear it, or where it has none, all of the site. One that never
     * spoke hears nothing.
     */
    void blast(String zone) {
        Zone where = kernel.mine.site().zones().get(zone);
        List<SensorState> all = kernel.mine.counted().stream()
                .filter(state -> state.lastSeen != SensorState.NEVER)
                .toList();
        List<SensorState> near = all.stream()
                .filter(state -> where != null && state.place.getSection().equals(where.section()))
                .toList();
        for (SensorState state : near.isEmpty() ? all : near) {
            Aftershocks aftershocks = state.aftershocks;
            if (aftershocks != null) {
                aftershocks.begin(kernel.now, kernel.now + Declared.SHOCK_MICROS);
                kernel.judge(state.closed, aftershocks.uneasy());
                kernel.counting.counted();
            }
        }
    }

    /** One hour after the start the law of the aftershocks can be told: the open finding says it, once. */
    void pass(SensorState state) {
        Aftershocks aftershocks = state.aftershocks;
        if (aftershocks == null || !aftershocks.tellsFirst()) {
            return;
        }
        OpenFinding open = kernel.book.find(FindingKey.of("re-entry", state.sensor.id()));
        if (open != null && open.told.active()) {
            kernel.book.remark(open, kernel.writer, Map.of(), kernel.out());
        }
    }

    /** The latch of the closure flipped: when it opened, the rock has been calm for long enough. */
    void flipped(SensorState state) {
        Condition closed = state.closed;
        Condition calm = state.calm;
        Aftershocks aftershocks = state.aftershocks;
        if (closed == null || closed.active || calm == null || aftershocks == null) {
            return;
        }
        aftershocks.end();
        kernel.turn(calm, calm.judge(true, kernel.now, kernel.pending));
        calm.judge(false, kernel.now, kernel.pending);
    }
}
