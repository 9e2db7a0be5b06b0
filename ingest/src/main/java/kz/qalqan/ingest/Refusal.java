package kz.qalqan.ingest;

import kz.qalqan.telemetry.QuarantineReason;

/** A whole message that cannot become readings, and why. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final QuarantineReason reason;

    Refusal(QuarantineReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    QuarantineReason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
