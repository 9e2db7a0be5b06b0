package kz.qalqan.alerts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, newest raised first.
 *
 * @param alerts the alerts
 * @param next what to go on after, null when these were the last
 */
public record AlertPage(List<Alert> alerts, @Nullable Long next) {
    public AlertPage {
        alerts = List.copyOf(alerts);
    }
}
