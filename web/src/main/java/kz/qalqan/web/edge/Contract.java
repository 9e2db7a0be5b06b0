package kz.qalqan.web.edge;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.impl.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kz.qalqan.web.accounts.Role;

/**
 * {@code openapi.yaml}: what routes, validates and authorises.
 *
 * <p>Answers and servers of the document are left out of what Vert.x reads: it knows neither
 * {@code application/problem+json} nor {@code text/event-stream}. A test checks the answers against the whole document.
 */
public final class Contract {
    /** Where the document lies in the class path. */
    public static final String RESOURCE = "openapi.yaml";

    private static final JsonObject NO_ANSWERS =
            new JsonObject().put("default", new JsonObject().put("description", "see the whole document"));

    private static final String ROLES = "x-roles";
    private static final long LOAD_SECONDS_MAX = 30;

    private final String text;
    private final OpenAPIContract contract;

    private Contract(String text, OpenAPIContract contract) {
        this.text = text;
        this.contract = contract;
    }

    /**
     * Reads the shipped document.
     *
     * @throws IllegalStateException when it is no good OpenAPI document
     */
    public static Contract load(Vertx vertx) {
        return parse(vertx, shipped());
    }

    static Contract parse(Vertx vertx, String text) {
        try {
            JsonObject document = document(text);
            withoutAnswers(document);
            return new Contract(text, OpenAPIContract.from(vertx, document).await(LOAD_SECONDS_MAX, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new IllegalStateException(RESOURCE + " was not read within " + LOAD_SECONDS_MAX + " s", e);
        }
    }

    /** The document as JSON, whole. */
    static JsonObject document(String text) {
        return Utils.yamlStringToJson(text).result();
    }

    private static void withoutAnswers(JsonObject document) {
        document.remove("servers"); // "/" is none to Vert.x; it is what nothing means anyway
        document.getJsonObject("components").remove("responses");
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject methods = paths.getJsonObject(path);
            methods.fieldNames().forEach(method -> methods.getJsonObject(method).put("responses", NO_ANSWERS.copy()));
        }
    }

    private static String shipped() {
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    /** The document as it is served. */
    public String text() {
        return text;
    }

    /** Whether a path is of the contract, with whatever method. */
    public boolean knows(String path) {
        return contract.findPath(path) != null;
    }

    /** All operations, paths without parameters first. */
    public List<Operation> operations() {
        return contract.getPaths().stream()
                .flatMap(path -> path.getOperations().stream())
                .toList();
    }

    OpenAPIContract openApi() {
        return contract;
    }

    /**
     * Who may call it; empty for everyone, signed in or not.
     *
     * @throws IllegalStateException when the document does not say
     */
    public static Set<Role> roles(Operation operation) {
        JsonArray roles = operation.getOpenAPIModel().getJsonArray(ROLES);
        if (roles == null) {
            throw new IllegalStateException(
                    RESOURCE + ": operation " + operation.getOperationId() + " says no " + ROLES);
        }
        Set<Role> allowed = EnumSet.noneOf(Role.class);
        roles.forEach(role -> allowed.add(Role.of(String.valueOf(role))));
        return allowed;
    }
}
