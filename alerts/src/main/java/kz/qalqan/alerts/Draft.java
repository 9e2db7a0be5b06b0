package kz.qalqan.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import org.jspecify.annotations.Nullable;

/** The changes of one transaction before they are on disk. Threads: one. */
final class Draft {
    /**
     * An event with its text and the alert after it.
     *
     * @param event the event
     * @param body its text, as hashed and stored
     * @param after the alert as of it
     * @param asks whether the alert began to ask for an answer with it
     */
    record Line(AlertEvent event, String body, Alert after, boolean asks) {
        static Line of(AlertEvent event, String body, @Nullable Alert before, Alert after) {
            Instant announced = after.life().announcedAt();
            boolean asks = announced != null
                    && (before == null || !announced.equals(before.life().announcedAt()));
            return new Line(event, body, after, asks);
        }
    }

    private final OpenAlerts open;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<FindingKey, Alert> live = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final Causes causes;
    private Chain chain;

    Draft(OpenAlerts open, Chain chain) {
        this(open, chain, Causes.byZone());
    }

    Draft(OpenAlerts open, Chain chain, Causes causes) {
        this.open = open;
        this.chain = chain;
        this.causes = causes;
    }

    /** Id of the alert that a finding may have come of, as of this draft. */
    @Nullable
    String causeOf(Finding finding) {
        List<Alert> firsts = new ArrayList<>();
        for (Alert first : open.firsts()) {
            if (!alerts.containsKey(first.id())) {
                firsts.add(first);
            }
        }
        for (Alert drafted : alerts.values()) {
            if (drafted.open() && drafted.id().equals(drafted.traits().cause())) {
                firsts.add(drafted);
            }
        }
        return causes.of(finding, firsts);
    }

    /** The live open alert of a key, as of this draft. */
    Optional<Alert> live(FindingKey key) {
        Alert drafted = live.get(key);
        return drafted == null ? open.live(key) : Optional.of(drafted).filter(Alert::open);
    }

    /** Raises an alert of its own id, which follows from key and position alone. */
    void raise(FindingKey key, Instant at, long applied, AlertChange change) {
        String first = key + "@" + applied;
        String id = first;
        for (int n = 2; alerts.containsKey(id); n++) {
            id = first + "." + n;
        }
        line(null, new Subject(id, key), at, applied, change);
    }

    /** Changes an alert. */
    Alert change(Alert alert, Instant at, long applied, AlertChange change) {
        return line(alert, new Subject(alert.id(), alert.key()), at, applied, change);
    }

    private Alert line(@Nullable Alert before, Subject subject, Instant at, long applied, AlertChange change) {
        long position = chain.position() + 1;
        AlertEvent unsealed = new AlertEvent(position, at, subject.id, subject.key, applied, change, "");
        String body = AlertJson.text(unsealed);
        chain = chain.link(body);
        AlertEvent event = new AlertEvent(position, at, subject.id, subject.key, applied, change, chain.hash());
        Alert after = change.applyTo(before, event).settled(position, at);
        alerts.put(after.id(), after);
        if (!after.life().late()) {
            live.put(after.key(), after);
        }
        lines.add(Line.of(event, body, before, after));
        return after;
    }

    /** The same lines for whoever writes beside them. */
    List<AlertOutbox.Noted> noted() {
        return lines.stream()
                .map(line -> new AlertOutbox.Noted(line.event(), line.after(), line.asks()))
                .toList();
    }

    List<Line> lines() {
        return lines;
    }

    /** Every changed alert as of the last line. */
    List<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    Chain chain() {
        return chain;
    }

    private record Subject(String id, FindingKey key) {}
}
