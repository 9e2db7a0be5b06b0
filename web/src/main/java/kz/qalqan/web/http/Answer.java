package kz.qalqan.web.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status HTTP status
 * @param type content type; empty when there is no body
 * @param body a {@code String} as it is, anything else as JSON
 * @param headers further headers
 */
public record Answer(int status, String type, Object body, Map<String, String> headers) {
    /** Content type of JSON. */
    public static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200 with JSON. */
    public static Answer ok(Object body) {
        return json(200, body);
    }

    /** JSON with another status. */
    public static Answer json(int status, Object body) {
        return new Answer(status, JSON, body, Map.of());
    }

    /** 200 with a text. */
    public static Answer text(String type, String body) {
        return new Answer(200, type, body, Map.of());
    }

    /** 204. */
    public static Answer nothing() {
        return new Answer(204, "", "", Map.of());
    }

    /** The same answer with one header more. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, more);
    }
}
