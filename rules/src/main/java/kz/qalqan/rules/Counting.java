package kz.qalqan.rules;

/**
 * Counts of the last hour fall by time alone, so they are judged again each minute while there are any; those of a
 * station that gives no data are not, because its silence is no calm.
 *
 * <p>Threads: the judgement thread only.
 */
final class Counting {
    private static final long MINUTE_MICROS = 60_000_000;

    private final Kernel kernel;
    private long due = Condition.NONE;

    Counting(Kernel kernel) {
        this.kernel = kernel;
    }

    /** When the counts are looked at again; {@link Condition#NONE} while all are empty. */
    long due() {
        return due;
    }

    /** An event was counted. */
    void counted() {
        due = Math.min(due, nextMinute(kernel.now));
    }

    /** Lets time pass. */
    void pass(long at) {
        if (due > at) {
            return;
        }
        boolean some = false;
        for (SensorState state : kernel.mine.counted()) {
            some |= state.eventsPass(at);
            kernel.reentry.pass(state);
            if (state.counting) {
                judge(state);
            }
        }
        due = some ? nextMinute(at) : Condition.NONE;
    }

    private void judge(SensorState state) {
        for (Condition condition : state.conditions) {
            if (!condition.single()) {
                kernel.judge(condition, condition.compared(state.value));
            }
        }
    }

    /** Goes on after a restart. */
    void resume() {
        if (kernel.mine.counted().stream().anyMatch(SensorState::eventful)) {
            counted();
        }
    }

    private static long nextMinute(long at) {
        return (Math.floorDiv(at, MINUTE_MICROS) + 1) * MINUTE_MICROS;
    }
}
