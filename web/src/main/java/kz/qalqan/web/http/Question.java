package kz.qalqan.web.http;

import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.web.accounts.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A question that keeps the contract, from somebody who may ask it.
 *
 * <p>Threads: immutable, but for the body.
 */
public final class Question {
    private final Origin origin;
    private final @Nullable Principal principal;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final JsonObject body;

    /**
     * Where a question comes from.
     *
     * @param operation id of the operation
     * @param address of the asker's machine
     * @param session the session cookie; empty when there is none
     * @param idempotencyKey empty when there is none
     */
    public record Origin(String operation, String address, String session, String idempotencyKey) {}

    /** A question with its checked parameters. */
    public Question(
            Origin origin,
            @Nullable Principal principal,
            Map<String, String> path,
            Map<String, String> query,
            JsonObject body) {
        this.origin = origin;
        this.principal = principal;
        this.path = Map.copyOf(path);
        this.query = Map.copyOf(query);
        this.body = body;
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    /** Address of the asker's machine. */
    public String address() {
        return origin.address();
    }

    /** The session cookie; empty when there is none. */
    public String session() {
        return origin.session();
    }

    /**
     * Who asks.
     *
     * @throws IllegalStateException in an operation that is open to everyone
     */
    public Principal asker() {
        if (principal == null) {
            throw new IllegalStateException(origin.operation() + " is open to everyone and knows no asker");
        }
        return principal;
    }

    /** A parameter of the path, decoded. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException(origin.operation() + " has no path parameter " + name);
        }
        return value;
    }

    /** A parameter of the query, decoded. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A whole number of the query. */
    public int number(String name, int otherwise) {
        return query(name).map(Integer::parseInt).orElse(otherwise);
    }

    /** A time of the query. */
    public Optional<Instant> time(String name) {
        return query(name).map(text -> instant("query/" + name, text));
    }

    /** The body; empty when there is none. */
    public JsonObject body() {
        return body;
    }

    /** The idempotency key; empty when there is none. */
    public String idempotencyKey() {
        return origin.idempotencyKey();
    }

    /** A text of the body, empty when it is missing. */
    public String text(String name) {
        return body.getString(name, "");
    }

    /** A time of the body. */
    public Optional<Instant> bodyTime(String name) {
        return Optional.ofNullable(body.getString(name)).map(text -> instant("#/" + name, text));
    }

    /** RFC 3339 (a plus sign may have become a space in a URL) or epoch milliseconds. */
    private static Instant instant(String pointer, String text) {
        try {
            return text.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.unreadable(pointer, "'" + text + "' is neither RFC 3339 nor epoch milliseconds");
        }
    }
}
