package kz.qalqan.rules;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * Trust in every sensor at one moment: it is made anew whenever trust in one of them moves.
 *
 * <p>Threads: immutable.
 */
final class TrustView extends AbstractMap<SensorId, Trust> {
    private final List<SensorState> sensors;
    private final Map<SensorId, Integer> places;
    private final Trust[] trust;

    private TrustView(List<SensorState> sensors, Map<SensorId, Integer> places, Trust[] trust) {
        this.sensors = sensors;
        this.places = places;
        this.trust = trust;
    }

    /** Trust in these sensors now. */
    static TrustView of(List<SensorState> sensors) {
        Map<SensorId, Integer> places = new HashMap<>();
        for (int i = 0; i < sensors.size(); i++) {
            places.put(sensors.get(i).sensor.id(), i);
        }
        return new TrustView(sensors, places, new Trust[sensors.size()]).with(sensors);
    }

    /** The same after trust in these moved. */
    TrustView with(Collection<SensorState> moved) {
        Trust[] now = trust.clone();
        for (SensorState state : moved) {
            Integer place = places.get(state.sensor.id());
            if (place != null) {
                now[place] = state.trust();
            }
        }
        return new TrustView(sensors, places, now);
    }

    @Override
    public @Nullable Trust get(@Nullable Object sensor) {
        Integer place = places.get(sensor);
        return place == null ? null : trust[place];
    }

    @Override
    public boolean containsKey(@Nullable Object sensor) {
        return places.containsKey(sensor);
    }

    /** In the order of the plan. */
    @Override
    public Set<Entry<SensorId, Trust>> entrySet() {
        return IntStream.range(0, trust.length)
                .mapToObj(i -> Map.entry(sensors.get(i).sensor.id(), trust[i]))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return (other instanceof TrustView that && places == that.places)
                ? Arrays.equals(trust, that.trust)
                : super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
