package kz.qalqan.web.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Json;

/** An answer as bytes. */
record Encoded(Answer answer, Buffer body) {
    static Encoded of(Answer answer) {
        Object body = answer.body();
        return new Encoded(
                answer,
                body instanceof String text
                        ? Buffer.buffer(text.getBytes(StandardCharsets.UTF_8))
                        : Buffer.buffer(Json.bytes(body)));
    }

    int status() {
        return answer.status();
    }

    void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.type().isEmpty()) {
            response.end();
        } else {
            response.putHeader("content-type", answer.type()).end(body);
        }
    }
}
