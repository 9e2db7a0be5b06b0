package kz.qalqan.alerts;

import java.util.Locale;
import kz.qalqan.telemetry.Hold;

/**
 * Where an alert stands, by ISA-18.2 / IEC 62682. Derived from the facts and marks of an {@link Alert}; nothing stores
 * it.
 *
 * <pre>
 *              raised                                 acknowledge
 *   A NORMAL ────────► B UNACKNOWLEDGED ──────────────────────────────► C ACKNOWLEDGED
 *      ▲                 │            ▲                                       │
 *      │                 │ condition  │ raised again, priority rises          │ condition gone
 *      │                 │ gone       │ (from C, D, E, F too)                 │
 *      │   acknowledge   ▼            │                                       │
 *      ├──────────── D RETURNED_UNACKNOWLEDGED   (held)                       │ (held)
 *      ├──────────── E LATCHED_UNACKNOWLEDGED    (latched, locked)            ├──────────────► A
 *      │                 │ acknowledge, while locked                          │ (locked)
 *      │    released     ▼                                                    │
 *      └──────────── F LATCHED_ACKNOWLEDGED ◄─────────────────────────────────┘
 *
 *   G SHELVED         by a person for a time; ended by the clock: unacknowledged; by a person: acknowledged
 *   H SUPPRESSED      while a graver finding stands for it; afterwards, if still true, unacknowledged
 *   I OUT_OF_SERVICE  by a person; back in service: unacknowledged
 *   A rise of priority ends G and I. A latch asks after the return, even if it was answered before.
 *   Locked and released, but not acknowledged: D.
 * </pre>
 */
public enum AlertState {
    /** A: nothing is wrong and nothing is owed; the alert is closed. */
    NORMAL,
    /** B: true, and nobody answered. */
    UNACKNOWLEDGED,
    /** C: true, and answered. */
    ACKNOWLEDGED,
    /** D: gone, and nobody answered. */
    RETURNED_UNACKNOWLEDGED,
    /** E: gone, kept until answered; if locked until released too. */
    LATCHED_UNACKNOWLEDGED,
    /** F: gone and answered, kept until a declaration releases it. */
    LATCHED_ACKNOWLEDGED,
    /** G: put aside by a person until a time; stays on the strip. */
    SHELVED,
    /** H: a graver one stands for it. */
    SUPPRESSED,
    /** I: taken out of service by a person. */
    OUT_OF_SERVICE;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether someone must still answer it. */
    public boolean unanswered() {
        return this == UNACKNOWLEDGED || this == RETURNED_UNACKNOWLEDGED || this == LATCHED_UNACKNOWLEDGED;
    }

    static AlertState of(Alert alert) {
        if (alert.marks().outOfService() != null) {
            return OUT_OF_SERVICE;
        }
        if (alert.marks().shelved() != null) {
            return SHELVED;
        }
        if (alert.subject().suppressedBy() != null && !alert.life().late()) {
            return SUPPRESSED;
        }
        boolean answered = alert.life().acknowledged() != null;
        if (alert.active()) {
            return answered ? ACKNOWLEDGED : UNACKNOWLEDGED;
        }
        return gone(alert, answered);
    }

    private static AlertState gone(Alert alert, boolean answered) {
        boolean late = alert.life().late();
        if (alert.locked()) {
            return answered ? LATCHED_ACKNOWLEDGED : LATCHED_UNACKNOWLEDGED;
        }
        if (answered || (alert.life().announcedAt() == null)) {
            return NORMAL;
        }
        return alert.subject().hold() == Hold.LATCHED && !late ? LATCHED_UNACKNOWLEDGED : RETURNED_UNACKNOWLEDGED;
    }
}
