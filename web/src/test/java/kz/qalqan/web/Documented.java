package kz.qalqan.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.impl.Utils;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers as the whole document has them. */
final class Documented {
    private static final JsonSchemaOptions OPTIONS =
            new JsonSchemaOptions().setDraft(Draft.DRAFT202012).setBaseUri("app://contract");

    private final JsonObject document;

    Documented(String yaml) {
        document = Utils.yamlStringToJson(yaml).result();
    }

    String path(String operation) {
        return find(operation).getString("path");
    }

    private JsonObject find(String id) {
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String method : paths.getJsonObject(path).fieldNames()) {
                JsonObject operation = paths.getJsonObject(path).getJsonObject(method);
                if (operation.getString("operationId").equals(id)) {
                    return operation.copy().put("path", path);
                }
            }
        }
        throw new IllegalArgumentException(id);
    }

    List<String> violations(String operation, int status, JsonObject answer) {
        JsonObject responses = find(operation).getJsonObject("responses");
        JsonObject response = whole(
                responses.containsKey(Integer.toString(status))
                        ? responses.getJsonObject(Integer.toString(status))
                        : responses.getJsonObject("default"));
        JsonObject content = response.getJsonObject("content");
        JsonObject schema =
                content.getJsonObject(content.fieldNames().iterator().next()).getJsonObject("schema");
        OutputUnit result = Validator.create(JsonSchema.of(schema), OPTIONS).validate(answer);
        return Boolean.TRUE.equals(result.getValid())
                ? List.of()
                : result.getErrors().stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getError())
                        .toList();
    }

    /** The same with every reference replaced by what it points at; the document has no circles. */
    private JsonObject whole(JsonObject part) {
        String reference = part.getValue("$ref") instanceof String text ? text : "";
        if (!reference.isEmpty()) {
            JsonObject target = document;
            for (String name : List.of(reference.substring(2).split("/", -1))) {
                target = target.getJsonObject(name);
            }
            return whole(target);
        }
        JsonObject whole = new JsonObject();
        part.forEach(member -> whole.put(member.getKey(), inside(member.getValue())));
        return whole;
    }

    private @Nullable Object inside(@Nullable Object value) {
        if (value instanceof JsonObject object) {
            return whole(object);
        }
        if (value instanceof JsonArray array) {
            JsonArray whole = new JsonArray();
            array.forEach(element -> whole.add(inside(element)));
            return whole;
        }
        return value;
    }
}
