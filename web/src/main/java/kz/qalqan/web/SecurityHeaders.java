package kz.qalqan.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a browser may do with our answers: scripts from here alone, no frames, no guessing of types, nothing said to
 * other sites. The page's import map is inline, so its hash is computed from the page at start.
 *
 * <p>Threads: the event loop.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private static final String API = "/api/";

    private final String page;

    SecurityHeaders(String index) {
        Matcher maps = IMPORT_MAP.matcher(index);
        String hashes = maps.results()
                .map(map -> " 'sha256-"
                        + Base64.getEncoder()
                                .encodeToString(Digests.sha256(map.group(1).getBytes(StandardCharsets.UTF_8)))
                        + "'")
                .collect(Collectors.joining());
        // style-src-attr: charts write style attributes into their tooltips
        this.page = "default-src 'none'; script-src 'self'" + hashes
                + "; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'"
                + "; media-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
                + "; frame-ancestors 'none'";
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
        headers.set("x-frame-options", "DENY");
        headers.set("cross-origin-opener-policy", "same-origin");
        headers.set("cross-origin-resource-policy", "same-origin");
        if (context.normalizedPath().startsWith(API)) {
            headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
            headers.set("cache-control", "no-store");
        } else {
            headers.set("content-security-policy", page);
        }
        context.next();
    }
}
