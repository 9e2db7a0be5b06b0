package kz.qalqan.telemetry;

/**
 * Whatever can change a decision, as it stands in the journal (design 1). Everything else follows from the entries, in
 * order.
 *
 * <p>Java 17 has no pattern switch: a follower hands in a {@link Visitor} and overrides what concerns it.
 */
public sealed interface Entry
        permits ReadingBatch,
                ControlEntry,
                Quarantined,
                Tick,
                LinkChange,
                DeviceStatus,
                ClockStep,
                ServiceStart,
                PlanInForce,
                UnknownGas,
                LockHeld {

    /** Calls the one method of the visitor that stands for this kind of entry. */
    void visit(Visitor visitor);

    /** One method per kind of entry; what is not overridden is passed over. */
    interface Visitor {
        default void readings(ReadingBatch batch) {}

        default void limitChange(LimitChange change) {}

        default void declaration(Declaration declaration) {}

        default void ownRules(OwnRules rules) {}

        default void quarantined(Quarantined message) {}

        default void tick(Tick tick) {}

        default void linkChange(LinkChange change) {}

        default void deviceStatus(DeviceStatus status) {}

        default void clockStep(ClockStep step) {}

        default void serviceStart(ServiceStart start) {}

        default void planInForce(PlanInForce plan) {}

        default void unknownGas(UnknownGas gas) {}

        default void lockHeld(LockHeld lock) {}
    }
}
