package kz.qalqan.alerts.channel;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt.
 *
 * @param kind how it ended
 * @param detail what the receiver said; empty when it is delivered
 * @param after how long it asked us to wait; null when it did not say
 * @param address where its copy of the alert lies now; null when it keeps none
 */
public record Outcome(
        Kind kind,
        String detail,
        @Nullable Duration after,
        @Nullable String address) {
    /** Longest detail that is kept. */
    public static final int DETAIL_MAX = 300;

    public Outcome {
        detail = detail.length() > DETAIL_MAX ? detail.substring(0, DETAIL_MAX) : detail;
    }

    /** How an attempt ends. */
    public enum Kind {
        /** The receiver has it. */
        DELIVERED,
        /** It will never take this message: sending it again is no use. */
        REFUSED,
        /** It failed on this message; others may pass. */
        FAILED,
        /** It takes nothing now, or would not let us in. */
        UNREACHABLE;

        /** The name in metrics and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The receiver has it. */
    public static Outcome delivered() {
        return new Outcome(Kind.DELIVERED, "", null, null);
    }

    /** The receiver has it and its copy lies at {@code address}; null: it keeps none any more. */
    public static Outcome lies(@Nullable String address) {
        return new Outcome(Kind.DELIVERED, "", null, address);
    }

    /** It will never take this. */
    public static Outcome refused(String detail) {
        return new Outcome(Kind.REFUSED, detail, null, null);
    }

    /** It failed on this one. */
    public static Outcome failed(String detail) {
        return new Outcome(Kind.FAILED, detail, null, null);
    }

    /** It takes nothing now. */
    public static Outcome unreachable(String detail) {
        return new Outcome(Kind.UNREACHABLE, detail, null, null);
    }

    /** Whether the receiver has it. */
    public boolean isDelivered() {
        return kind == Kind.DELIVERED;
    }
}
