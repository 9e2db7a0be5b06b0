package kz.qalqan.web.views;

import java.util.Map;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertEvent;
import kz.qalqan.alerts.AlertForm;
import kz.qalqan.alerts.Step;
import kz.qalqan.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Alerts and their events as contract 5 writes them. */
public final class AlertView {
    private AlertView() {}

    /** An alert. */
    public static Map<String, @Nullable Object> of(Alert alert) {
        return AlertForm.of(alert);
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
