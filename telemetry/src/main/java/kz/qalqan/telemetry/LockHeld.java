package kz.qalqan.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * A finding that only a declaration ends came to hold, or was released. The rules conclude it from the entries before;
 * it is written so that a journal whose older segments are gone still says which places are locked. Who judges the
 * entries before takes no notice of it.
 *
 * @param key what is locked
 * @param sensor the sensor it is about; null when it is about a place
 * @param level level within the rule
 * @param rule name of the rule
 * @param priority how urgent
 * @param held whether it holds; else it was released
 */
public record LockHeld(
        FindingKey key, @Nullable SensorId sensor, String level, String rule, Priority priority, boolean held)
        implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.lockHeld(this);
    }
}
