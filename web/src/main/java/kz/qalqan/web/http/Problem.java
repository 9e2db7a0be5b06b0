package kz.qalqan.web.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, as RFC 9457 writes it.
 *
 * @param status HTTP status
 * @param title short and always the same for one kind
 * @param detail what exactly, in words for people
 * @param errors violations with where they are
 * @param further further members, for example the state that stands in the way
 */
public record Problem(int status, String title, String detail, List<Violation> errors, Map<String, String> further) {
    /** Content type of problems. */
    public static final String TYPE = "application/problem+json";

    /**
     * One violation.
     *
     * @param pointer JSON pointer into the body ({@code #/value}), or {@code query/step}, {@code path/id}
     * @param detail what is wrong with it
     */
    public record Violation(String pointer, String detail) {}

    public Problem {
        errors = List.copyOf(errors);
        further = Map.copyOf(further);
    }

    /** A problem without a list of violations. */
    public static Problem of(int status, String title, String detail) {
        return new Problem(status, title, detail, List.of(), Map.of());
    }

    /** The problem as an answer. */
    public Answer answer() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(further);
        if (!errors.isEmpty()) {
            body.put("errors", errors);
        }
        return new Answer(status, TYPE, body, Map.of());
    }
}
