package kz.qalqan.web.calls;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.history.StoreFault;
import kz.qalqan.risk.EnterpriseRisk;
import kz.qalqan.risk.RiskCard;
import kz.qalqan.risk.RiskIndex;
import kz.qalqan.risk.RiskInputs;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Workplace;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.views.RiskView;

/** The measured part of workplace risk, and what experts sign beside it. */
public final class RiskCalls {
    private static final long RETRY_SECONDS = 10;

    private final Supplier<Plan> plan;
    private final RiskIndex index;
    private final RiskInputs inputs;
    private final InstantSource clock;

    /** Calls on this index. */
    public RiskCalls(Supplier<Plan> plan, RiskIndex index, RiskInputs inputs, InstantSource clock) {
        this.plan = plan;
        this.index = index;
        this.inputs = inputs;
        this.clock = clock;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of(
                "riskWorkplaces", this::cards,
                "riskWorkplace", question -> Answer.ok(card(place(question))),
                "riskInputs", this::sign,
                "riskEnterprise", this::enterprise);
    }

    private record Place(Site site, Workplace workplace) {}

    private List<Place> places(Optional<String> site) {
        return plan.get().sites().values().stream()
                .filter(one -> site.isEmpty() || site.get().equals(one.id()))
                .flatMap(one -> one.workplaces().values().stream().map(workplace -> new Place(one, workplace)))
                .toList();
    }

    private Place place(Question question) {
        String id = question.path("id");
        List<Place> found = places(question.query("site")).stream()
                .filter(place -> place.workplace().id().equals(id))
                .toList();
        if (found.isEmpty()) {
            throw Refusal.unknown("workplace", id);
        }
        if (found.size() > 1) {
            throw Refusal.unreadable("query/site", "several sites have a workplace '" + id + "': name one");
        }
        return found.get(0);
    }

    private Object card(Place place) {
        return RiskView.of(known(() -> index.card(place.site(), place.workplace())));
    }

    private List<RiskCard> all(Optional<String> site) {
        return known(() -> places(site).stream()
                .map(place -> index.card(place.site(), place.workplace()))
                .toList());
    }

    private static <T> T known(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (StoreFault e) {
            throw Refusal.later(503, "the history store cannot answer now: " + e.getMessage(), RETRY_SECONDS);
        }
    }

    private Answer cards(Question question) {
        return Answer.ok(Json.object(
                "workplaces",
                all(question.query("site")).stream().map(RiskView::of).toList()));
    }

    private Answer enterprise(Question question) {
        return Answer.ok(RiskView.of(EnterpriseRisk.of(all(Optional.empty()))));
    }

    private Answer sign(Question question) {
        Place place = place(question);
        JsonObject body = question.body();
        RiskInputs.Values values = new RiskInputs.Values(
                decimal(body, "t"),
                decimal(body, "ob"),
                decimal(body, "siz"),
                decimal(body, "z"),
                question.text("note"));
        try {
            inputs.sign(
                    place.site().id(),
                    place.workplace().id(),
                    values,
                    question.asker().name(),
                    clock.instant());
        } catch (IllegalArgumentException e) {
            throw Refusal.senseless("#", String.valueOf(e.getMessage()));
        }
        return Answer.ok(card(place));
    }

    private static BigDecimal decimal(JsonObject body, String name) {
        return new BigDecimal(body.getNumber(name).toString());
    }
}
