package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.qalqan.database.Database;
import kz.qalqan.database.DatabaseConfig;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.accounts.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in and out, and what a browser is told. */
class SignInIT {
    private static final String SESSION = "/api/v1/session";

    @TempDir
    Path dir;

    private TestMine mine;

    @BeforeEach
    void start() {
        mine = new TestMine(dir);
    }

    @AfterEach
    void stop() {
        mine.close();
    }

    private Http.Reply signIn(String user, String password) {
        return mine.anyone().post(SESSION, new JsonObject().put("user", user).put("password", password));
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Http.Reply reply = signIn("viewer", TestMine.PASSWORD);
        assertThat(reply.header("set-cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain("Secure");
        assertThat(reply.json().getString("user")).isEqualTo("viewer");
        assertThat(reply.json().getString("site")).isEqualTo(TestMine.SITE);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void aSessionEndsWhenItIsNotUsedAndAtLastByAge() {
        Http viewer = mine.as("viewer");
        mine.clock.pass(Duration.ofMinutes(59));
        assertThat(viewer.get(SESSION).status()).isEqualTo(200);
        mine.clock.pass(Duration.ofMinutes(59));
        assertThat(viewer.get(SESSION).status()).isEqualTo(200);
        mine.clock.pass(Duration.ofMinutes(61));
        assertThat(viewer.get(SESSION).status()).isEqualTo(401);
        Http busy = mine.as("viewer");
        for (int i = 0; i < 47; i++) {
            mine.clock.pass(Duration.ofMinutes(30));
            assertThat(busy.get(SESSION).status()).isEqualTo(200);
        }
        mine.clock.pass(Duration.ofMinutes(30));
        assertThat(busy.get(SESSION).status()).isEqualTo(401);
    }

    @Test
    void signingOutAndAChangedPasswordEndTheSessionAtOnce() {
        Http viewer = mine.as("viewer");
        assertThat(viewer.send("DELETE", SESSION, "").status()).isEqualTo(204);
        assertThat(viewer.get(SESSION).status()).isEqualTo(401);
        Http again = mine.as("viewer");
        mine.accounts.password("viewer", "another password");
        assertThat(again.get(SESSION).status()).isEqualTo(401);
        assertThat(signIn("viewer", TestMine.PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void aScriptIsKnownByItsPasswordUntilTheAccountChanges() {
        Http script = Http.basic(mine.server.port(), "viewer", TestMine.PASSWORD);
        assertThat(script.get("/api/v1/sites").status()).isEqualTo(200);
        assertThat(script.get("/api/v1/sites").status()).isEqualTo(200);
        mine.accounts.remove("viewer");
        mine.accounts.add("viewer", "another password", Set.of(Role.VIEWER));
        Http.Reply reply = script.get("/api/v1/sites");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("www-authenticate")).startsWith("Basic");
        assertThat(mine.anyone().get("/api/v1/sites").header("www-authenticate"))
                .startsWith("Session");
    }

    @Test
    void guessingIsSlowedDownForTheAccountAndNotForOthers() {
        for (int i = 0; i < 10; i++) {
            assertThat(signIn("operator", "wrong " + i).status()).isEqualTo(401);
        }
        Http.Reply reply = signIn("operator", TestMine.PASSWORD);
        assertThat(reply.status()).isEqualTo(429);
        assertThat(Integer.parseInt(reply.header("retry-after"))).isPositive();
        assertThat(signIn("viewer", TestMine.PASSWORD).status()).isEqualTo(200);
        mine.clock.pass(Duration.ofMinutes(6));
        assertThat(signIn("operator", TestMine.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void thePageMayRunItsOwnScriptsAlone() {
        Http.Reply page = mine.anyone().get("/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.header("content-security-policy"))
                .contains("script-src 'self' 'sha256-", "frame-ancestors 'none'")
                .doesNotContain("script-src 'self' 'unsafe");
        assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(mine.anyone()
                        .with("if-none-match", page.header("etag"))
                        .get("/")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void everyLibraryOfTheImportMapIsServed() {
        String map = mine.anyone().get("/").text();
        Matcher paths = Pattern.compile("\"(/_static/[^\"]+\\.js)\"").matcher(map);
        assertThat(paths.results().toList()).isNotEmpty().allSatisfy(found -> assertThat(
                        mine.anyone().get(found.group(1)).header("cache-control"))
                .as(found.group(1))
                .contains("immutable"));
    }

    @Test
    void nothingOutsideOfThePageIsServed() {
        for (String path : new String[] {
            "/../openapi.yaml",
            "/%2e%2e/db/web/V1__x.sql",
            "/js",
            "/_static/",
            "/kz/qalqan/web/Page.class",
            "/js/%2e%2e%2f..%2fx.js"
        }) {
            assertThat(mine.anyone().get(path).status()).as(path).isIn(200, 400, 404);
        }
        assertThat(mine.anyone().get("/kz/qalqan/web/Page.class").status()).isEqualTo(404);
        assertThat(mine.anyone().get("/js").status()).isEqualTo(404);
        assertThat(mine.anyone().get("/nothing.js").status()).isEqualTo(404);
    }

    @Test
    void theFirstAdministratorIsMadeOnceWithAPasswordThatIsSaidOnce(@TempDir Path other) {
        try (Database database = Database.open(DatabaseConfig.embedded(), other)) {
            Accounts accounts = Accounts.open(database, mine.clock);
            String made = accounts.firstAdministrator(Optional.empty()).orElseThrow();
            assertThat(made).hasSizeGreaterThan(15);
            assertThat(accounts.verify("admin", made, "").roles()).containsExactly(Role.ADMIN);
            assertThat(accounts.firstAdministrator(Optional.of("other password")))
                    .isEmpty();
        }
    }
}
