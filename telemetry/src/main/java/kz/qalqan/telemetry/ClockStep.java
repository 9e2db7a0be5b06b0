package kz.qalqan.telemetry;

import java.time.Duration;

/**
 * The machine's wall clock jumped; our time is slewed after it (design 13.1).
 *
 * @param by how far it jumped, negative when back
 */
public record ClockStep(Duration by) implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.clockStep(this);
    }
}
