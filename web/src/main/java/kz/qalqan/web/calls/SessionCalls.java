package kz.qalqan.web.calls;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.web.accounts.Accounts;
import kz.qalqan.web.accounts.Principal;
import kz.qalqan.web.accounts.Role;
import kz.qalqan.web.accounts.SignInRefused;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.http.SessionCookie;

/** Signing in and out. */
public final class SessionCalls {
    private final Accounts accounts;
    private final Supplier<Plan> plan;
    private final About about;

    /**
     * What a page should know of the about.
     *
     * @param version version and commit
     * @param simulation whether the readings are the simulator's
     * @param tls whether it is reached by TLS
     */
    public record About(String version, boolean simulation, boolean tls) {}

    /** Calls on these accounts. */
    public SessionCalls(Accounts accounts, Supplier<Plan> plan, About about) {
        this.accounts = accounts;
        this.plan = plan;
        this.about = about;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of("session", this::session, "signIn", this::signIn, "signOut", this::signOut);
    }

    private Answer session(Question question) {
        return Answer.ok(view(question.asker()));
    }

    private Answer signIn(Question question) {
        Principal principal = verified(question);
        String token = accounts.sessions().open(principal);
        return Answer.ok(view(principal)).with("Set-Cookie", SessionCookie.set(token, about.tls()));
    }

    private Principal verified(Question question) {
        try {
            return accounts.verify(question.text("user"), question.text("password"), question.address());
        } catch (SignInRefused e) {
            throw e.reason() == SignInRefused.Reason.WRONG
                    ? Refusal.of(Problem.of(401, "Unauthorized", "user or password is wrong"))
                    : Refusal.later(429, "too many failed attempts to sign in", e.retrySeconds());
        }
    }

    private Answer signOut(Question question) {
        if (!question.session().isEmpty()) {
            accounts.sessions().close(question.session());
        }
        return Answer.nothing().with("Set-Cookie", SessionCookie.clear(about.tls()));
    }

    private Object view(Principal principal) {
        List<String> sites = List.copyOf(plan.get().sites().keySet());
        return Json.object(
                "user", principal.name(),
                "roles", principal.roles().stream().sorted().map(Role::word).toList(),
                "simulation", about.simulation(),
                "version", about.version(),
                "site", sites.isEmpty() ? null : sites.get(0),
                "sites", sites);
    }
}
