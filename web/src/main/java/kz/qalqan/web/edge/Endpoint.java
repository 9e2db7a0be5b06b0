package kz.qalqan.web.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import kz.qalqan.web.accounts.Principal;
import kz.qalqan.web.accounts.Role;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.http.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation at the edge: who asks (401), is the question right (400, 422), may they (403), then the call. Nothing
 * happens before all three are answered.
 *
 * <p>Threads: the event loop; the call runs on a worker.
 */
final class Endpoint implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private final Operation operation;
    private final Set<Role> roles;
    private final Checker checker;
    private final Edge edge;
    private final Target target;

    /** What all endpoints share. */
    record Edge(Gate gate, Workers workers, Answers answers, MeterRegistry metrics) {}

    /** Either a call or a stream. */
    record Target(@Nullable Call call, @Nullable Stream stream, boolean hashesPassword) {}

    Endpoint(Operation operation, Contract contract, Edge edge, Target target) {
        this.operation = operation;
        this.roles = Contract.roles(operation);
        this.checker = new Checker(operation, contract.openApi().getSchemaRepository());
        this.edge = edge;
        this.target = target;
    }

    @Override
    public void handle(RoutingContext context) {
        Timer.Sample sample = Timer.start(edge.metrics());
        asker(context)
                .map(asker -> question(context, asker))
                .compose(question -> target.stream() == null ? call(context, question) : stream(context, question))
                .otherwise(this::problem)
                .onSuccess(written -> {
                    written.ifPresent(encoded -> encoded.send(context.response()));
                    int status = written.map(Encoded::status).orElse(200);
                    sample.stop(Timer.builder("qalqan.http.request")
                            .description("from the request being read to its answer being sent")
                            .tag("operation", operation.getOperationId())
                            .tag("status", status / 100 + "xx")
                            .register(edge.metrics()));
                });
    }

    private Future<Optional<Principal>> asker(RoutingContext context) {
        return Future.succeededFuture(context.request()).compose(request -> {
            Gate.requireOwnOrigin(request);
            return roles.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : edge.gate().recognise(request).map(Optional::of);
        });
    }

    private Question question(RoutingContext context, Optional<Principal> asker) {
        Checker.Checked checked = checker.check(context);
        asker.filter(known -> !known.may(roles)).ifPresent(known -> {
            throw Refusal.forbidden("'" + known.name() + "' has none of the roles "
                    + roles.stream().map(Role::word).toList());
        });
        HttpServerRequest request = context.request();
        String key = Optional.ofNullable(request.getHeader("idempotency-key")).orElse("");
        Question.Origin origin = new Question.Origin(
                operation.getOperationId(), Gate.address(request), Gate.session(request), asker.isEmpty() ? "" : key);
        return new Question(origin, asker.orElse(null), checked.path(), checked.query(), checked.body());
    }

    private Future<Optional<Encoded>> call(RoutingContext context, Question question) {
        Call call = Objects.requireNonNull(target.call());
        boolean keyed = !question.origin().idempotencyKey().isEmpty()
                && operation.getHttpMethod().name().equals("POST");
        String fingerprint = context.request().method() + " " + context.normalizedPath() + "\n" + question.body();
        Callable<Optional<Encoded>> task = () -> Optional.of(
                Encoded.of(keyed ? edge.answers().answer(question, fingerprint, call) : call.answer(question)));
        return target.hashesPassword()
                ? edge.workers().password(task)
                : edge.workers().call(task);
    }

    private Future<Optional<Encoded>> stream(RoutingContext context, Question question) {
        Objects.requireNonNull(target.stream()).open(question, context.request());
        return Future.succeededFuture(Optional.empty());
    }

    private Optional<Encoded> problem(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return Optional.of(Encoded.of(refusal.answer()));
        }
        LOG.error("{} failed", operation.getOperationId(), failure);
        return Optional.of(
                Encoded.of(Problem.of(500, "Internal Server Error", "a fault of ours; the service's log says more")
                        .answer()));
    }
}
