package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Own rules through the API: checked, taken, refused with file and line, and kept with who and why. */
class OwnRulesIT {
    private static final String RULE = """
            rule "Very damp air"
                @finding( id = "own-damp", priority = "low", at = "$e" )
                @says( en = "Damp", ru = "Сыро", kk = "Дымқыл" )
                @action( en = "Air", ru = "Проветрить", kk = "Желдету" )
                @limit( level = "alarm", quantity = "humidity", above = 95 )
            when $e : Exceeded( rule == "own-damp", level == "alarm" ) end
            """;
    private static final JsonObject REASON = new JsonObject().put("reason", "damp season");

    @TempDir
    private Path dir;

    @Test
    void ownRulesAreCheckedTakenAndRefused() throws IOException {
        Path folder = Files.createDirectories(dir.resolve("rules.d"));
        try (TestMine mine = new TestMine(dir)) {
            Http engineer = mine.as("engineer");
            Files.writeString(folder.resolve("damp.drl"), RULE);
            assertThat(engineer.post("/api/v1/rules/check").json().getBoolean("good"))
                    .isTrue();
            assertThat(site(engineer).getValue("inForce"))
                    .as("a check changes nothing")
                    .isNull();

            Http.Reply taken = engineer.post("/api/v1/rules/reload", REASON);
            assertThat(taken.status()).as(taken.text()).isEqualTo(200);
            assertThat(taken.json().getInteger("rules")).isEqualTo(1);
            assertThat(taken.json().getJsonObject("positions").getLong(TestMine.SITE))
                    .isPositive();
            JsonObject inForce = site(engineer).getJsonObject("inForce");
            assertThat(inForce.getString("by")).isEqualTo("engineer");
            assertThat(inForce.getString("reason")).isEqualTo("damp season");

            Files.writeString(
                    folder.resolve("bad.drl"),
                    RULE.replace("air\"", "air again\"").replace("when", "when eval(1)"));
            assertThat(engineer.post("/api/v1/rules/check").json().getBoolean("good"))
                    .isFalse();
            Http.Reply refused = engineer.post("/api/v1/rules/reload", REASON);
            assertThat(refused.status()).isEqualTo(422);
            JsonObject fault = refused.json().getJsonArray("errors").getJsonObject(0);
            assertThat(fault.getString("pointer")).isEqualTo("bad.drl:6");
            assertThat(fault.getString("detail")).contains("eval is not allowed");
            JsonObject after = site(engineer);
            assertThat(after.getJsonObject("inForce").getString("hash")).isEqualTo(inForce.getString("hash"));
            assertThat(after.getString("trouble")).contains("bad.drl:6");
            assertThat(after.getJsonArray("rules")).hasSize(1);
            assertThat(mine.as("operator").post("/api/v1/rules/reload", REASON).status())
                    .isEqualTo(403);
        }
    }

    private static JsonObject site(Http asker) {
        return asker.get("/api/v1/rules").json().getJsonArray("sites").getJsonObject(0);
    }
}
