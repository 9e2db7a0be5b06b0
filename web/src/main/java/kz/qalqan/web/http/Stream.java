package kz.qalqan.web.http;

import io.vertx.core.http.HttpServerRequest;

/**
 * What stands behind an operation whose answer does not end.
 *
 * <p>Threads: the event loop only; must not block.
 */
@FunctionalInterface
public interface Stream {
    /** Takes over the response. */
    void open(Question question, HttpServerRequest request);
}
