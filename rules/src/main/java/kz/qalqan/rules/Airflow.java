package kz.qalqan.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;

/** Where the air of a site goes, by its plan. */
final class Airflow {
    private Airflow() {}

    /** Zones whose air comes to {@code zone}, near and far, without the zone itself unless the air goes round. */
    static Set<String> upwind(Site site, String zone) {
        Set<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(Set.of(zone));
        while (!open.isEmpty()) {
            String here = open.remove();
            site.zones().values().stream()
                    .filter(from -> from.airflowTo().contains(here))
                    .map(Zone::id)
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found;
    }

    /** Zones the air of {@code zone} goes to, near and far, and the zone itself. */
    static Set<String> downwind(Site site, String zone) {
        Set<String> found = new TreeSet<>(Set.of(zone));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            Zone here = site.zones().get(open.remove());
            if (here != null) {
                here.airflowTo().stream().filter(found::add).forEach(open::add);
            }
        }
        return found;
    }
}
