package kz.qalqan.ingest;

import java.time.Instant;
import kz.qalqan.ingest.RawValue.Word;
import kz.qalqan.telemetry.Quality;
import kz.qalqan.telemetry.Quality.Mark;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.ReadingBatch;
import kz.qalqan.telemetry.Sensor;

/**
 * How far a value and its time can be trusted (design 13.2, 13.3, 13.5). A value is never refused here.
 *
 * <p>Threads: any; pure.
 */
final class Marks {
    private static final long AHEAD_MICROS = Reading.AHEAD_MAX.toNanos() / 1_000;
    private static final long ABSURD_MICROS = Reading.ABSURD_AHEAD.toNanos() / 1_000;
    private static final long LATE_MICROS = Reading.LATE_AFTER.toNanos() / 1_000;

    private Marks() {}

    /**
     * What the value itself and its sender say.
     *
     * @param value in the canonical unit
     * @param raw as it stands on the wire, where a fault code is looked for
     */
    static Quality ofValue(double value, double raw, Sensor sensor, Word word) {
        Quality quality =
                switch (word) {
                    case GOOD -> Quality.GOOD;
                    case UNCERTAIN -> Quality.of(Mark.UNCERTAIN);
                    case HISTORICAL -> Quality.of(Mark.HISTORICAL);
                    case BAD -> Quality.of(Mark.FAULT);
                };
        if (!sensor.faultCodes().isEmpty() && sensor.faultCodes().contains(raw)) {
            return quality.with(Mark.FAULT);
        }
        if (sensor.range().holds(value)) {
            return quality;
        }
        if (!sensor.valid().holds(value)) {
            return quality.with(Mark.FAULT);
        }
        return quality.with(value > sensor.range().max() ? Mark.OVER_RANGE : Mark.UNDER_RANGE);
    }

    /** Whether the stamp is so far ahead that our own time stands for it. */
    static boolean ahead(Stamp stamp, Instant receivedAt) {
        return stamp.micros() > ReadingBatch.micros(receivedAt) + AHEAD_MICROS;
    }

    /** Whether the stamp is so far ahead that somebody must look at the sender's clock. */
    static boolean absurd(Stamp stamp, Instant receivedAt) {
        return stamp.micros() > ReadingBatch.micros(receivedAt) + ABSURD_MICROS;
    }

    /** Whether a measurement is too old to change what is live. */
    static boolean late(long measuredMicros, Instant now) {
        return measuredMicros < ReadingBatch.micros(now) - LATE_MICROS;
    }
}
