package kz.qalqan.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import kz.qalqan.alerts.Alert;
import kz.qalqan.rules.RuleEngine;
import kz.qalqan.telemetry.Evidence;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.Finding.Change;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Hold;

/**
 * What a new engine sees otherwise than the alerts there are: only the difference is told, each with the fact
 * {@code engine-changed} (design 2).
 *
 * <p>Threads: pure.
 */
final class EngineChange {
    private static final String FACT = "engine-changed";

    private EngineChange() {}

    /**
     * The findings that bring the alerts to what holds.
     *
     * @param standing what the engine says holds or is locked
     * @param open the open alerts of its site
     * @param was the engine before
     * @param at engine time to tell it at
     */
    static List<Finding> difference(List<Finding> standing, List<Alert> open, String was, Instant at) {
        Map<FindingKey, Alert> live = new HashMap<>();
        open.stream().filter(alert -> !alert.life().late()).forEach(alert -> live.put(alert.key(), alert));
        String words = was + " before, " + RuleEngine.VERSION + " now";
        List<Finding> told = new ArrayList<>();
        for (Finding finding : standing) {
            Alert alert = live.remove(finding.key());
            boolean holds = finding.change() == Change.RAISED;
            if (alert == null || !alert.active()) {
                if (holds) {
                    told.add(marked(finding, Change.RAISED, finding.subject(), at, words));
                }
            } else if (!holds) {
                told.add(marked(finding, Change.RETURNED, finding.subject(), at, words));
            } else if (differs(alert, finding)) {
                told.add(marked(finding, Change.CHANGED, finding.subject(), at, words));
            }
        }
        live.values().stream()
                .filter(alert -> alert.active() || alert.locked())
                .map(alert -> gone(alert, at, words))
                .forEach(told::add);
        told.sort((a, b) -> a.key().compareTo(b.key()));
        return told;
    }

    private static boolean differs(Alert alert, Finding finding) {
        return alert.priority() != finding.subject().priority()
                || !Objects.equals(
                        alert.subject().suppressedBy(), finding.subject().suppressedBy());
    }

    /**
     * The engine knows nothing of it any more. A lock that no declaration could release now becomes a latch: a person
     * still has to answer it.
     */
    private static Finding gone(Alert alert, Instant at, String words) {
        Finding.Subject was = alert.subject();
        Finding.Subject subject = new Finding.Subject(
                was.zone(),
                was.sensor(),
                was.priority(),
                was.hold() == Hold.LOCKED ? Hold.LATCHED : was.hold(),
                null,
                was.stale(),
                was.text(),
                was.action());
        Finding last = new Finding(
                alert.key(), Change.RETURNED, subject, at, alert.life().measuredAt(), alert.value(), alert.evidence());
        return marked(last, alert.active() ? Change.RETURNED : Change.RELEASED, subject, at, words);
    }

    private static Finding marked(Finding finding, Change change, Finding.Subject subject, Instant at, String words) {
        Evidence evidence = finding.evidence();
        Map<String, String> facts = new TreeMap<>(evidence.facts());
        facts.put(FACT, words);
        return new Finding(
                finding.key(),
                change,
                subject,
                at,
                finding.measuredAt(),
                finding.value(),
                new Evidence(
                        evidence.rule(),
                        evidence.pack(),
                        evidence.engine(),
                        evidence.limitId(),
                        evidence.limitVersion(),
                        evidence.source(),
                        facts,
                        evidence.readings()));
    }
}
