package kz.qalqan.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import kz.qalqan.telemetry.Priority;

/**
 * The re-alarm time of OPC UA Part 9 and ISA-18.2: an alert that was answered and is still true asks again after a time
 * that depends on how urgent it is. So nothing that stands is forgotten, over a change of shift neither. What is gone
 * and only waits for a declaration does not ask again.
 */
final class ReAlarm {
    /** From answer to asking again (decided here, ADR 0069). */
    static final Map<Priority, Duration> AFTER = Map.of(
            Priority.CRITICAL, Duration.ofMinutes(15),
            Priority.HIGH, Duration.ofHours(1),
            Priority.MEDIUM, Duration.ofHours(4),
            Priority.LOW, Duration.ofHours(12));

    private ReAlarm() {}

    static boolean due(Alert alert, Instant now) {
        Answer answer = alert.life().acknowledged();
        return answer != null
                && alert.state() == AlertState.ACKNOWLEDGED
                && !answer.at()
                        .plus(AFTER.getOrDefault(alert.priority(), Duration.ZERO))
                        .isAfter(now);
    }
}
