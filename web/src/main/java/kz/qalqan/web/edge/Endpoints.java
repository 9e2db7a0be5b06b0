package kz.qalqan.web.edge;

import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.Operation;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Stream;

/** Puts a call behind every operation of the contract, and refuses to start when one is missing or too many. */
public final class Endpoints {
    /** Most bytes of a body. */
    public static final long BODY_BYTES_MAX = 64 * 1024;

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            404, "Not Found",
            405, "Method Not Allowed",
            413, "Content Too Large",
            500, "Internal Server Error");

    private Endpoints() {}

    /**
     * Adds a route for every operation.
     *
     * @throws IllegalStateException when calls and operations do not match, or an operation says no roles
     */
    public static void mount(Router router, Contract contract, Shared shared, Targets targets) {
        requireAll(contract, targets);
        Gate gate = new Gate(shared.accounts(), shared.workers());
        Endpoint.Edge edge = new Endpoint.Edge(gate, shared.workers(), shared.answers(), shared.metrics());
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX);
        for (Operation operation : contract.operations()) {
            String id = operation.getOperationId();
            Handler<RoutingContext> endpoint = new Endpoint(
                    operation,
                    contract,
                    edge,
                    new Endpoint.Target(
                            targets.calls().get(id),
                            targets.streams().get(id),
                            targets.passwordCalls().contains(id)));
            router.route(operation.getHttpMethod(), pattern(operation))
                    .handler(body)
                    .handler(endpoint);
        }
        for (int status : TITLES.keySet()) {
            router.errorHandler(status, context -> problem(context, status));
        }
    }

    /**
     * What stands behind the operations.
     *
     * @param calls by operation id
     * @param streams by operation id
     * @param passwordCalls operations that hash a password
     */
    public record Targets(Map<String, Call> calls, Map<String, Stream> streams, Set<String> passwordCalls) {}

    private static String pattern(Operation operation) {
        return operation.getAbsoluteOpenAPIPath().replaceAll("\\{(.*?)}", ":$1");
    }

    private static void requireAll(Contract contract, Targets targets) {
        Set<String> wanted =
                contract.operations().stream().map(Operation::getOperationId).collect(Collectors.toSet());
        Set<String> had = new HashSet<>(targets.calls().keySet());
        had.addAll(targets.streams().keySet());
        if (!wanted.equals(had)) {
            Set<String> missing = new HashSet<>(wanted);
            missing.removeAll(had);
            had.removeAll(wanted);
            throw new IllegalStateException(Contract.RESOURCE + ": operations without a call " + missing
                    + ", calls without an operation " + had);
        }
    }

    private static void problem(RoutingContext context, int status) {
        String title = TITLES.getOrDefault(status, "Error");
        String detail = context.request().method() + " " + context.normalizedPath()
                + (status == 413 ? ": a body may have " + BODY_BYTES_MAX + " bytes" : "");
        Encoded.of(Problem.of(status, title, detail).answer()).send(context.response());
    }
}
