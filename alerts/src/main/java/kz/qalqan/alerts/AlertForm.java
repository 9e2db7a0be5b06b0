package kz.qalqan.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import kz.qalqan.telemetry.Texts;
import org.jspecify.annotations.Nullable;

/** An alert as contract 5 writes it, for every way out: API, live feed, MQTT and web hooks. Threads: any. */
public final class AlertForm {
    private AlertForm() {}

    /** Members in their order; times as RFC 3339 text, a number that is none as null. */
    public static Map<String, @Nullable Object> of(Alert alert) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        subject(form, alert);
        facts(form, alert);
        return Collections.unmodifiableMap(form);
    }

    private static void subject(Map<String, @Nullable Object> form, Alert alert) {
        Alert.Life life = alert.life();
        form.put("id", alert.id());
        form.put("key", alert.key().toString());
        form.put("rule", alert.rule());
        form.put("site", alert.site());
        form.put("zone", alert.zone());
        form.put("sensor", text(alert.subject().sensor()));
        form.put("priority", alert.priority().word());
        form.put("state", alert.state().word());
        form.put("raisedAt", time(life.raisedAt()));
        form.put("measuredAt", time(life.measuredAt()));
        form.put("returnedAt", time(life.returnedAt()));
        form.put("acknowledged", answer(life.acknowledged()));
        form.put("shelvedUntil", time(alert.marks().shelvedUntil()));
        form.put("value", number(alert.value().value()));
        form.put("limit", number(alert.value().limit()));
        form.put("unit", alert.value().unit());
        form.put("text", texts(alert.subject().text()));
        form.put("action", texts(alert.subject().action()));
        form.put("journal", alert.journal());
    }

    private static void facts(Map<String, @Nullable Object> form, Alert alert) {
        Alert.Life life = alert.life();
        form.put("extreme", number(alert.extreme()));
        form.put("hold", alert.subject().hold().word());
        form.put("suppressedBy", text(alert.subject().suppressedBy()));
        form.put("stale", alert.subject().stale());
        form.put("late", life.late());
        form.put("activations", life.activations());
        form.put("chattering", alert.traits().chattering());
        form.put("cause", alert.cause());
        form.put("first", alert.first());
        form.put("withdrawal", withdrawal(alert.traits().withdrawal()));
        form.put("announcedAt", time(life.announcedAt()));
        form.put("releasedAt", time(life.releasedAt()));
        form.put("closedAt", time(life.closedAt()));
        form.put("shelved", answer(alert.marks().shelved()));
        form.put("outOfService", answer(alert.marks().outOfService()));
        form.put("escalated", called(alert));
    }

    private static @Nullable Object called(Alert alert) {
        Alert.Called called = alert.called();
        if (called == null) {
            return null;
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("level", called.level());
        form.put("at", called.at().truncatedTo(ChronoUnit.MICROS).toString());
        form.put("people", called.people());
        return form;
    }

    private static @Nullable Object withdrawal(@Nullable Withdrawal terms) {
        if (terms == null) {
            return null;
        }
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("asked", answer(terms.asked()));
        form.put("secondPerson", terms.second());
        form.put("until", time(terms.until()));
        form.put("portableReadings", terms.portable());
        form.put("confirmed", answer(terms.confirmed()));
        return form;
    }

    private static @Nullable Object answer(@Nullable Answer answer) {
        if (answer == null) {
            return null;
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("by", answer.by());
        form.put("at", answer.at().truncatedTo(ChronoUnit.MICROS).toString());
        form.put("note", answer.note());
        return form;
    }

    private static Map<String, Object> texts(Texts texts) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("en", texts.en());
        form.put("ru", texts.ru());
        form.put("kk", texts.kk());
        return form;
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
