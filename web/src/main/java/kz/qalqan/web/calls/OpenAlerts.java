package kz.qalqan.web.calls;

import java.util.ArrayList;
import java.util.List;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertPage;
import kz.qalqan.alerts.AlertQuery;

/** All open alerts, page by page. */
final class OpenAlerts {
    private OpenAlerts() {}

    static List<Alert> of(AlertBook book) {
        List<Alert> open = new ArrayList<>();
        Long after = null;
        do {
            AlertPage page =
                    book.alerts(new AlertQuery(true, null, null, null, null, null, after, AlertQuery.LIMIT_MAX));
            open.addAll(page.alerts());
            after = page.next();
        } while (after != null);
        return open;
    }
}
