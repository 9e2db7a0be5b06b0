package kz.qalqan.history;

import java.time.Duration;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.ReadingBatch;

/**
 * Where and how a reading is kept: what the table cannot hold is corrected here, visibly.
 *
 * @param ts its time, epoch microseconds
 * @param value its value; NaN for a fault without one
 * @param quality bits of its quality
 */
record Placed(long ts, double value, int quality) {
    private static final int FAULT = Quality.of(Quality.Mark.FAULT).bits();
    private static final int CORRECTED =
            Quality.of(Quality.Mark.CLOCK_CORRECTED).bits();
    private static final long DAY = Duration.ofDays(1).toNanos() / 1_000L;

    static Placed of(ReadingBatch batch, int i, long receivedMicros) {
        long ts = batch.measuredAtMicros()[i];
        double value = batch.value()[i];
        int quality = batch.quality()[i];
        if (ts < 0 || ts > receivedMicros + DAY) {
            ts = receivedMicros;
            quality |= CORRECTED;
        }
        if (!Double.isFinite(value)) {
            value = Double.NaN;
            quality |= FAULT;
        }
        return new Placed(ts, value, quality);
    }
}
