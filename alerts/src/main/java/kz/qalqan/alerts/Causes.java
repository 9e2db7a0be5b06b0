package kz.qalqan.alerts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kz.qalqan.telemetry.Finding;
import kz.qalqan.telemetry.FindingKey;
import kz.qalqan.telemetry.Plan;
import kz.qalqan.telemetry.Priority;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.SensorId;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Which alert another probably came of: the first that is open, was raised at most {@link #WITHIN} before, and stands
 * in the same zone, up-wind of it, or for the whole site. Groups only sort what is shown; nothing is hidden by them,
 * and critical gas stands alone.
 *
 * <p>Threads: guarded by the book's lock, but for {@link #alone}.
 */
final class Causes {
    /** How long after its cause an alert may come (the interval of a flood, domain 6.1). */
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final Supplier<? extends @Nullable Plan> plan;
    private final Map<String, Set<String>> upwind = new HashMap<>();
    private @Nullable Plan known;

    Causes(Supplier<? extends @Nullable Plan> plan) {
        this.plan = plan;
    }

    /** Without a plan: by zone only. */
    static Causes byZone() {
        return new Causes(() -> null);
    }

    /** Whether an alert bypasses grouping: critical gas, an outburst. */
    static boolean alone(Alert alert) {
        return alone(alert.key(), alert.subject());
    }

    private static boolean alone(FindingKey key, Finding.Subject subject) {
        SensorId sensor = subject.sensor();
        boolean gas = sensor == null
                ? key.rule().startsWith("ch4-") || key.rule().equals("explosive-mixture")
                : sensor.quantity().kind() == Quantity.Kind.GAS;
        return key.rule().equals("outburst-signature") || (gas && subject.priority() == Priority.CRITICAL);
    }

    /** The first of these that a finding may have come of; null when there is none. */
    @Nullable
    String of(Finding finding, Iterable<Alert> firsts) {
        if (alone(finding.key(), finding.subject())) {
            return null;
        }
        Alert found = null;
        Set<String> zones = upwind(finding.key().site(), finding.subject().zone());
        for (Alert first : firsts) {
            boolean earlier =
                    found == null || first.life().opened() < found.life().opened();
            if (earlier && reaches(first, finding, zones)) {
                found = first;
            }
        }
        return found == null ? null : found.id();
    }

    private static boolean reaches(Alert first, Finding finding, Set<String> zones) {
        return first.site().equals(finding.key().site())
                && first.subject().suppressedBy() == null
                && !first.life().raisedAt().isBefore(finding.at().minus(WITHIN))
                && (first.zone().equals(FindingKey.WHOLE_SITE) || zones.contains(first.zone()));
    }

    /** The zone and all from which its air comes. */
    private Set<String> upwind(String site, String zone) {
        Plan now = plan.get();
        if (now != known) {
            upwind.clear();
            known = now;
        }
        return upwind.computeIfAbsent(site + "/" + zone, k -> walk(now, site, zone));
    }

    private static Set<String> walk(@Nullable Plan plan, String site, String zone) {
        Set<String> reached = new HashSet<>(Set.of(zone));
        Deque<String> next = new ArrayDeque<>(reached);
        while (plan != null && !next.isEmpty()) {
            String to = next.remove();
            plan.site(site).stream()
                    .flatMap(s -> s.zones().values().stream())
                    .filter(from -> from.airflowTo().contains(to))
                    .map(Zone::id)
                    .filter(reached::add)
                    .forEach(next::add);
        }
        return reached;
    }
}
