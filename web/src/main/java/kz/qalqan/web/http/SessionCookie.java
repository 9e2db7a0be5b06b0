package kz.qalqan.web.http;

/** The cookie a signed-in page carries: out of reach of scripts and of other sites. */
public final class SessionCookie {
    /** Its name. */
    public static final String NAME = "qalqan_session";

    private SessionCookie() {}

    /** Sets it. It ends with the browser; the server ends it earlier by its own rules. */
    public static String set(String token, boolean tls) {
        return NAME + "=" + token + attributes(tls);
    }

    /** Takes it away. */
    public static String clear(boolean tls) {
        return NAME + "=; Max-Age=0" + attributes(tls);
    }

    private static String attributes(boolean tls) {
        return "; Path=/; HttpOnly; SameSite=Strict" + (tls ? "; Secure" : "");
    }
}
