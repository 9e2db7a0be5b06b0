package kz.qalqan.telemetry;

import java.util.Arrays;

/**
 * How far a value can be trusted: a set of marks, kept in one {@code int} because it stands beside every reading.
 *
 * <p>No mark means good. A reading can bear several, for example over-range and late; {@link #word()} names the gravest
 * (contract 3). Lateness itself is kept, because it depends on the delay at the moment of receipt.
 *
 * <p>Threads: immutable.
 *
 * @param bits one bit per {@link Mark}
 */
public record Quality(int bits) {
    /**
     * What can be said of a value. Order is the order of gravity, gravest first; bits are stored and never change their
     * meaning.
     */
    public enum Mark {
        /** Outside the valid bounds, not a number, or a fault code: never judged as gas. */
        FAULT(0, "fault"),
        /** Above the sensor's range, inside its valid bounds: judged. */
        OVER_RANGE(1, "over-range"),
        /** Below the sensor's range, inside its valid bounds: judged. */
        UNDER_RANGE(2, "under-range"),
        /** Older than {@link Reading#LATE_AFTER} when it arrived: changes no live condition. */
        LATE(3, "late"),
        /** Sent by the gateway as history. */
        HISTORICAL(4, "historical"),
        /**
         * Stamped more than {@link Reading#ABSURD_AHEAD} ahead: the sensor is distrusted. Comes with clock-corrected.
         */
        CLOCK_ABSURD(11, "clock-corrected"),
        /** Stamped in the future; judged at the time of receipt. */
        CLOCK_CORRECTED(5, "clock-corrected"),
        /** Two senders use the name of its device (design 13.5): the value may be the other's. */
        IDENTITY_CLASH(12, "identity-clash"),
        /** Another value came for the same sensor and time. */
        CONFLICT(6, "conflict"),
        /** The topic names another zone than the plan: the stricter limit of both applies. */
        PLACE_MISMATCH(7, "place-mismatch"),
        /** The sender itself said that the value is not good. */
        UNCERTAIN(8, "uncertain"),
        /** The message bore no time: the time of receipt stands for it. */
        UNSTAMPED(9, "unstamped"),
        /** Delivered as a retained message. */
        RETAINED(10, "retained"),
        /** Comes from an archive journal: it is history only, never judged and never part of a risk card. */
        IMPORTED(13, "imported");

        private final int bit;
        private final String word;

        Mark(int bit, String word) {
            this.bit = 1 << bit;
            this.word = word;
        }

        /** The name on the wire. */
        public String word() {
            return word;
        }

        int bit() {
            return bit;
        }
    }

    /** No mark at all. */
    public static final Quality GOOD = new Quality(0);

    /** Quality with these marks. */
    public static Quality of(Mark... marks) {
        return new Quality(Arrays.stream(marks).mapToInt(Mark::bit).reduce(0, (a, b) -> a | b));
    }

    /** This quality and one mark more. */
    public Quality with(Mark mark) {
        return has(mark) ? this : new Quality(bits | mark.bit());
    }

    /** Whether the mark is set. */
    public boolean has(Mark mark) {
        return (bits & mark.bit()) != 0;
    }

    /** Whether the value may be compared with limits. */
    public boolean judged() {
        return !has(Mark.FAULT);
    }

    /** Whether the value may change the live state of conditions (design 13.3). */
    public boolean live() {
        return !has(Mark.FAULT) && !has(Mark.LATE) && !has(Mark.HISTORICAL);
    }

    /** The gravest mark's name; {@code good} when nothing but {@code unstamped} or a mark after it is set. */
    public String word() {
        for (Mark mark : Mark.values()) {
            if (has(mark) && mark.compareTo(Mark.UNSTAMPED) < 0) {
                return mark.word();
            }
        }
        return "good";
    }

    @Override
    public String toString() {
        return word();
    }
}
