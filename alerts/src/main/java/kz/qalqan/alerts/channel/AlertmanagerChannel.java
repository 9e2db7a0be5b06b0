package kz.qalqan.alerts.channel;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertState;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus Alertmanager, API v2. It keeps alerts in memory only, so all that fire are told again every minute, with
 * an end in the future that outlives our silence for a while; what ended is told for five minutes more. An alert fires
 * while it is open and nothing graver stands for it. The alert {@code QalqanWatchdog} always fires: its end says that
 * Qalqan is silent.
 *
 * <p>The labels are the identity: priority is one of them, so that routes can use it; when it moves, the alert under
 * the old labels is ended.
 *
 * <p>Threads: one courier; {@link #test} any.
 */
public final class AlertmanagerChannel implements Channel {
    /** How often all that fires is told. */
    static final Duration EVERY = Duration.ofMinutes(1);

    /** Without news from us Alertmanager ends an alert after this. */
    static final Duration OUTLIVES = Duration.ofMinutes(15);

    /** Without news from us the watchdog ends after this. */
    static final Duration WATCHDOG_OUTLIVES = Duration.ofMinutes(3);

    /** Alerts in one request. */
    private static final int BATCH = 100;

    private static final Duration TEST_LASTS = Duration.ofMinutes(1);
    private static final Map<String, String> NONE = Map.of();

    private final Post post;
    private final InstantSource clock;
    private volatile Instant nextAll = Instant.MIN;

    /**
     * Speaks to a server.
     *
     * @param url of the server, without {@code /api/v2}
     */
    public AlertmanagerChannel(URI url, InstantSource clock) {
        String base = url.toString();
        this.post = new Post(URI.create((base.endsWith("/") ? base : base + "/") + "api/v2/alerts"));
        this.clock = clock;
    }

    @Override
    public boolean keepsCopy() {
        return true;
    }

    /** Where its copy lies: under which priority; null when it does not fire. */
    private static @Nullable String address(Alert alert) {
        return alert.open() && alert.state() != AlertState.SUPPRESSED
                ? alert.priority().word()
                : null;
    }

    @Override
    public Outcome deliver(Message message) throws InterruptedException {
        Alert alert = message.alert();
        Instant now = clock.instant();
        List<Map<String, Object>> alerts = new ArrayList<>();
        String before = message.address();
        String address = address(alert);
        if (before != null && !before.equals(address)) {
            alerts.add(form(alert, before, now));
        }
        if (address != null) {
            alerts.add(form(alert, address, now.plus(OUTLIVES)));
        }
        if (!alert.open() && alerts.isEmpty()) {
            alerts.add(form(alert, alert.priority().word(), now));
        }
        Outcome outcome = alerts.isEmpty() ? Outcome.delivered() : send(alerts);
        return outcome.isDelivered() ? Outcome.lies(address) : outcome;
    }

    @Override
    public boolean wantsAll(Instant now) {
        return !now.isBefore(nextAll);
    }

    @Override
    public Outcome tellAll(List<Alert> open, List<Alert> ended, Instant now) throws InterruptedException {
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (Alert alert : open) {
            String address = address(alert);
            if (address != null) {
                alerts.add(form(alert, address, now.plus(OUTLIVES)));
            }
        }
        for (Alert alert : ended) {
            Instant closed = alert.life().closedAt();
            alerts.add(form(alert, alert.priority().word(), closed == null || closed.isAfter(now) ? now : closed));
        }
        for (int from = 0; from < alerts.size(); from += BATCH) {
            Outcome outcome = send(alerts.subList(from, Math.min(alerts.size(), from + BATCH)));
            if (!outcome.isDelivered()) {
                return outcome;
            }
        }
        nextAll = now.plus(EVERY);
        return Outcome.delivered();
    }

    @Override
    public Outcome beat(Instant now) throws InterruptedException {
        return send(List.of(ours("QalqanWatchdog", Priority.LOW, now, now.plus(WATCHDOG_OUTLIVES))));
    }

    @Override
    public Outcome test(Instant now) throws InterruptedException {
        return send(List.of(ours("QalqanTest", Priority.LOW, now, now.plus(TEST_LASTS))));
    }

    private Outcome send(List<Map<String, Object>> alerts) throws InterruptedException {
        return post.send(Written.json(alerts), "application/json", NONE);
    }

    private static Map<String, Object> ours(String name, Priority priority, Instant from, Instant to) {
        return alert(
                Map.of("alertname", name, "severity", priority.word(), "source", "qalqan"),
                Map.of("summary", name.equals("QalqanTest") ? "A test of the way from Qalqan" : "Qalqan is watching"),
                from,
                to);
    }

    private static Map<String, Object> form(Alert alert, String severity, Instant end) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", alert.rule());
        labels.put("severity", severity);
        labels.put("site", alert.site());
        labels.put("zone", alert.zone());
        labels.put("key", alert.key().toString());
        labels.put("source", "qalqan");
        SensorId sensor = alert.subject().sensor();
        if (sensor != null) {
            labels.put("device", sensor.device());
            labels.put("quantity", sensor.quantity().code());
        }
        if (alert.life().late()) {
            labels.put("late", alert.id());
        }
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("summary", alert.subject().text().en());
        notes.put("summary_ru", alert.subject().text().ru());
        notes.put("summary_kk", alert.subject().text().kk());
        notes.put("action", alert.subject().action().en());
        notes.put("action_ru", alert.subject().action().ru());
        notes.put("action_kk", alert.subject().action().kk());
        notes.put("state", alert.state().word());
        notes.put("value", Words.value(alert));
        notes.put("id", alert.id());
        Instant from = alert.life().raisedAt();
        return alert(labels, notes, from, end.isBefore(from) ? from : end);
    }

    private static Map<String, Object> alert(
            Map<String, String> labels, Map<String, String> annotations, Instant from, Instant to) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("labels", labels);
        form.put("annotations", annotations);
        form.put("startsAt", from.truncatedTo(ChronoUnit.MILLIS).toString());
        form.put("endsAt", to.truncatedTo(ChronoUnit.MILLIS).toString());
        return form;
    }
}
