package kz.qalqan.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kz.qalqan.telemetry.SensorId;
import org.jspecify.annotations.Nullable;

/**
 * What the engine shows: the limits with all their versions, and how far each sensor is trusted.
 *
 * <p>Threads: immutable.
 *
 * @param site name of the site
 * @param engine version of the engine
 * @param pack version of the rule pack
 * @param preset name of the preset the limits start from
 * @param position journal position it shows
 * @param history all versions of every limit, oldest first, by limit id
 * @param bySensor ids of the limits that judge a sensor
 * @param trust trust in every sensor of the plan
 * @param own how it stands with the mine's own rules
 * @param bypass when a detector may be bypassed; null when never
 */
public record EngineView(
        String site,
        String engine,
        String pack,
        String preset,
        long position,
        Map<String, List<Limit>> history,
        Map<SensorId, List<String>> bySensor,
        Map<SensorId, Trust> trust,
        OwnStatus own,
        @Nullable Bypass bypass) {

    /** The limits in force, in the preset's order. */
    public List<Limit> limits() {
        return history.values().stream().map(EngineView::newest).toList();
    }

    /** The limit in force with this id. */
    public Optional<Limit> limit(String id) {
        return Optional.ofNullable(history.get(id)).map(EngineView::newest);
    }

    /** The limits that judge a sensor's single values now: the lines of its chart. */
    public List<Limit> limitsFor(SensorId sensor) {
        return bySensor.getOrDefault(sensor, List.of()).stream()
                .map(id -> limit(id).orElseThrow())
                .filter(limit -> !limit.use().auxiliary() && limit.use().of().single())
                .toList();
    }

    EngineView with(long at, Map<SensorId, Trust> moved) {
        return new EngineView(site, engine, pack, preset, at, history, bySensor, moved, own, bypass);
    }

    private static Limit newest(List<Limit> versions) {
        return versions.get(versions.size() - 1);
    }
}
