package kz.qalqan.web.calls;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.BookUnwritable;
import kz.qalqan.alerts.IllegalStep;
import kz.qalqan.alerts.Step;
import kz.qalqan.alerts.Terms;
import kz.qalqan.alerts.UnknownAlert;
import kz.qalqan.web.accounts.Role;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Problem;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import kz.qalqan.web.views.AlertView;

/** What an operator does with alerts. Every step bears who took it and from where. */
public final class StepCalls {
    private final AlertBook book;

    /** Calls on this book. */
    public StepCalls(AlertBook book) {
        this.book = book;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of(
                "acknowledgeAlert", one((question, step) -> book.acknowledge(question.path("id"), step)),
                "shelveAlert",
                        one((question, step) -> book.shelve(
                                question.path("id"),
                                step,
                                Duration.ofMinutes(question.body().getInteger("minutes")))),
                "unshelveAlert", one((question, step) -> book.unshelve(question.path("id"), step)),
                "outOfService", one((question, step) -> book.outOfService(question.path("id"), step, terms(question))),
                "inService", one((question, step) -> book.inService(question.path("id"), step)),
                "commentAlert", one((question, step) -> book.comment(question.path("id"), step)),
                "acknowledgeAlerts", this::acknowledgeAll);
    }

    @FunctionalInterface
    private interface Taken {
        Alert take(Question question, Step step);
    }

    private Call one(Taken taken) {
        return question -> Answer.ok(AlertView.of(refused(() -> taken.take(question, step(question)))));
    }

    private Answer acknowledgeAll(Question question) {
        List<String> ids = question.body().getJsonArray("ids").stream()
                .map(String::valueOf)
                .toList();
        List<Alert> answered = refused(() -> book.acknowledgeAll(ids, step(question)));
        return Answer.ok(
                Json.object("alerts", answered.stream().map(AlertView::of).toList(), "next", null));
    }

    private static Terms terms(Question question) {
        return new Terms(
                question.asker().may(EnumSet.of(Role.ENGINEER)),
                question.bodyTime("until").orElse(null),
                question.text("secondPerson"),
                question.text("portableReadings"));
    }

    private static Step step(Question question) {
        String note = question.text("note");
        String key = question.idempotencyKey();
        return new Step(
                question.asker().name(),
                question.address(),
                note.isEmpty() ? question.text("reason") : note,
                key.isEmpty() ? null : key);
    }

    private static <T> T refused(Supplier<T> step) {
        try {
            return step.get();
        } catch (UnknownAlert e) {
            throw Refusal.of(Problem.of(404, "Not Found", String.valueOf(e.getMessage())));
        } catch (IllegalStep e) {
            throw Refusal.conflict(String.valueOf(e.getMessage()), e.state().word());
        } catch (IllegalArgumentException e) {
            throw Refusal.senseless("#", String.valueOf(e.getMessage()));
        } catch (BookUnwritable e) {
            throw Refusal.later(503, "the alert book takes nothing now: " + e.getMessage(), 5);
        }
    }
}
