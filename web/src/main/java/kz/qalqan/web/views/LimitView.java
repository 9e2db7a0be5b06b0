package kz.qalqan.web.views;

import java.util.Locale;
import java.util.Map;
import kz.qalqan.rules.Limit;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Limits as contract 5 writes them. */
public final class LimitView {
    private LimitView() {}

    /** A limit with all that makes it usable. */
    public static Map<String, @Nullable Object> of(String site, Limit limit) {
        Limit.Numbers numbers = limit.numbers();
        return Json.object(
                "id", limit.id(),
                "site", site,
                "rule", limit.rule(),
                "level", limit.level(),
                "scope", limit.scope(),
                "quantity", limit.quantity().code(),
                "bound", limit.bound().name().toLowerCase(Locale.ROOT),
                "value", limit.value(),
                "off", limit.off(),
                "deadBand", numbers.deadBand(),
                "onDelay", numbers.onDelay().toSeconds(),
                "offDelay", numbers.offDelay().toSeconds(),
                "unit", limit.unit(),
                "version", limit.version().number(),
                "priority", limit.use().priority().word(),
                "ceiling",
                        Double.isNaN(limit.use().ceiling()) ? null : limit.use().ceiling(),
                "source", limit.use().source(),
                "text", limit.use().text(),
                "author", limit.version().author(),
                "reason", limit.version().reason(),
                "position", limit.version().position(),
                "at", limit.version().at());
    }

    /** What a chart draws. */
    public static Map<String, @Nullable Object> line(Limit limit) {
        return Json.object(
                "id", limit.id(),
                "rule", limit.rule(),
                "level", limit.level(),
                "bound", limit.bound().name().toLowerCase(Locale.ROOT),
                "value", limit.value(),
                "off", limit.off(),
                "unit", limit.unit(),
                "priority", limit.use().priority().word(),
                "version", limit.version().number());
    }
}
