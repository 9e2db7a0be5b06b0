package kz.qalqan.web.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Problem.Violation;
import kz.qalqan.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Checks a request against its operation and collects everything that is wrong with it.
 *
 * <p>Ours and not {@code RequestValidator} of vertx-openapi, because that decodes parameters twice (a plus sign becomes
 * a space, a per cent sign an error), reads texts as JSON where it can, and stops at the first bad parameter.
 *
 * <p>Threads: the event loop only.
 */
final class Checker {
    private final List<String> template;
    private final Map<Parameter, Shape> parameters = new LinkedHashMap<>();
    private final @Nullable Shape body;
    private final boolean bodyRequired;

    Checker(Operation operation, SchemaRepository schemas) {
        this.template = List.of(operation.getAbsoluteOpenAPIPath().split("/", -1));
        for (Parameter parameter : operation.getParameters()) {
            parameters.put(parameter, new Shape(schemas, parameter.getSchema()));
        }
        this.bodyRequired =
                operation.getRequestBody() != null && operation.getRequestBody().isRequired();
        this.body = operation.getRequestBody() == null
                ? null
                : new Shape(
                        schemas,
                        Objects.requireNonNull(
                                        operation.getRequestBody().getContent().get(MediaType.APPLICATION_JSON))
                                .getSchema());
    }

    /** What a checked request carries. */
    record Checked(Map<String, String> path, Map<String, String> query, JsonObject body) {}

    /**
     * Checks it.
     *
     * @throws Refusal 400 for parameters and unreadable bodies, 415 for other content, 422 for bodies against the
     *     schema
     */
    Checked check(RoutingContext context) {
        Map<String, String> path = new HashMap<>();
        Map<String, String> query = new HashMap<>();
        List<Violation> violations = new ArrayList<>();
        parameters.forEach((parameter, shape) -> {
            String value = raw(context, parameter, violations);
            if (value != null) {
                check(parameter, shape, value, violations);
                (parameter.getIn() == Location.PATH ? path : query).put(parameter.getName(), value);
            } else if (parameter.isRequired()) {
                violations.add(new Violation(place(parameter), "is missing"));
            }
        });
        if (!violations.isEmpty()) {
            throw refused(400, "Bad Request", violations);
        }
        return new Checked(path, query, body(context));
    }

    private static String place(Parameter parameter) {
        return parameter.getIn().name().toLowerCase(Locale.ROOT) + "/" + parameter.getName();
    }

    private @Nullable String raw(RoutingContext context, Parameter parameter, List<Violation> violations) {
        if (parameter.getIn() == Location.PATH) {
            return segment(context, parameter, violations);
        }
        if (parameter.getIn() == Location.HEADER) {
            return context.request().getHeader(parameter.getName());
        }
        List<String> values = context.queryParams().getAll(parameter.getName());
        if (values.size() > 1) {
            violations.add(new Violation(place(parameter), "is given more than once"));
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private @Nullable String segment(RoutingContext context, Parameter parameter, List<Violation> violations) {
        String[] segments = context.normalizedPath().split("/", -1);
        String encoded = segments[template.indexOf("{" + parameter.getName() + "}")];
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation(place(parameter), "'" + encoded + "' is no percent-encoded text"));
            return null;
        }
    }

    private static void check(Parameter parameter, Shape shape, String value, List<Violation> violations) {
        try {
            for (Violation violation : shape.violations(typed(parameter, value))) {
                violations.add(new Violation(place(parameter), violation.detail()));
            }
        } catch (NumberFormatException e) {
            violations.add(new Violation(place(parameter), "'" + value + "' is no number"));
        }
    }

    private static Object typed(Parameter parameter, String value) {
        return switch (parameter.getSchemaType()) {
            case INTEGER -> (Object) Long.valueOf(value);
            case NUMBER -> Double.valueOf(value);
            default -> value;
        };
    }

    private JsonObject body(RoutingContext context) {
        Buffer raw = context.body().buffer();
        if (body == null || raw == null || raw.length() == 0) {
            if (bodyRequired) {
                throw Refusal.unreadable("#", "a body of application/json is needed");
            }
            return new JsonObject();
        }
        requireJson(context.request().getHeader("content-type"));
        JsonObject value = decode(raw);
        List<Violation> violations = body.violations(value);
        if (!violations.isEmpty()) {
            throw refused(422, "Unprocessable Content", violations);
        }
        return value;
    }

    private static void requireJson(@Nullable String type) {
        if (type == null || !type.split(";", 2)[0].trim().equalsIgnoreCase(MediaType.APPLICATION_JSON)) {
            throw Refusal.of(Problem.of(
                    415, "Unsupported Media Type", "content type '" + type + "': only application/json is understood"));
        }
    }

    private static JsonObject decode(Buffer raw) {
        try {
            return new JsonObject(raw);
        } catch (DecodeException | ClassCastException e) {
            throw Refusal.unreadable("#", "the body is no JSON object");
        }
    }

    private static Refusal refused(int status, String title, List<Violation> violations) {
        Violation first = violations.get(0);
        return Refusal.of(new Problem(status, title, first.pointer() + ": " + first.detail(), violations, Map.of()));
    }
}
