package kz.qalqan.alerts;

import java.util.Optional;
import kz.qalqan.alerts.MachineTest.Input;
import kz.qalqan.telemetry.Hold;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;

/**
 * ISA-18.2 once more, as plain as can be: what the open alert of one key must look like, written from ADR 0025 and not
 * from the code it is compared with.
 *
 * @param active the condition is true
 * @param waits it is kept until a declaration releases it
 * @param shown it has asked for an answer at least once
 * @param answered a person's answer is in force
 * @param hidden a graver one stands for it
 * @param aside what people did to it
 * @param grave it is critical
 */
record Model(
        boolean active, boolean waits, boolean shown, boolean answered, boolean hidden, Aside aside, boolean grave) {
    /** What people did to an alert. */
    enum Aside {
        NO,
        SHELF,
        OUT
    }

    /** What can happen to a key. */
    enum Event {
        RAISE(Input.RAISED),
        RAISE_HIDDEN(Input.RAISED_SUPPRESSED),
        RAISE_GRAVE(Input.RAISED_CRITICAL),
        CHANGE(Input.CHANGED),
        CHANGE_HIDDEN(Input.CHANGED_SUPPRESSED),
        CHANGE_GRAVE(Input.CHANGED_CRITICAL),
        RETURN(Input.RETURNED),
        RELEASE(Input.RELEASED),
        LATE(Input.LATE),
        ACKNOWLEDGE(Input.ACKNOWLEDGE),
        SHELVE(Input.SHELVE),
        UNSHELVE(Input.UNSHELVE),
        EXPIRE(Input.EXPIRE),
        RE_ALARM(Input.RE_ALARM),
        OUT_OF_SERVICE(Input.OUT_OF_SERVICE),
        IN_SERVICE(Input.IN_SERVICE),
        COMMENT(Input.COMMENT);

        private final Input input;

        Event(Input input) {
            this.input = input;
        }

        /** The same for the check without a store. */
        Input input() {
            return input;
        }

        boolean finding() {
            return compareTo(LATE) <= 0;
        }

        boolean clock() {
            return this == EXPIRE || this == RE_ALARM;
        }

        boolean person() {
            return !finding() && !clock();
        }
    }

    /** What an event leads to: refused, or the open alert after it (none: closed or never opened). */
    record Outcome(boolean refused, @Nullable Model open) {
        static final Outcome REFUSED = new Outcome(true, null);

        static Outcome of(@Nullable Model open, Hold hold) {
            boolean over = open != null && open.state(hold) == AlertState.NORMAL;
            return new Outcome(false, over ? null : open);
        }
    }

    /** After an event that happens to a key whose open alert this is; {@code before} null: it has none. */
    static Outcome after(@Nullable Model before, Event event, Hold hold) {
        if (before == null) {
            return switch (event) {
                case RAISE, CHANGE -> Outcome.of(begun(hold, false, false), hold);
                case RAISE_HIDDEN, CHANGE_HIDDEN -> Outcome.of(begun(hold, true, false), hold);
                case RAISE_GRAVE, CHANGE_GRAVE -> Outcome.of(begun(hold, false, true), hold);
                default -> Outcome.of(null, hold);
            };
        }
        return event.person() ? before.person(event, hold) : Outcome.of(before.happens(event, hold), hold);
    }

    /** What the model keeps of a real alert. */
    static Model of(Alert alert) {
        Aside aside = alert.marks().outOfService() != null
                ? Aside.OUT
                : alert.marks().shelved() != null ? Aside.SHELF : Aside.NO;
        return new Model(
                alert.active(),
                alert.locked(),
                alert.life().announcedAt() != null,
                alert.life().acknowledged() != null,
                alert.subject().suppressedBy() != null,
                aside,
                alert.priority() == Priority.CRITICAL);
    }

    private static Model begun(Hold hold, boolean hidden, boolean grave) {
        return new Model(true, hold == Hold.LOCKED, !hidden, false, hidden, Aside.NO, grave);
    }

    /** The state by the standard. */
    AlertState state(Hold hold) {
        if (aside != Aside.NO) {
            return aside == Aside.OUT ? AlertState.OUT_OF_SERVICE : AlertState.SHELVED;
        }
        if (hidden) {
            return AlertState.SUPPRESSED;
        }
        if (active) {
            return answered ? AlertState.ACKNOWLEDGED : AlertState.UNACKNOWLEDGED;
        }
        if (waits) {
            return answered ? AlertState.LATCHED_ACKNOWLEDGED : AlertState.LATCHED_UNACKNOWLEDGED;
        }
        if (answered || !shown) {
            return AlertState.NORMAL;
        }
        return hold == Hold.LATCHED ? AlertState.LATCHED_UNACKNOWLEDGED : AlertState.RETURNED_UNACKNOWLEDGED;
    }

    private Model happens(Event event, Hold hold) {
        return switch (event) {
            case RAISE -> active ? changed(false, false) : again(hold, false, false);
            case RAISE_HIDDEN -> active ? changed(true, false) : again(hold, true, false);
            case RAISE_GRAVE -> active ? changed(false, true) : again(hold, false, true);
            case CHANGE -> active || hold == Hold.LOCKED ? changed(false, false) : again(hold, false, false);
            case CHANGE_HIDDEN -> active || hold == Hold.LOCKED ? changed(true, false) : again(hold, true, false);
            case CHANGE_GRAVE -> active || hold == Hold.LOCKED ? changed(false, true) : again(hold, false, true);
            case RETURN -> active ? gone(hold) : this;
            case RELEASE -> released(hold);
            case EXPIRE -> aside == Aside.SHELF ? asking() : this;
            case RE_ALARM -> state(hold) == AlertState.ACKNOWLEDGED ? asking() : this;
            default -> this;
        };
    }

    /** Still true: a rise asks again and brings it back; what emerges asks; anything else is silent. */
    private Model changed(boolean nowHidden, boolean nowGrave) {
        boolean rises = nowGrave && !grave;
        boolean emerges = hidden && !nowHidden;
        boolean asks = rises || emerges;
        return new Model(
                active,
                waits,
                shown || (asks && !nowHidden),
                answered && !asks,
                nowHidden,
                rises ? Aside.NO : aside,
                nowGrave);
    }

    /** True again: asks again, the former answer counts no more; what was owed stays owed. */
    private Model again(Hold hold, boolean nowHidden, boolean nowGrave) {
        boolean rises = nowGrave && !grave;
        boolean owed = shown && !answered;
        return new Model(
                true, hold == Hold.LOCKED, owed || !nowHidden, false, nowHidden, rises ? Aside.NO : aside, nowGrave);
    }

    /** A latch asks after the return whatever was answered before; suppression ends with the condition. */
    private Model gone(Hold hold) {
        boolean asks = hold == Hold.LATCHED && answered;
        boolean comesForth = hold != Hold.HELD && !shown;
        return new Model(false, waits, shown || asks || comesForth, answered && !asks, false, aside, grave);
    }

    /** Nothing is wrong any more, so nothing stands for it any more. */
    private Model released(Hold hold) {
        if (!active && !waits) {
            return this;
        }
        Model over = active ? gone(hold) : this;
        return new Model(false, false, over.shown, over.answered, false, over.aside, over.grave);
    }

    private Model asking() {
        return new Model(active, waits, shown || !hidden, false, hidden, Aside.NO, grave);
    }

    private Outcome person(Event event, Hold hold) {
        AlertState state = state(hold);
        boolean answerable = state.unanswered();
        boolean seen = aside == Aside.NO && !hidden;
        Optional<Model> after =
                switch (event) {
                    case ACKNOWLEDGE ->
                        Optional.of(this).filter(m -> answered || answerable).map(Model::seen);
                    case SHELVE -> Optional.of(with(Aside.SHELF)).filter(m -> seen && !grave);
                    case UNSHELVE -> Optional.of(with(Aside.NO).seen()).filter(m -> aside == Aside.SHELF);
                    case OUT_OF_SERVICE -> Optional.of(with(Aside.OUT)).filter(m -> seen && !grave);
                    case IN_SERVICE -> Optional.of(asking()).filter(m -> aside == Aside.OUT);
                    default -> Optional.of(this);
                };
        return after.map(m -> Outcome.of(m, hold)).orElse(Outcome.REFUSED);
    }

    private Model seen() {
        return new Model(active, waits, shown, true, hidden, aside, grave);
    }

    private Model with(Aside now) {
        return new Model(active, waits, shown, answered, hidden, now, grave);
    }
}
