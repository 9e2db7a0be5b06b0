package kz.qalqan.web.calls;

import java.util.Map;
import kz.qalqan.alerts.AlertBook;
import kz.qalqan.alerts.channel.Outcome;
import kz.qalqan.alerts.notify.Delivery;
import kz.qalqan.alerts.notify.Notifications;
import kz.qalqan.web.http.Answer;
import kz.qalqan.web.http.Call;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.http.Question;
import kz.qalqan.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** Who is told of alerts, and what became of it. */
public final class NotifyCalls {
    private final Notifications notifications;
    private final AlertBook book;

    /** Calls on these notifications. */
    public NotifyCalls(Notifications notifications, AlertBook book) {
        this.notifications = notifications;
        this.book = book;
    }

    /** By operation id. */
    public Map<String, Call> all() {
        return Map.of("receivers", this::receivers, "testReceiver", this::test, "deliveries", this::deliveries);
    }

    private Answer receivers(Question question) {
        return Answer.ok(Json.object(
                "receivers",
                notifications.receivers().stream().map(NotifyCalls::view).toList()));
    }

    private Answer test(Question question) {
        String name = question.path("id");
        try {
            Outcome outcome = notifications.test(name).orElseThrow(() -> Refusal.unknown("receiver", name));
            return Answer.ok(Json.object(
                    "outcome", outcome.kind().word(),
                    "detail", outcome.detail()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while testing '" + name + "'", e);
        }
    }

    private Answer deliveries(Question question) {
        String id = question.path("id");
        if (book.find(id).isEmpty()) {
            throw Refusal.unknown("alert", id);
        }
        return Answer.ok(Json.object(
                "deliveries",
                notifications.deliveries(id).stream().map(NotifyCalls::view).toList()));
    }

    private static Map<String, @Nullable Object> view(Notifications.State state) {
        return Json.object(
                "name", state.name(),
                "kind", state.kind(),
                "trouble", state.trouble(),
                "since", state.since(),
                "deliveredAt", state.deliveredAt(),
                "waiting", state.waiting(),
                "oldestAt", state.oldestAt());
    }

    private static Map<String, @Nullable Object> view(Delivery delivery) {
        Delivery.Progress progress = delivery.progress();
        return Json.object(
                "id", delivery.id(),
                "receiver", delivery.receiver(),
                "event", delivery.event(),
                "reason", delivery.reason(),
                "at", delivery.at(),
                "state", progress.state(),
                "attempts", progress.attempts(),
                "nextAt", progress.nextAt(),
                "doneAt", progress.doneAt(),
                "error", progress.error());
    }
}
