package kz.qalqan.telemetry;

import java.time.Instant;

/**
 * Somebody the plan does not know sent a gas value (contract 3): its message is in quarantine, but if it is true,
 * people are in danger. Written beside the {@link Quarantined} entry, at most about one a second for each sender and
 * quantity unless the value grows worse.
 *
 * @param topic where it was published
 * @param device who says it; unknown to the plan, or not known to have this quantity
 * @param quantity a gas
 * @param value in the canonical unit; a bare number is taken for one in that unit, as no plan says otherwise
 * @param measuredAt when it was measured, as the message says; the time of receipt where it says nothing usable
 */
public record UnknownGas(String topic, String device, Quantity quantity, double value, Instant measuredAt)
        implements Entry {
    @Override
    public void visit(Visitor visitor) {
        visitor.unknownGas(this);
    }
}
