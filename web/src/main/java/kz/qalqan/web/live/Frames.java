package kz.qalqan.web.live;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import kz.qalqan.web.http.Json;

/** Server-sent events as bytes, encoded once and shared by all clients. */
final class Frames {
    /** How soon a browser tries again when the stream breaks. */
    static final Buffer RETRY = Buffer.buffer("retry: 2000\n\n");

    private Frames() {}

    static Buffer event(String name, Object data) {
        return frame("event: " + name + "\n", data);
    }

    static Buffer numbered(long id, String name, Object data) {
        return frame("id: " + id + "\nevent: " + name + "\n", data);
    }

    private static Buffer frame(String head, Object data) {
        return Buffer.buffer()
                .appendBytes((head + "data: ").getBytes(StandardCharsets.UTF_8))
                .appendBytes(Json.bytes(data))
                .appendString("\n\n");
    }
}
