package kz.qalqan.rules;

import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;

/** Quality marks as bits, so that a column of them is judged without an object a reading. */
final class Marks {
    static final int FAULT = Quality.of(Mark.FAULT).bits();
    static final int OVER_RANGE = Quality.of(Mark.OVER_RANGE).bits();
    static final int AHEAD = Quality.of(Mark.CLOCK_CORRECTED).bits();
    static final int FAR_AHEAD = Quality.of(Mark.CLOCK_ABSURD).bits();
    static final int MISPLACED = Quality.of(Mark.PLACE_MISMATCH).bits();

    static final int CLASH = Quality.of(Mark.IDENTITY_CLASH).bits();

    private static final int PAST = Quality.of(Mark.LATE, Mark.HISTORICAL).bits();
    private static final int UNDATED = Quality.of(Mark.RETAINED, Mark.UNSTAMPED).bits();

    private Marks() {}

    /** Whether the value may change live latches. */
    static boolean live(int marks) {
        return (marks & (FAULT | PAST)) == 0 && !undated(marks);
    }

    /** Whether the value is, or may be, an old one. */
    static boolean past(int marks) {
        return (marks & PAST) != 0 || undated(marks);
    }

    /** A retained message without a time may be of any age: it must not pass for fresh. */
    private static boolean undated(int marks) {
        return (marks & UNDATED) == UNDATED;
    }
}
