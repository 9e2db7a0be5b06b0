package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changing limits, and questions sent twice. */
class ProposalsIT {
    private static final String PROPOSALS = "/api/v1/proposals";

    @TempDir
    static Path dir;

    private static TestMine mine;
    private static Http engineer;

    @BeforeAll
    static void start() {
        mine = new TestMine(dir);
        engineer = mine.as("engineer");
    }

    @AfterAll
    static void stop() {
        mine.close();
    }

    private static JsonObject limit(String rule) {
        return engineer.get("/api/v1/limits").json().getJsonArray("limits").stream()
                .map(JsonObject.class::cast)
                .filter(limit -> limit.getString("rule").equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject change(JsonObject limit, double factor) {
        return new JsonObject()
                .put("limit", limit.getString("id"))
                .put("value", limit.getDouble("value") * factor)
                .put("reason", "careful week");
    }

    @Test
    void aTighterLimitIsProposedApprovedAndInForce() {
        JsonObject before = limit("ch4-limit");
        Http.Reply proposed = engineer.post(PROPOSALS, change(before, 0.9));
        assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
        assertThat(proposed.json().getString("state")).isEqualTo("proposed");
        assertThat(proposed.json().getString("direction")).isEqualTo("tightening");
        String path = PROPOSALS + "/" + proposed.json().getString("id");
        JsonObject approved = engineer.post(path + "/approve").json();
        assertThat(approved.getString("state")).isEqualTo("approved");
        assertThat(approved.getLong("position")).isPositive();
        JsonObject history = engineer.get("/api/v1/limits/" + Http.encoded(before.getString("id")) + "/history")
                .json();
        assertThat(history.getJsonArray("versions")).hasSize(2);
        JsonObject newest = history.getJsonArray("versions").getJsonObject(1);
        assertThat(newest.getDouble("value")).isEqualTo(before.getDouble("value") * 0.9);
        assertThat(newest.getString("author")).isEqualTo("engineer");
        assertThat(newest.getLong("position")).isEqualTo(approved.getLong("position"));
        assertThat(engineer.post(path + "/approve").status()).isEqualTo(409);
        assertThat(engineer.post(path + "/reject").status()).isEqualTo(409);
    }

    @Test
    void aLooserLimitIsRefusedInClearWords() {
        JsonObject co = limit("co-limit");
        Http.Reply beyond = engineer.post(PROPOSALS, change(co, 2));
        assertThat(beyond.status()).isEqualTo(422);
        assertThat(beyond.json().getString("detail")).contains("ceiling");
        JsonObject sooner = new JsonObject()
                .put("limit", co.getString("id"))
                .put("onDelay", co.getInteger("onDelay") + 60)
                .put("reason", "too many alarms");
        Http.Reply looser = engineer.post(PROPOSALS, sooner);
        assertThat(looser.status()).isEqualTo(409);
        assertThat(looser.json().getString("detail")).contains("two persons");
    }

    @Test
    void aRejectedProposalStaysOnRecord() {
        String id =
                engineer.post(PROPOSALS, change(limit("co-limit"), 0.8)).json().getString("id");
        JsonObject rejected = engineer.post(PROPOSALS + "/" + id + "/reject", new JsonObject().put("note", "not now"))
                .json();
        assertThat(rejected.getString("state")).isEqualTo("rejected");
        assertThat(engineer.get(PROPOSALS + "?state=rejected").json().getJsonArray("proposals"))
                .anySatisfy(
                        one -> assertThat(((JsonObject) one).getString("id")).isEqualTo(id));
    }

    @Test
    void aQuestionSentTwiceWithItsKeyHasOneEffectAndOneAnswer() {
        Http keyed = engineer.with("idempotency-key", UUID.randomUUID().toString());
        JsonObject change = change(limit("co-limit"), 0.7);
        Http.Reply first = keyed.post(PROPOSALS, change);
        Http.Reply second = keyed.post(PROPOSALS, change);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        Http.Reply other = keyed.post(PROPOSALS, change.copy().put("reason", "another"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("header/Idempotency-Key");
        mine.clock.pass(Duration.ofHours(25));
        engineer = mine.as("engineer");
        Http.Reply later = engineer.with("idempotency-key", "k").post(PROPOSALS, change);
        assertThat(later.json().getString("id")).isNotEqualTo(first.json().getString("id"));
    }
}
