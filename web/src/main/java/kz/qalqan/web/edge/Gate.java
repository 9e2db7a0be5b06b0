package kz.qalqan.web.edge;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.accounts.Principal;
import kz.qalqan.web.accounts.SignInRefused;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.http.SessionCookie;

/**
 * Who asks: a session cookie of the page, or HTTP Basic of a script.
 *
 * <p>Threads: the event loop only; the store and password hashing are asked on workers.
 */
final class Gate {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String BASIC = "basic ";
    /** Browsers know no such scheme, so they show no window of their own. */
    private static final String ASK_FOR_SESSION = "Session realm=\"qalqan\"";

    private static final String ASK_FOR_PASSWORD = "Basic realm=\"qalqan\", charset=\"UTF-8\"";

    private final Accounts accounts;
    private final Workers workers;

    Gate(Accounts accounts, Workers workers) {
        this.accounts = accounts;
        this.workers = workers;
    }

    /**
     * Refuses what another site's page sends: with the cookie {@code SameSite=Strict} the second of two walls.
     *
     * @throws Refusal 403
     */
    static void requireOwnOrigin(HttpServerRequest request) {
        String origin = request.getHeader("origin");
        if (origin == null || SAFE.contains(request.method())) {
            return;
        }
        String host = request.getHeader("host");
        String authority =
                request.authority() == null ? host : request.authority().toString();
        if (!authority(origin).equalsIgnoreCase(authority)) {
            throw Refusal.forbidden("the page that asks is of another origin");
        }
    }

    private static String authority(String origin) {
        try {
            return Optional.ofNullable(new URI(origin).getRawAuthority()).orElse("");
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /** Who asks; fails with a 401 when nobody is known. */
    Future<Principal> recognise(HttpServerRequest request) {
        String authorization = request.getHeader("authorization");
        if (authorization != null) {
            return script(authorization, address(request));
        }
        String token = session(request);
        if (token.isEmpty()) {
            return Future.failedFuture(Refusal.unknownAsker(ASK_FOR_SESSION, "nobody is signed in"));
        }
        return workers.call(() -> accounts.sessions()
                .find(token)
                .orElseThrow(() -> Refusal.unknownAsker(ASK_FOR_SESSION, "the session is over: sign in again")));
    }

    private Future<Principal> script(String authorization, String address) {
        String[] credential = basic(authorization);
        if (credential.length != 2) {
            return Future.failedFuture(
                    Refusal.unknownAsker(ASK_FOR_PASSWORD, "only HTTP Basic with a user and a password is understood"));
        }
        return workers.call(() -> accounts.known(credential[0], credential[1]))
                .compose(known -> known.map(Future::succeededFuture)
                        .orElseGet(() -> workers.password(
                                () -> verified(() -> accounts.verifyScript(credential[0], credential[1], address)))));
    }

    private static String[] basic(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return new String[0];
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).trim());
            return new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return new String[0];
        }
    }

    private static Principal verified(Supplier<Principal> check) {
        try {
            return check.get();
        } catch (SignInRefused e) {
            throw refusal(e);
        }
    }

    private static Refusal refusal(SignInRefused refused) {
        return refused.reason() == SignInRefused.Reason.WRONG
                ? Refusal.unknownAsker(ASK_FOR_PASSWORD, "user or password is wrong")
                : Refusal.later(429, "too many failed attempts to sign in", refused.retrySeconds());
    }

    /** The session cookie; empty when there is none. */
    static String session(HttpServerRequest request) {
        Cookie cookie = request.getCookie(SessionCookie.NAME);
        return cookie == null ? "" : cookie.getValue();
    }

    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }
}
