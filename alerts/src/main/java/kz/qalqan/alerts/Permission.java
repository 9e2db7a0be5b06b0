package kz.qalqan.alerts;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.SensorId;

/** Which step an alert allows as it stands. Every refusal says why. */
final class Permission {
    /** Rules that may never be put aside, however grave they are at the moment. */
    static final Set<String> NEVER_ASIDE =
            Set.of("outburst-signature", "main-fan-stopped", "local-fan-stopped", "airflow-reversed");

    private static final Set<AlertState> ANSWERABLE = EnumSet.of(
            AlertState.UNACKNOWLEDGED,
            AlertState.RETURNED_UNACKNOWLEDGED,
            AlertState.LATCHED_UNACKNOWLEDGED,
            AlertState.ACKNOWLEDGED,
            AlertState.LATCHED_ACKNOWLEDGED);

    private Permission() {}

    static void acknowledge(Alert alert) {
        if (!alert.state().unanswered()) {
            throw new IllegalStep("acknowledge", alert, "there is nothing to answer");
        }
    }

    static void acknowledgeInBulk(Alert alert) {
        if (alert.priority() == Priority.CRITICAL) {
            throw new IllegalStep("acknowledge", alert, "a critical alert is answered one by one");
        }
    }

    static void shelve(Alert alert, Step step, Duration time) {
        aside("shelve", alert);
        reason("shelve", alert, step);
        if (time.isNegative() || time.isZero() || time.compareTo(AlertBook.SHELF_MAX) > 0) {
            throw new IllegalArgumentException(
                    "cannot shelve for " + time + ": allowed is up to " + AlertBook.SHELF_MAX);
        }
    }

    static void outOfService(Alert alert, Step step) {
        aside("take out of service", alert);
        reason("take out of service", alert, step);
        SensorId sensor = alert.subject().sensor();
        if (sensor == null || sensor.quantity().kind() != Quantity.Kind.EXPOSURE) {
            throw new IllegalStep(
                    "take out of service",
                    alert,
                    "people's safety may hang on it, which needs a second person, an end and portable readings");
        }
    }

    static void in(AlertState wanted, String step, Alert alert) {
        if (alert.state() != wanted) {
            throw new IllegalStep(step, alert, "it is not " + wanted.word());
        }
    }

    private static void aside(String step, Alert alert) {
        if (alert.life().late() || !ANSWERABLE.contains(alert.state())) {
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
