package kz.qalqan.rules;

import java.util.Map;
import java.util.stream.Stream;
import kz.qalqan.rules.windows.GasIndices;
import org.jspecify.annotations.Nullable;

/**
 * The sensors that together analyse one sample of air. Oxygen must be there; a gas nobody measures counts as none.
 *
 * <p>Threads: the judgement thread only.
 */
record GasSample(
        SensorState o2,
        @Nullable SensorState ch4,
        @Nullable SensorState co,
        @Nullable SensorState co2,
        @Nullable SensorState h2) {
    private static final double PPM_A_PERCENT = 10_000;

    Stream<SensorState> members() {
        return Stream.of(o2, ch4, co, co2, h2).filter(state -> state != null);
    }

    /** Whether every member gives a value to rely on. */
    boolean complete() {
        return speaks(o2) && speaks(ch4) && speaks(co) && speaks(co2) && speaks(h2);
    }

    /** The indices of a complete sample now. */
    GasIndices indices() {
        return new GasIndices(value(ch4), value(co) / PPM_A_PERCENT, value(co2), value(h2), o2.value);
    }

    /** Whether a member gives a value to rely on; one nobody measures does. */
    private static boolean speaks(@Nullable SensorState state) {
        return state == null || (state.counting && !state.distrusted() && !Double.isNaN(state.value));
    }

    private static double value(@Nullable SensorState state) {
        return state == null ? 0 : Math.max(0, state.value);
    }

    void describe(Map<String, String> facts) {
        members()
                .forEach(state -> facts.put(
                        "sample-" + state.sensor.quantity().code(),
                        state.value + " " + state.sensor.quantity().unit() + " of "
                                + state.sensor.id().device()));
    }
}
