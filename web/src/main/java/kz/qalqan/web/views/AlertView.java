package kz.qalqan.web.views;

import java.util.Map;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertEvent;
import kz.qalqan.alerts.Answer;
import kz.qalqan.alerts.Step;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Alerts and their events as contract 5 writes them. */
public final class AlertView {
    private AlertView() {}

    /** An alert. */
    public static Map<String, @Nullable Object> of(Alert alert) {
        Alert.Life life = alert.life();
        return Json.object(
                "id", alert.id(),
                "key", alert.key(),
                "rule", alert.rule(),
                "site", alert.site(),
                "zone", alert.zone(),
                "sensor", alert.subject().sensor(),
                "priority", alert.priority().word(),
                "state", alert.state().word(),
                "raisedAt", life.raisedAt(),
                "measuredAt", life.measuredAt(),
                "returnedAt", life.returnedAt(),
                "acknowledged", answer(life.acknowledged()),
                "shelvedUntil", alert.marks().shelvedUntil(),
                "value", alert.value().value(),
                "limit", alert.value().limit(),
                "unit", alert.value().unit(),
                "text", alert.subject().text(),
                "action", alert.subject().action(),
                "journal", alert.journal(),
                "extreme", alert.extreme(),
                "hold", alert.subject().hold().word(),
                "suppressedBy", alert.subject().suppressedBy(),
                "stale", alert.subject().stale(),
                "late", life.late(),
                "activations", life.activations(),
                "chattering", alert.traits().chattering(),
                "announcedAt", life.announcedAt(),
                "releasedAt", life.releasedAt(),
                "closedAt", life.closedAt(),
                "shelved", answer(alert.marks().shelved()),
                "outOfService", answer(alert.marks().outOfService()));
    }

    private static @Nullable Map<String, @Nullable Object> answer(@Nullable Answer answer) {
        return answer == null ? null : Json.object("by", answer.by(), "at", answer.at(), "note", answer.note());
    }

    /** A line of the alert journal. */
    public static Map<String, @Nullable Object> of(AlertEvent event) {
        Step step = event.change().step();
        return Json.object(
                "position", event.position(),
                "previous", previous(event),
                "type", event.change().kind().word(),
                "alert", event.alertId(),
                "key", event.key(),
                "at", event.at(),
                "applied", event.applied(),
                "by", step == null ? null : step.by(),
                "note", step == null ? null : step.note(),
                "hash", event.hash());
    }

    /** The event as a live client gets it, with the alert. */
    public static Map<String, @Nullable Object> live(AlertEvent event, Alert alert) {
        return Json.object(
                "position", event.position(),
                "previous", previous(event),
                "type", event.change().kind().word(),
                "alert", of(alert));
    }

    /** Position of the event before it: the alert journal counts by one. */
    private static long previous(AlertEvent event) {
        return event.position() - 1;
    }
}
