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
    private static final String ADDITIONAL = "does not match additional properties schema";

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
                        .noneMatch(other -> other.getKeywordLocation().startsWith(unit.getKeywordLocation() + "/")))
                .map(unit -> new Violation(unit.getInstanceLocation(), unit.getError()))
                .distinct()
                .toList();
        List<Violation> told =
                leaves.stream().filter(leaf -> !echoes(leaf, leaves)).toList();
        return told.isEmpty() ? List.of(new Violation("#", "does not match the contract")) : told;
    }

    /** Vert.x also calls a known property with a wrong value an additional one. */
    private static boolean echoes(Violation leaf, List<Violation> leaves) {
        return leaf.detail().endsWith(ADDITIONAL)
                && leaves.stream()
                        .anyMatch(other -> other.pointer().equals(leaf.pointer())
                                && !other.detail().endsWith(ADDITIONAL));
    }
}
