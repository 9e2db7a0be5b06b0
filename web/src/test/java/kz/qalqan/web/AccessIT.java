package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.impl.Utils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kz.qalqan.web.accounts.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Who may call what: every operation of the served contract as nobody and as every role. */
class AccessIT {
    @TempDir
    static Path dir;

    private static TestMine mine;
    private static final Map<Role, Http> AS = new HashMap<>();

    @BeforeAll
    static void start() {
        mine = new TestMine(dir);
        for (Role role : Role.values()) {
            AS.put(role, mine.as(role.word()));
        }
    }

    @AfterAll
    static void stop() {
        mine.close();
    }

    private static Http as(Role role) {
        return Objects.requireNonNull(AS.get(role));
    }

    private record Operation(String id, String method, String path, Set<String> roles) {
        Http.Reply ask(Http http) {
            return http.send(method, Examples.path(id, path), Examples.body(id));
        }
    }

    private static List<Operation> operations() {
        JsonObject paths = Utils.yamlStringToJson(
                        mine.anyone().get("/openapi.yaml").text())
                .result()
                .getJsonObject("paths");
        List<Operation> operations = new ArrayList<>();
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                JsonObject operation = paths.getJsonObject(path).getJsonObject(method);
                Set<String> roles = new TreeSet<>();
                operation.getJsonArray("x-roles").forEach(role -> roles.add(String.valueOf(role)));
                operations.add(new Operation(
                        operation.getString("operationId"), method.toUpperCase(Locale.ROOT), path, roles));
            }
        }
        return operations;
    }

    @TestFactory
    Stream<DynamicTest> whatNeedsARoleIsRefusedToNobodyAndOpenToTheRolesItNames() {
        return operations().stream()
                .filter(operation -> !operation.id().equals("live"))
                .map(operation -> DynamicTest.dynamicTest(operation.id(), () -> check(operation)));
    }

    private static void check(Operation operation) {
        int nobody = operation.ask(mine.anyone()).status();
        if (operation.roles().isEmpty()) {
            assertThat(nobody).isNotIn(401, 403);
            return;
        }
        assertThat(nobody).isEqualTo(401);
        for (Role role : Role.values()) {
            int status = operation.ask(as(role)).status();
            if (role == Role.ADMIN || operation.roles().contains(role.word())) {
                assertThat(status).as(role.word()).isNotIn(400, 401, 403, 405, 415, 500);
            } else {
                assertThat(status).as(role.word()).isEqualTo(403);
            }
        }
    }

    @Test
    void anAnswerSays401Before400And422AndTheseBefore403() {
        String path = "/api/v1/proposals";
        JsonObject senseless = new JsonObject().put("limit", 5);
        assertThat(mine.anyone().post(path, senseless).status()).isEqualTo(401);
        assertThat(as(Role.VIEWER).post(path, senseless).status()).isEqualTo(422);
        assertThat(as(Role.VIEWER)
                        .post(path, new JsonObject().put("limit", "x").put("reason", "y"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aBypassIsDeclaredByNobodyWhileThePresetsPermitNone() {
        JsonObject bypass = new JsonObject()
                .put("type", "bypass")
                .put("sensor", TestMine.METHANE)
                .put("until", "2026-11-21T09:00:00Z");
        assertThat(as(Role.OPERATOR).post("/api/v1/declarations", bypass).status())
                .isEqualTo(403);
        assertThat(as(Role.ENGINEER).post("/api/v1/declarations", bypass).status())
                .isEqualTo(409);
    }

    @Test
    void aPageOfAnotherSiteIsRefusedEvenWithTheCookie() {
        Http.Reply reply = as(Role.OPERATOR)
                .with("origin", "https://elsewhere.example")
                .post("/api/v1/alerts/x/acknowledge", new JsonObject());
        assertThat(reply.status()).isEqualTo(403);
        String own = "http://127.0.0.1:" + mine.server.port();
        assertThat(as(Role.OPERATOR)
                        .with("origin", own)
                        .post("/api/v1/alerts/x/acknowledge", new JsonObject())
                        .status())
                .isEqualTo(404);
    }
}
