package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Who may take an alert out of service, and for how long. Where people's safety may hang on the sensor an engineer
 * asks, names an end, a second person and how the place is measured meanwhile; the second person confirms from an
 * account of their own, within {@link #CONFIRM_WITHIN}. Exposure (dust, noise and the like) needs only a reason. Pure.
 */
final class Withdrawals {
    /** Longest time out of service of what people's safety may hang on: a shift (decided here, ADR 0070). */
    static final Duration SAFETY_MAX = Duration.ofHours(8);

    /** Longest of anything else. */
    static final Duration OTHER_MAX = Duration.ofDays(30);

    /** How long a request waits for its second person. */
    static final Duration CONFIRM_WITHIN = Duration.ofMinutes(15);

    private static final String STEP = "take out of service";

    private Withdrawals() {}

    static AlertChange take(Alert alert, Step step, Terms terms, Instant now) {
        SensorId sensor = alert.subject().sensor();
        if (sensor != null && sensor.quantity().kind() == Quantity.Kind.EXPOSURE) {
            Instant until = terms.until();
            if (until != null) {
                within(until, now, OTHER_MAX);
            }
            return new AlertChange.TakenOutOfService(step, until);
        }
        Withdrawal waiting = waiting(alert, now);
        if (waiting != null && !waiting.asked().by().equals(step.by())) {
            if (!waiting.second().equals(step.by())) {
                throw new IllegalStep(STEP, alert, "it waits for '" + waiting.second() + "' to confirm");
            }
            return new AlertChange.TakenOutOfService(step, waiting.until());
        }
        return asked(alert, step, terms, now);
    }

    private static AlertChange asked(Alert alert, Step step, Terms terms, Instant now) {
        Instant until = terms.until();
        if (!terms.engineer()
                || until == null
                || terms.second().isBlank()
                || terms.portable().isBlank()) {
            throw new IllegalStep(
                    STEP,
                    alert,
                    "people's safety may hang on it, which needs an engineer, an end, a second person and portable"
                            + " readings meanwhile");
        }
        if (terms.second().equals(step.by())) {
            throw new IllegalStep(STEP, alert, "the second person must be another than '" + step.by() + "'");
        }
        within(until, now, SAFETY_MAX);
        return new AlertChange.OutOfServiceAsked(step, until, terms.second(), terms.portable());
    }

    private static void within(Instant until, Instant now, Duration longest) {
        if (!until.isAfter(now) || until.isAfter(now.plus(longest))) {
            throw new IllegalArgumentException(
                    "out of service until " + until + ": allowed is a time within " + longest + " from now");
        }
    }

    private static @Nullable Withdrawal waiting(Alert alert, Instant now) {
        Withdrawal asked = alert.traits().withdrawal();
        boolean waits = asked != null
                && asked.confirmed() == null
                && asked.asked().at().plus(CONFIRM_WITHIN).isAfter(now);
        return waits ? asked : null;
    }

    /** Whether its time out of service is over. */
    static boolean over(Alert alert, Instant now) {
        Withdrawal terms = alert.traits().withdrawal();
        Instant until = terms == null ? null : terms.until();
        return alert.state() == AlertState.OUT_OF_SERVICE && until != null && !until.isAfter(now);
    }
}
