package kz.qalqan.web.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.AlertPage;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.ChainCheck;
import kz.qalqan.alerts.EventPage;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Shift;
import kz.qalqan.telemetry.Shifts;
import kz.qalqan.telemetry.Site;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.views.AlertView;
import kz.qalqan.web.views.KpiView;
import kz.qalqan.web.views.Why;
import org.jspecify.annotations.Nullable;

/** Reading alerts and their journal. */
public final class AlertCalls {
    /** Entries of a page when the question does not say. */
    static final int PAGE_DEFAULT = 100;

    private static final Duration KPI_DEFAULT = Duration.ofHours(24);

    /** Longest span that is told shift by shift too. */
    private static final Duration SHIFTS_SPAN_MAX = Duration.ofDays(31);

    private final AlertBook book;
    private final Supplier<Plan> plan;
    private final InstantSource clock;

    /** Calls on this book. */
    public AlertCalls(AlertBook book, Supplier<Plan> plan, InstantSource clock) {
        this.book = book;
        this.plan = plan;
        this.clock = clock;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of(
                "alerts", this::alerts,
                "alert", this::alert,
                "why", this::why,
                "alertJournal", this::journal,
                "verifyAlertJournal", this::verify,
                "alertKpi", this::kpi);
    }

    private Answer alerts(Question question) {
        AlertPage page = book.alerts(new AlertQuery(
                !question.query("state").orElse("open").equals("all"),
                question.query("site").orElse(null),
                question.query("zone").orElse(null),
                question.query("priority").map(AlertCalls::priority).orElse(null),
                question.time("from").orElse(null),
                question.time("to").orElse(null),
                question.query("after").map(AlertCalls::place).orElse(null),
                question.number("limit", PAGE_DEFAULT)));
        Long next = page.next();
        return Answer.ok(Json.object(
                "alerts",
                page.alerts().stream().map(AlertView::of).toList(),
                "next",
                next == null ? null : next.toString(),
                "floods",
                book.floods()));
    }

    private static Priority priority(String word) {
        return Priority.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Long place(String after) {
        try {
            return Long.valueOf(after);
        } catch (NumberFormatException e) {
            throw Refusal.unreadable("query/after", "'" + after + "' is no 'next' of a page");
        }
    }

    private Answer alert(Question question) {
        return Answer.ok(AlertView.of(found(question)));
    }

    private Answer why(Question question) {
        return Answer.ok(Why.of(found(question)));
    }

    private Alert found(Question question) {
        String id = question.path("id");
        return book.find(id).orElseThrow(() -> Refusal.unknown("alert", id));
    }

    private Answer journal(Question question) {
        long after = question.query("after").map(Long::parseLong).orElse(0L);
        EventPage page = book.events(after, question.number("limit", PAGE_DEFAULT));
        return Answer.ok(Json.object(
                "events",
                page.events().stream().map(AlertView::of).toList(),
                "next",
                page.next(),
                "head",
                page.head()));
    }

    private Answer verify(Question question) {
        ChainCheck check = book.verify();
        return Answer.ok(Json.object(
                "valid", check.valid(),
                "events", check.events(),
                "head", check.head(),
                "firstBad", check.badPosition(),
                "fault", check.fault()));
    }

    private Answer kpi(Question question) {
        Instant to = question.time("to").orElseGet(clock::instant);
        Instant from = question.time("from").orElse(to.minus(KPI_DEFAULT));
        Optional<String> site = question.query("site");
        try {
            Map<String, @Nullable Object> figures =
                    new LinkedHashMap<>(KpiView.of(book.kpi(site.orElse(null), from, to)));
            figures.put("shifts", shifts(site, from, to));
            return Answer.ok(figures);
        } catch (IllegalArgumentException e) {
            throw Refusal.unreadable("query/from", String.valueOf(e.getMessage()));
        }
    }

    /** One operator position a site, shift by shift, cut to the span; null when the span is too long for that. */
    private @Nullable List<Map<String, @Nullable Object>> shifts(Optional<String> only, Instant from, Instant to) {
        if (from.plus(SHIFTS_SPAN_MAX).isBefore(to)) {
            return null;
        }
        List<Map<String, @Nullable Object>> shifts = new ArrayList<>();
        for (Site site : plan.get().sites().values()) {
            if (only.isPresent() && !only.get().equals(site.id())) {
                continue;
            }
            for (Instant at = from; at.isBefore(to); ) {
                Shift shift = Shifts.running(site, at);
                Instant end = shift.to().isBefore(to) ? shift.to() : to;
                shifts.add(
                        KpiView.ofShift(site.id(), shift.to().isAfter(clock.instant()), book.kpi(site.id(), at, end)));
                at = shift.to();
            }
        }
        return shifts;
    }
}
