package kz.qalqan.alerts;

import java.time.Instant;
import kz.qalqan.telemetry.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts, newest raised first; null means any.
 *
 * @param open only open ones
 * @param site name of the site
 * @param zone name of the zone
 * @param priority how urgent
 * @param from raised then or later
 * @param to raised before
 * @param after go on after this page's {@link AlertPage#next()}
 * @param limit most of them, 1 to {@link #LIMIT_MAX}
 */
public record AlertQuery(
        boolean open,
        @Nullable String site,
        @Nullable String zone,
        @Nullable Priority priority,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long after,
        int limit) {
    /** Most alerts or events in one page. */
    public static final int LIMIT_MAX = 1_000;

    public AlertQuery {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit " + limit + ": allowed are 1 to " + LIMIT_MAX);
        }
    }

    /** The newest open alerts. */
    public static AlertQuery openOnes() {
        return new AlertQuery(true, null, null, null, null, null, null, LIMIT_MAX);
    }
}
