package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.qalqan.telemetry.Priority;

/** Which change a person's step becomes, as the alert stands. Every refusal says why. Pure. */
final class Steps {
    /** Rules that may never be put aside, however grave they are at the moment. */
    static final Set<String> NEVER_ASIDE =
            Set.of("outburst-signature", "main-fan-stopped", "local-fan-stopped", "airflow-reversed");

    private static final Set<AlertState> SHOWN = EnumSet.of(
            AlertState.UNACKNOWLEDGED,
            AlertState.RETURNED_UNACKNOWLEDGED,
            AlertState.LATCHED_UNACKNOWLEDGED,
            AlertState.ACKNOWLEDGED,
            AlertState.LATCHED_ACKNOWLEDGED);

    private Steps() {}

    /** Empty when it is answered already. */
    static Optional<AlertChange> acknowledge(Alert alert, Step step) {
        if (alert.life().acknowledged() != null) {
            return Optional.empty();
        }
        if (!alert.state().unanswered()) {
            throw new IllegalStep("acknowledge", alert, "there is nothing to answer");
        }
        return Optional.of(new AlertChange.Acknowledged(step));
    }

    static Optional<AlertChange> acknowledgeInBulk(Alert alert, Step step) {
        if (alert.priority() == Priority.CRITICAL) {
            throw new IllegalStep("acknowledge", alert, "a critical alert is answered one by one");
        }
        return acknowledge(alert, step);
    }

    /** Refuses alerts of more than one cause; one alone is always of one. */
    static void oneCause(List<Alert> alerts) {
        for (Alert alert : alerts) {
            if (alert.priority() == Priority.CRITICAL) {
                throw new IllegalStep("acknowledge", alert, "a critical alert is answered one by one");
            }
            boolean same =
                    alert.cause() != null && alert.cause().equals(alerts.get(0).cause());
            if (alerts.size() > 1 && !same) {
                throw new IllegalStep(
                        "acknowledge",
                        alert,
                        "it did not come of the same cause as '" + alerts.get(0).id() + "'");
            }
        }
    }

    static AlertChange shelve(Alert alert, Step step, Duration time, Instant now) {
        aside("shelve", alert);
        reason("shelve", alert, step);
        if (time.isNegative() || time.isZero() || time.compareTo(AlertBook.SHELF_MAX) > 0) {
            throw new IllegalArgumentException(
                    "cannot shelve for " + time + ": allowed is up to " + AlertBook.SHELF_MAX);
        }
        return new AlertChange.Shelved(step, now.plus(time));
    }

    static AlertChange unshelve(Alert alert, Step step) {
        in(AlertState.SHELVED, "unshelve", alert);
        return new AlertChange.Unshelved(step);
    }

    static AlertChange outOfService(Alert alert, Step step, Terms terms, Instant now) {
        aside("take out of service", alert);
        reason("take out of service", alert, step);
        return Withdrawals.take(alert, step, terms, now);
    }

    static AlertChange inService(Alert alert, Step step) {
        in(AlertState.OUT_OF_SERVICE, "put back in service", alert);
        return new AlertChange.BackInService(step);
    }

    static AlertChange comment(Step step) {
        if (step.note().isBlank()) {
            throw new IllegalArgumentException("a comment needs a text");
        }
        return new AlertChange.Commented(step);
    }

    private static void in(AlertState wanted, String step, Alert alert) {
        if (alert.state() != wanted) {
            throw new IllegalStep(step, alert, "it is not " + wanted.word());
        }
    }

    private static void aside(String step, Alert alert) {
        if (alert.life().late() || !SHOWN.contains(alert.state())) {
            throw new IllegalStep(step, alert, "only a live alert that is shown can be put aside");
        }
        if (alert.priority() == Priority.CRITICAL || NEVER_ASIDE.contains(alert.rule())) {
            throw new IllegalStep(step, alert, "critical, fan and outburst alerts are never put aside");
        }
    }

    private static void reason(String step, Alert alert, Step taken) {
        if (taken.note().isBlank()) {
            throw new IllegalArgumentException("cannot " + step + " alert '" + alert.id() + "' without a reason");
        }
    }
}
