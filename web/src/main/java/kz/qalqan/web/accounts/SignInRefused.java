package kz.qalqan.web.accounts;

import java.time.Duration;

/** A sign-in that did not happen, and why in words that give nothing away. */
public final class SignInRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final long retrySeconds;

    /** Why. */
    public enum Reason {
        /** Unknown account or wrong password: which of them is not said. */
        WRONG,
        /** Too many failures from this address for this account. */
        THROTTLED,
        /** More sign-ins at once than the machine may hash. */
        BUSY
    }

    SignInRefused(Reason reason, Duration retryAfter) {
        super("sign-in refused: " + reason);
        this.reason = reason;
        this.retrySeconds = Math.max(1, retryAfter.toSeconds());
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Seconds after which another try makes sense. */
    public long retrySeconds() {
        return retrySeconds;
    }
}
