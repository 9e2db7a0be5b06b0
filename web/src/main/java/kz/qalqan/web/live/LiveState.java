package kz.qalqan.web.live;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.alerts.Alert;
import kz.qalqan.alerts.AlertEvent;
import kz.qalqan.alerts.AlertPage;
import kz.qalqan.alerts.AlertQuery;
import kz.qalqan.alerts.EventPage;
import kz.qalqan.rules.EngineView;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Reading;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.web.http.Json;
import kz.qalqan.web.views.AlertView;
import kz.qalqan.web.views.ReadingView;
import kz.qalqan.web.views.SensorView;
import org.jspecify.annotations.Nullable;

/**
 * What the feed sends: the present as a snapshot, the past since an event, and what changes.
 *
 * <p>Threads: {@link #past} on a worker, the rest on the event loop.
 */
public final class LiveState {
    /** Most events a client is caught up with; beyond it the snapshot alone is the better answer. */
    static final int RESUME_MAX = 5_000;
    /** Most open alerts in a snapshot. */
    static final int ALERTS_MAX = 10_000;

    private static final int PAGE = 500;

    private final LiveSources sources;
    private volatile long position;

    /** The state these sources show. */
    public LiveState(LiveSources sources) {
        this.sources = sources;
        this.position = sources.alerts().events(0, 1).head();
    }

    LiveSources sources() {
        return sources;
    }

    /** What a new client is sent, and up to which event. */
    record Past(List<Buffer> frames, long position) {}

    /** Where the past begins. */
    private record Start(long position, @Nullable String gap) {}

    /** The events since {@code lastEventId}, where there is one, and a snapshot. */
    Past past(String lastEventId) {
        long head = sources.alerts().events(0, 1).head();
        List<Buffer> frames = new ArrayList<>();
        if (lastEventId.isEmpty()) {
            return snapshot(frames, head);
        }
        Start start = start(lastEventId, head);
        if (start.gap() != null) {
            frames.add(
                    Frames.event("gap", Json.object("lastEventId", lastEventId, "position", head, "why", start.gap())));
            return snapshot(frames, head);
        }
        return snapshot(frames, resume(frames, start.position()));
    }

    private static Start start(String lastEventId, long head) {
        if (!lastEventId.matches("[0-9]{1,18}")) {
            return new Start(head, "'" + lastEventId + "' is no position of the alert journal");
        }
        long last = Long.parseLong(lastEventId);
        if (last > head) {
            return new Start(head, "the alert journal ends at " + head);
        }
        return head - last > RESUME_MAX
                ? new Start(head, (head - last) + " events are more than " + RESUME_MAX)
                : new Start(last, null);
    }

    /** Adds the events after a position; up to which they go. An event bears its alert as it stands now. */
    private long resume(List<Buffer> frames, long after) {
        Map<String, Optional<Alert>> known = new HashMap<>();
        long last = after;
        EventPage page;
        do {
            page = sources.alerts().events(last, PAGE);
            for (AlertEvent event : page.events()) {
                known.computeIfAbsent(event.alertId(), id -> sources.alerts().find(id))
                        .ifPresent(alert -> frames.add(alertFrame(event, alert)));
                last = event.position();
            }
        } while (page.next() != null);
        return last;
    }

    private Past snapshot(List<Buffer> frames, long at) {
        Map<SensorId, String> trust = trust();
        Plan plan = sources.plan().get();
        frames.add(Frames.event(
                "snapshot",
                Json.object(
                        "position", at,
                        "alerts", open().stream().map(AlertView::of).toList(),
                        "readings",
                                sources.latest().all().stream()
                                        .map(reading -> ReadingView.live(reading, plan))
                                        .toList(),
                        "sensors", stated(trust),
                        "at", sources.clock().instant(),
                        "simulation", sources.simulation())));
        return new Past(frames, at);
    }

    private List<Alert> open() {
        List<Alert> open = new ArrayList<>();
        Long after = null;
        do {
            AlertPage page = sources.alerts()
                    .alerts(new AlertQuery(true, null, null, null, null, null, after, AlertQuery.LIMIT_MAX));
            open.addAll(page.alerts());
            after = page.next();
        } while (after != null && open.size() < ALERTS_MAX);
        return open;
    }

    /** An event that just happened. */
    Buffer frame(AlertEvent event, Alert after) {
        position = event.position();
        return alertFrame(event, after);
    }

    private static Buffer alertFrame(AlertEvent event, Alert alert) {
        return Frames.numbered(event.position(), "alert", AlertView.live(event, alert));
    }

    Buffer readings(List<Reading> readings) {
        Plan plan = sources.plan().get();
        return Frames.event(
                "reading",
                Json.object(
                        "readings",
                        readings.stream()
                                .map(reading -> ReadingView.live(reading, plan))
                                .toList()));
    }

    /** How far each sensor of the plan is trusted. */
    Map<SensorId, String> trust() {
        Map<String, EngineView> engines = sources.engines().get();
        Map<SensorId, String> trust = new HashMap<>();
        sources.plan().get().sensors().keySet().forEach(id -> trust.put(id, SensorView.state(id, engines)));
        return trust;
    }

    /** The sensors in which trust changed. */
    Buffer sensors(Map<SensorId, String> now, Map<SensorId, String> before) {
        Map<SensorId, String> changed = new HashMap<>(now);
        changed.entrySet().removeAll(before.entrySet());
        return Frames.event("sensor", Json.object("sensors", stated(changed)));
    }

    private static List<Map<String, @Nullable Object>> stated(Map<SensorId, String> trust) {
        return trust.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Json.object("id", entry.getKey(), "state", entry.getValue()))
                .toList();
    }

    Buffer beat(@Nullable Long latencyMs) {
        return Frames.event(
                "beat", Json.object("at", sources.clock().instant(), "position", position, "latencyMs", latencyMs));
    }
}
