package kz.qalqan.alerts;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import kz.qalqan.telemetry.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What an event did to an alert. An alert is the fold of its events: {@code alert = change.applyTo(alert, event)}.
 *
 * <p>Threads: immutable.
 */
public sealed interface AlertChange {
    /** The kinds of change; stored by their word: append only. */
    enum Kind {
        RAISED(Raised.class),
        RAISED_AGAIN(RaisedAgain.class),
        CHANGED(Changed.class),
        RETURNED(Returned.class),
        RELEASED(Released.class),
        RAISED_LATE(RaisedLate.class),
        ACKNOWLEDGED(Acknowledged.class),
        SHELVED(Shelved.class),
        UNSHELVED(Unshelved.class),
        SHELF_EXPIRED(ShelfExpired.class),
        COMMENTED(Commented.class),
        OUT_OF_SERVICE(TakenOutOfService.class),
        IN_SERVICE(BackInService.class),
        RE_ALARMED(ReAlarmed.class),
        ESCALATED(Escalated.class),
        OUT_OF_SERVICE_ASKED(OutOfServiceAsked.class),
        SERVICE_DUE(ServiceDue.class);

        private final Class<? extends AlertChange> form;

        Kind(Class<? extends AlertChange> form) {
            this.form = form;
        }

        /** The name on the wire. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        Class<? extends AlertChange> form() {
            return form;
        }

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no kind of alert event: '" + word + "'"));
        }
    }

    /** Which kind it is. */
    default Kind kind() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.form().isInstance(this))
                .findFirst()
                .orElseThrow();
    }

    /** Whether it is the first of an alert. */
    default boolean raises() {
        return kind() == Kind.RAISED || kind() == Kind.RAISED_LATE;
    }

    /** The step of a person behind it, null when none is. */
    default @Nullable Step step() {
        return null;
    }

    /**
     * The alert after this.
     *
     * @param before the alert before; null for what raises one
     */
    Alert applyTo(@Nullable Alert before, AlertEvent event);

    /**
     * A condition became true where no live alert was open.
     *
     * @param cause id of the alert it probably came of; null when it is the first of its kind of trouble
     */
    record Raised(Finding finding, @Nullable String cause) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Instant announced = finding.subject().suppressedBy() == null ? event.at() : null;
            Alert alert = begun(finding, Alert.Life.begun(finding, announced, event.position()), event);
            return alert.with(alert.traits().caused(cause == null ? alert.id() : cause));
        }
    }

    /** Crossed and returned in late readings. */
    record RaisedLate(Finding finding) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Instant announced = finding.subject().suppressedBy() == null ? event.at() : null;
            return begun(finding, Alert.Life.late(finding, announced, event.position()), event);
        }
    }

    /** True again before the former return was answered or released: the same alert asks again. */
    record RaisedAgain(Finding finding) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            boolean owed = alert.life().acknowledged() == null;
            Instant former = owed ? alert.life().announcedAt() : null;
            Instant announced = finding.subject().suppressedBy() == null ? event.at() : former;
            return Refreshed.by(alert, finding)
                    .with(alert.life().again(announced))
                    .turned(event.at());
        }
    }

    /** Still true; priority, value, suppression or staleness moved. */
    record Changed(Finding finding) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            Alert after = Refreshed.by(alert, finding);
            boolean rises = after.priority().above(alert.priority());
            boolean visible = after.subject().suppressedBy() == null;
            boolean emerges = visible && alert.subject().suppressedBy() != null;
            if (!rises && !emerges) {
                return after;
            }
            Alert.Life asking = after.life().answered(null);
            return after.with(visible ? asking.announced(event.at()) : asking);
        }
    }

    /** The condition is gone, suppression with it. What was never shown and has no latch or lock owes nothing. */
    record Returned(Finding finding) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            return Refreshed.returned(Objects.requireNonNull(before), finding, event.at());
        }
    }

    /**
     * A declaration released the lock. Rules release only what is gone, and say nothing of the key afterwards: where
     * the return was not told before, it came with the release.
     */
    record Released(Finding finding) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            Alert gone = alert.active() ? Refreshed.returned(alert, finding, event.at()) : alert;
            return Refreshed.released(gone, event.at());
        }
    }

    /** A person answered. */
    record Acknowledged(Step step) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            return alert.with(alert.life().answered(answer(step, event)));
        }
    }

    /** A person put it aside. */
    record Shelved(Step step, Instant until) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            return alert.with(new Alert.Marks(answer(step, event), until, null, null));
        }
    }

    /** A person took it back: it counts as answered by them. */
    record Unshelved(Step step) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before).with(Alert.Marks.NONE);
            return alert.with(alert.life().answered(answer(step, event)));
        }
    }

    /** The time on the shelf is over: it asks again. */
    record ShelfExpired() implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            return Refreshed.asking(Objects.requireNonNull(before), event.at());
        }
    }

    /** It was answered long ago and is still true: it asks again. */
    record ReAlarmed() implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            return alert.with(alert.life().answered(null).announced(event.at()));
        }
    }

    /** A person wrote something; nothing else changes. */
    record Commented(Step step) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            return Objects.requireNonNull(before);
        }
    }

    /** An engineer wants it out of service; the second person has not confirmed it yet. */
    record OutOfServiceAsked(Step step, Instant until, String second, String portable) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            Withdrawal terms = new Withdrawal(answer(step, event), second, until, portable, null);
            return alert.with(alert.traits().withdrawn(terms));
        }
    }

    /** A person took it out of service: alone where that is enough, else by confirming what was asked. */
    record TakenOutOfService(Step step, @Nullable Instant until) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            Answer person = answer(step, event);
            Withdrawal asked = alert.traits().withdrawal();
            Withdrawal terms =
                    asked == null ? new Withdrawal(person, "", until, "", person) : asked.confirmedBy(person);
            return alert.with(new Alert.Marks(null, null, person, null))
                    .with(alert.traits().withdrawn(terms));
        }
    }

    /** Its time out of service is over: it asks again. */
    record ServiceDue() implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            return Refreshed.asking(Objects.requireNonNull(before), event.at());
        }
    }

    /** A person put it back in service: it asks again. */
    record BackInService(Step step) implements AlertChange {
        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            return Refreshed.asking(Objects.requireNonNull(before), event.at());
        }
    }

    /** Nobody answered in time: these people were called. It asks as before. */
    record Escalated(int level, String role, List<String> people) implements AlertChange {
        public Escalated {
            people = List.copyOf(people);
        }

        @Override
        public Alert applyTo(@Nullable Alert before, AlertEvent event) {
            Alert alert = Objects.requireNonNull(before);
            Alert.Called former = alert.called();
            Set<String> all = new LinkedHashSet<>(former == null ? List.of() : former.people());
            all.addAll(people);
            return alert.with(alert.marks().called(new Alert.Called(level, event.at(), List.copyOf(all))));
        }
    }

    private static Alert begun(Finding finding, Alert.Life life, AlertEvent event) {
        return new Alert(
                event.alertId(),
                finding.key(),
                finding.subject(),
                finding.value(),
                finding.value().value(),
                finding.evidence(),
                life,
                Alert.Marks.NONE,
                event.position(),
                Alert.Traits.NONE.turned(event.at()));
    }

    private static Answer answer(Step step, AlertEvent event) {
        return new Answer(step.by(), step.from(), event.at(), step.note());
    }
}
