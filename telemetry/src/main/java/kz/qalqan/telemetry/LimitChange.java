package kz.qalqan.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * A limit takes another value from this position on.
 *
 * @param limit id {@code {rule}:{level}:{scope}}
 * @param value the new value in the limit's unit; null keeps the old
 * @param deadBand the new dead band; null keeps the old
 * @param onDelaySeconds the new on-delay; null keeps the old
 * @param offDelaySeconds the new off-delay; null keeps the old
 * @param author account of who changed it
 * @param reason why, never blank
 * @param proposal id of the proposal it came from
 */
public record LimitChange(
        String limit,
        @Nullable Double value,
        @Nullable Double deadBand,
        @Nullable Integer onDelaySeconds,
        @Nullable Integer offDelaySeconds,
        String author,
        String reason,
        String proposal)
        implements ControlEntry {
    @Override
    public void visit(Visitor visitor) {
        visitor.limitChange(this);
    }
}
