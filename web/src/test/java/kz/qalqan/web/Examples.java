package kz.qalqan.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A question for every operation that keeps the contract, whatever it is answered. */
final class Examples {
    private static final String ALERT = "karaganda-1%3Ach4-limit%3AGA-07%3Ach4%401";
    private static final String SENSOR = "karaganda-1%2FGA-07%2Fch4";

    /** Paths by operation id; what is not named here has no parameter. */
    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("sensor", "/api/v1/sensors/" + SENSOR),
            Map.entry("readings", "/api/v1/readings?sensor=" + SENSOR),
            Map.entry("alert", "/api/v1/alerts/" + ALERT),
            Map.entry("why", "/api/v1/alerts/" + ALERT + "/why"),
            Map.entry("acknowledgeAlert", "/api/v1/alerts/" + ALERT + "/acknowledge"),
            Map.entry("shelveAlert", "/api/v1/alerts/" + ALERT + "/shelve"),
            Map.entry("unshelveAlert", "/api/v1/alerts/" + ALERT + "/unshelve"),
            Map.entry("outOfService", "/api/v1/alerts/" + ALERT + "/out-of-service"),
            Map.entry("inService", "/api/v1/alerts/" + ALERT + "/in-service"),
            Map.entry("commentAlert", "/api/v1/alerts/" + ALERT + "/comment"),
            Map.entry("deliveries", "/api/v1/alerts/" + ALERT + "/deliveries"),
            Map.entry("testReceiver", "/api/v1/notify/nobody/test"),
            Map.entry("limitHistory", "/api/v1/limits/nothing%3Aalarm%3Asite/history"),
            Map.entry("approveProposal", "/api/v1/proposals/7/approve"),
            Map.entry("rejectProposal", "/api/v1/proposals/7/reject"),
            Map.entry("backtestState", "/api/v1/backtests/7"),
            Map.entry("riskWorkplace", "/api/v1/risk/workplaces/nobody"),
            Map.entry("riskInputs", "/api/v1/risk/workplaces/nobody/inputs"),
            Map.entry("replayMessage", "/api/v1/quarantine/17/replay"));

    private static final JsonObject REASON = new JsonObject().put("reason", "because");

    private static final Map<String, JsonObject> BODIES = Map.ofEntries(
            Map.entry("signIn", new JsonObject().put("user", "viewer").put("password", TestMine.PASSWORD)),
            Map.entry("acknowledgeAlerts", new JsonObject().put("ids", new JsonArray().add("x"))),
            Map.entry("shelveAlert", REASON.copy().put("minutes", 5)),
            Map.entry("outOfService", REASON),
            Map.entry("commentAlert", new JsonObject().put("note", "seen")),
            Map.entry("declare", new JsonObject().put("type", "blast").put("zone", "face-3")),
            Map.entry(
                    "propose", REASON.copy().put("limit", "nothing:alarm:site").put("value", 0.5)),
            Map.entry("backtest", new JsonObject()),
            Map.entry("reloadRules", REASON),
            Map.entry("replayMessages", new JsonObject().put("reason", "none of ours")),
            Map.entry(
                    "riskInputs",
                    new JsonObject().put("t", 2).put("ob", 2).put("siz", 2).put("z", 2)));

    private Examples() {}

    static String path(String operation, String template) {
        return PATHS.getOrDefault(operation, template);
    }

    static String body(String operation) {
        JsonObject body = BODIES.get(operation);
        return body == null ? "" : body.encode();
    }
}
