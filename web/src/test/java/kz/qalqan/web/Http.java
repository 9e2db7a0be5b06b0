package kz.qalqan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the server as somebody. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final Map<String, String> headers;

    Http(int port, Map<String, String> headers) {
        this.port = port;
        this.headers = Map.copyOf(headers);
    }

    static Http signedIn(int port, String account, String password) {
        Reply reply = new Http(port, Map.of())
                .post("/api/v1/session", new JsonObject().put("user", account).put("password", password));
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        String cookie = reply.response().headers().firstValue("set-cookie").orElseThrow();
        return new Http(port, Map.of("cookie", cookie.split(";", 2)[0]));
    }

    static Http basic(int port, String account, String password) {
        String pair = Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Http(port, Map.of("authorization", "Basic " + pair));
    }

    Http with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Http(port, more);
    }

    /** A header it sends. */
    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    /** An answer. */
    record Reply(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonObject json() {
            return new JsonObject(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply post(String path, JsonObject body) {
        return send("POST", path, body.encode());
    }

    Reply post(String path) {
        return send("POST", path, "");
    }

    Reply send(String method, String path, String body) {
        try {
            return new Reply(CLIENT.send(
                    request(path)
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        headers.forEach(request::header);
        if (!headers.containsKey("content-type")) {
            request.header("content-type", "application/json");
        }
        return request;
    }

    LiveEvents live(String path) {
        return LiveEvents.open(CLIENT, request(path).build());
    }

    static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
