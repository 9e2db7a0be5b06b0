package kz.qalqan.web.calls;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.Map;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;

/** For those who run the service, and what is not built yet. */
public final class OperationCalls {
    private static final Map<String, String> NOT_BUILT =
            Map.of("backtest", "back-tests are", "backtestState", "back-tests are");

    private final Health health;
    private final PrometheusMeterRegistry metrics;
    private final String contract;

    /**
     * Calls about the service itself.
     *
     * @param contract the text of {@code openapi.yaml}
     */
    public OperationCalls(Health health, PrometheusMeterRegistry metrics, String contract) {
        this.health = health;
        this.metrics = metrics;
        this.contract = contract;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        Map<String, Call> all = new HashMap<>();
        all.put("healthLive", question -> Answer.ok(Json.object("status", "up")));
        all.put("healthReady", this::ready);
        all.put("metrics", question -> Answer.text("text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        all.put("openapi", question -> Answer.text("application/yaml; charset=utf-8", contract));
        NOT_BUILT.forEach((operation, what) -> all.put(operation, question -> notBuilt(what)));
        return all;
    }

    private Answer ready(Question question) {
        Map<String, Health.Part> parts = health.parts();
        boolean ready = parts.values().stream().allMatch(part -> part.up() || !part.required());
        boolean whole = parts.values().stream().allMatch(Health.Part::up);
        String status = whole ? "up" : ready ? "degraded" : "down";
        return Answer.json(ready ? 200 : 503, Json.object("status", status, "parts", parts));
    }

    private static Answer notBuilt(String what) {
        throw Refusal.of(Problem.of(501, "Not Implemented", what + " not built yet"));
    }
}
