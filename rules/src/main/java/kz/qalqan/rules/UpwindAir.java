package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;

/**
 * Which sensors measure the air that comes to a place, by the plan's airflow.
 *
 * <p>Where streams meet, what they carry mixes: the mixture holds no less of a gas than the poorest of them, whatever
 * their shares, and on its way more may join but none leaves. So the poorest stream is a floor for all that is measured
 * down-wind of it, without any volume of air being known.
 */
final class UpwindAir {
    private final Site site;
    private final Map<String, List<SensorState>> byZone = new HashMap<>();

    UpwindAir(Site site, List<SensorState> sensors) {
        this.site = site;
        for (SensorState sensor : sensors) {
            if (inGeneralBody(sensor)) {
                byZone.computeIfAbsent(sensor.sensor.zone(), z -> new ArrayList<>())
                        .add(sensor);
            }
        }
    }

    /** A sensor in a corner or under a roof says nothing of the stream that passes. */
    private boolean inGeneralBody(SensorState state) {
        Zone zone = site.zones().get(state.sensor.zone());
        return zone != null && zone.location() == state.sensor.location();
    }

    /**
     * The sensors of each stream that comes to a sensor's zone: of the nearest zones up-wind that measure the same.
     *
     * @return empty when a stream is not measured
     */
    List<List<SensorState>> before(SensorState state) {
        List<List<SensorState>> streams = new ArrayList<>();
        boolean all = inGeneralBody(state) && collect(state.sensor.zone(), state, streams, new HashSet<>());
        return all ? streams : List.of();
    }

    private boolean collect(String zone, SensorState of, List<List<SensorState>> streams, Set<String> seen) {
        List<Zone> before = site.zones().values().stream()
                .filter(from -> from.airflowTo().contains(zone))
                .toList();
        for (Zone from : before) {
            if (!seen.add(from.id())) {
                continue;
            }
            List<SensorState> measured = byZone.getOrDefault(from.id(), List.of()).stream()
                    .filter(sensor -> sensor.sensor.quantity() == of.sensor.quantity() && sensor != of)
                    .toList();
            if (!measured.isEmpty()) {
                streams.add(measured);
            } else if (!collect(from.id(), of, streams, seen)) {
                return false;
            }
        }
        return !before.isEmpty();
    }
}
