package kz.qalqan.web.edge;

import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.List;
import kz.qalqan.web.http.Problem.Violation;

/**
 * A schema of the contract, ready to check values.
 *
 * <p>Threads: one at a time.
 */
final class Shape {
    private final Validator validator;

    Shape(SchemaRepository schemas, JsonSchema schema) {
        this.validator = schemas.validator(schema);
    }

    /** What is wrong with it: the innermost errors, because a parent only says that its child does not match. */
    List<Violation> violations(Object value) {
        OutputUnit result = validator.validate(value);
        if (Boolean.TRUE.equals(result.getValid())) {
            return List.of();
        }
        List<OutputUnit> errors = result.getErrors() == null ? List.of() : result.getErrors();
        List<Violation> leaves = errors.stream()
                .filter(unit -> errors.stream()
                        .noneMatch(other -> other.getInstanceLocation().startsWith(unit.getInstanceLocation() + "/")))
                .map(unit -> new Violation(unit.getInstanceLocation(), unit.getError()))
                .distinct()
                .toList();
        return leaves.isEmpty() ? List.of(new Violation("#", "does not match the contract")) : leaves;
    }
}
