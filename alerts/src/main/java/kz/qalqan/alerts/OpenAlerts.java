package kz.qalqan.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.FindingKey;

/** The open alerts as they are on disk. Threads: guarded by the book's lock. */
final class OpenAlerts {
    private final Map<String, Alert> byId = new LinkedHashMap<>();
    private final Map<FindingKey, Alert> live = new HashMap<>();
    private final Map<String, Alert> firsts = new LinkedHashMap<>();

    void put(Alert alert) {
        boolean isLive = !alert.life().late();
        if (alert.open()) {
            byId.put(alert.id(), alert);
            if (alert.id().equals(alert.traits().cause())) {
                firsts.put(alert.id(), alert);
            }
            if (isLive) {
                live.put(alert.key(), alert);
            }
        } else {
            byId.remove(alert.id());
            firsts.remove(alert.id());
            if (isLive) {
                live.remove(alert.key());
            }
        }
    }

    Optional<Alert> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Alert> live(FindingKey key) {
        return Optional.ofNullable(live.get(key));
    }

    Collection<Alert> all() {
        return byId.values();
    }

    /** Those that came of no other. */
    Collection<Alert> firsts() {
        return firsts.values();
    }

    List<Alert> withdrawnUntil(Instant now) {
        return byId.values().stream()
                .filter(alert -> Withdrawals.over(alert, now))
                .toList();
    }

    List<Alert> shelvedUntil(Instant now) {
        return byId.values().stream().filter(alert -> overdue(alert, now)).toList();
    }

    /** Answered so long ago, and still true, that they ask again. */
    List<Alert> toReAlarm(Instant now) {
        return byId.values().stream().filter(alert -> ReAlarm.due(alert, now)).toList();
    }

    private static boolean overdue(Alert alert, Instant now) {
        Instant until = alert.marks().shelvedUntil();
        return until != null && !until.isAfter(now);
    }
}
