package kz.qalqan.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * The plan's own value for a limit of the preset. What is null stays as the preset has it.
 *
 * @param rule rule id of contract 7
 * @param level level within the rule, for example {@code alarm}
 * @param scope where it holds: {@code sensor:GA-07/ch4}, {@code zone:face-3}, {@code location:face} or {@code site}
 * @param value the limit
 * @param off where the condition ends, instead of limit and dead band
 * @param deadBand distance between limit and its end
 * @param onDelaySeconds how long it must hold before it counts
 * @param offDelaySeconds how long it must be gone before it ends
 * @param reason why the site wants it so
 */
public record LimitOverride(
        String rule,
        String level,
        String scope,
        @Nullable Double value,
        @Nullable Double off,
        @Nullable Double deadBand,
        @Nullable Integer onDelaySeconds,
        @Nullable Integer offDelaySeconds,
        String reason) {}
