package kz.qalqan.rules;

import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;

/** Quality marks as bits, so that a column of them is judged without an object a reading. */
final class Marks {
    static final int FAULT = Quality.of(Mark.FAULT).bits();
    static final int NOT_LIVE =
            Quality.of(Mark.FAULT, Mark.LATE, Mark.HISTORICAL).bits();
    static final int NOT_NOW = Quality.of(Mark.LATE, Mark.HISTORICAL).bits();
    static final int OVER_RANGE = Quality.of(Mark.OVER_RANGE).bits();
    static final int AHEAD = Quality.of(Mark.CLOCK_CORRECTED).bits();
    static final int MISPLACED = Quality.of(Mark.PLACE_MISMATCH).bits();

    private Marks() {}
}
