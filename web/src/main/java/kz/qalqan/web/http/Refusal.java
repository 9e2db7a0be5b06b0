package kz.qalqan.web.http;

import java.util.List;
import java.util.Map;

/** A question that is not answered, with the problem to tell. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private Refusal(Problem problem, Map<String, String> headers) {
        super(problem.status() + " " + problem.title() + ": " + problem.detail());
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** A refusal with this problem. */
    public static Refusal of(Problem problem) {
        return new Refusal(problem, Map.of());
    }

    /** 400: the question cannot be read. */
    public static Refusal unreadable(String pointer, String detail) {
        return of(new Problem(400, "Bad Request", detail, List.of(new Problem.Violation(pointer, detail)), Map.of()));
    }

    /** 422: it can be read, but makes no sense. */
    public static Refusal senseless(String pointer, String detail) {
        return of(new Problem(
                422, "Unprocessable Content", detail, List.of(new Problem.Violation(pointer, detail)), Map.of()));
    }

    /** 401: nobody is signed in. */
    public static Refusal unknownAsker(String challenge, String detail) {
        return new Refusal(Problem.of(401, "Unauthorized", detail), Map.of("WWW-Authenticate", challenge));
    }

    /** 403: this one may not. */
    public static Refusal forbidden(String detail) {
        return of(Problem.of(403, "Forbidden", detail));
    }

    /** 404: there is no such thing. */
    public static Refusal unknown(String what, String id) {
        return of(Problem.of(404, "Not Found", "there is no " + what + " '" + id + "'"));
    }

    /** 409: not in this state. */
    public static Refusal conflict(String detail, String state) {
        return of(new Problem(409, "Conflict", detail, List.of(), state.isEmpty() ? Map.of() : Map.of("state", state)));
    }

    /** 429 or 503: later. */
    public static Refusal later(int status, String detail, long seconds) {
        String title = status == 429 ? "Too Many Requests" : "Service Unavailable";
        return new Refusal(Problem.of(status, title, detail), Map.of("Retry-After", Long.toString(seconds)));
    }

    /** The problem as an answer. */
    public Answer answer() {
        Answer answer = problem.answer();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** HTTP status. */
    public int status() {
        return problem.status();
    }
}
