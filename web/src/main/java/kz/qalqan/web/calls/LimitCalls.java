package kz.qalqan.web.calls;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.rules.EngineView;
import kz.qalqan.rules.Limit;
import kz.qalqan.telemetry.LimitChange;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.tuning.Proposal;
import kz.qalqan.web.tuning.Proposals;
import kz.qalqan.web.views.LimitView;
import org.jspecify.annotations.Nullable;

/** Limits, their versions and their changes. */
public final class LimitCalls {
    private final Supplier<Map<String, EngineView>> engines;
    private final Proposals proposals;

    /** Calls on what the rules show. */
    public LimitCalls(Supplier<Map<String, EngineView>> engines, Proposals proposals) {
        this.engines = engines;
        this.proposals = proposals;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of(
                "limits", this::limits,
                "limitHistory", this::history,
                "proposals", this::list,
                "propose", this::propose,
                "approveProposal", this::approve,
                "rejectProposal", this::reject);
    }

    private List<EngineView> asked(Optional<String> site) {
        return engines.get().values().stream()
                .filter(engine -> site.isEmpty() || site.get().equals(engine.site()))
                .toList();
    }

    private Answer limits(Question question) {
        return Answer.ok(Json.object(
                "limits",
                asked(question.query("site")).stream()
                        .flatMap(engine -> engine.limits().stream().map(limit -> LimitView.of(engine.site(), limit)))
                        .toList()));
    }

    private Answer history(Question question) {
        String id = question.path("id");
        EngineView engine = engineOf(id, question.query("site"), "query/site");
        List<Limit> versions = engine.history().getOrDefault(id, List.of());
        return Answer.ok(Json.object(
                "limit", id,
                "site", engine.site(),
                "versions",
                        versions.stream()
                                .map(version -> LimitView.of(engine.site(), version))
                                .toList()));
    }

    /** The engine of the site a limit belongs to; the same id may hold at several. */
    private EngineView engineOf(String limit, Optional<String> site, String pointer) {
        List<EngineView> having = asked(site).stream()
                .filter(engine -> engine.history().containsKey(limit))
                .toList();
        if (having.isEmpty()) {
            throw Refusal.unknown("limit", limit);
        }
        if (having.size() > 1) {
            throw Refusal.senseless(
                    pointer,
                    "name one of the sites "
                            + having.stream().map(EngineView::site).toList());
        }
        return having.get(0);
    }

    private Answer list(Question question) {
        Optional<Proposal.State> state =
                question.query("state").map(word -> Proposal.State.valueOf(word.toUpperCase(Locale.ROOT)));
        return Answer.ok(Json.object(
                "proposals",
                proposals.list(state, question.number("limit", AlertCalls.PAGE_DEFAULT)).stream()
                        .map(LimitCalls::view)
                        .toList()));
    }

    private Answer propose(Question question) {
        JsonObject body = question.body();
        String limit = question.text("limit");
        Optional<String> site = Optional.ofNullable(body.getString("site"));
        LimitChange change = new LimitChange(
                limit,
                body.getDouble("value"),
                body.getDouble("deadBand"),
                body.getInteger("onDelay"),
                body.getInteger("offDelay"),
                question.asker().name(),
                question.text("reason"),
                "");
        return Answer.json(
                201, view(proposals.propose(engineOf(limit, site, "#/site").site(), change)));
    }

    private Answer approve(Question question) {
        return Answer.ok(
                view(proposals.approve(question.path("id"), question.asker().name(), question.text("note"))));
    }

    private Answer reject(Question question) {
        return Answer.ok(
                view(proposals.reject(question.path("id"), question.asker().name(), question.text("note"))));
    }

    private static Map<String, @Nullable Object> view(Proposal proposal) {
        LimitChange change = proposal.change();
        Proposal.Decision decision = proposal.decision();
        return Json.object(
                "id", Long.toString(proposal.number()),
                "site", proposal.site(),
                "limit", change.limit(),
                "state", proposal.state().word(),
                "direction", "tightening",
                "value", change.value(),
                "deadBand", change.deadBand(),
                "onDelay", change.onDelaySeconds(),
                "offDelay", change.offDelaySeconds(),
                "reason", change.reason(),
                "author", change.author(),
                "at", proposal.at(),
                "decided",
                        decision == null
                                ? null
                                : Json.object("by", decision.by(), "at", decision.at(), "note", decision.note()),
                "position", proposal.position());
    }
}
