package kz.qalqan.rules;

import java.util.List;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.FindingKey;
import org.jspecify.annotations.Nullable;

/**
 * The worst late reading of one excursion.
 *
 * @param key the finding's key
 * @param value the worst value
 * @param measuredAtMicros when it was measured
 * @param suppressedBy a graver occurrence of the same entry; null when none
 * @param samples the late readings seen with it
 */
record Late(
        FindingKey key,
        double value,
        long measuredAtMicros,
        @Nullable FindingKey suppressedBy,
        List<Evidence.Sample> samples) {}
