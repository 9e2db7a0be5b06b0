package kz.qalqan.telemetry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A panel that is drained of methane before it is worked (domain 4).
 *
 * @param start the day its work begins
 * @param drainedSince the day its drainage began
 * @param drainageDays how long it is to be drained before it starts
 * @param gasContent device that says the gas content of its coal; null when none does
 */
public record Panel(
        LocalDate start,
        LocalDate drainedSince,
        int drainageDays,
        @Nullable String gasContent) {
    /** The first day on which it is drained for as long as planned. */
    public LocalDate drainedFrom() {
        return drainedSince.plusDays(drainageDays);
    }
}
