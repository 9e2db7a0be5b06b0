package kz.qalqan.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import kz.qalqan.rules.windows.DayMeans;
import kz.qalqan.telemetry.LocationType;
import kz.qalqan.telemetry.Quantity;
import kz.qalqan.telemetry.Site;
import kz.qalqan.telemetry.Zone;
import org.jspecify.annotations.Nullable;

/**
 * Drained methane as a share of all the methane that leaves the mine: drained / (drained + ventilated), domain 4.
 *
 * <p>Drained is what the pipe carries, ventilated what leaves with the return air: velocity times cross-section times
 * methane, summed over the returns.
 *
 * <p>Threads: the judgement thread only.
 */
final class DrainageEfficiency implements Signal {
    private static final Set<LocationType> RETURNS = Set.of(LocationType.MINE_RETURN, LocationType.MAIN_FAN);
    private static final double SECONDS_A_MINUTE = 60;

    private final SensorState flow;
    private final SensorState pipe;
    private final List<Return> returns;
    private @Nullable DayMeans days;

    /** Air that leaves: its methane, its velocity, the cross-section it passes. */
    private record Return(SensorState ch4, SensorState air, double area) {
        /** Methane in cubic metres a minute; NaN while it cannot be said. */
        double methane() {
            return ch4.reliable() && air.reliable()
                    ? Math.max(0, air.value) * area * SECONDS_A_MINUTE * Math.max(0, ch4.value) / 100
                    : Double.NaN;
        }
    }

    private DrainageEfficiency(SensorState flow, SensorState pipe, List<Return> returns) {
        this.flow = flow;
        this.pipe = pipe;
        this.returns = returns;
    }

    /**
     * The efficiency seen from a pipe's flow.
     *
     * @param sensors finds the sensor of a zone for a quantity
     * @throws IllegalArgumentException when the plan cannot say what the air carries away
     */
    static DrainageEfficiency of(
            SensorState flow,
            @Nullable SensorState pipe,
            Site site,
            BiFunction<String, Quantity, @Nullable SensorState> sensors) {
        List<Return> found = new ArrayList<>();
        for (Zone zone : lastReturns(site)) {
            SensorState ch4 = sensors.apply(zone.id(), Quantity.CH4);
            SensorState air = sensors.apply(zone.id(), Quantity.AIR_VELOCITY);
            if (ch4 != null && air != null) {
                found.add(new Return(ch4, air, zone.crossSection()));
            }
        }
        if (pipe == null || found.isEmpty()) {
            throw new IllegalArgumentException("limit 'drainage-efficiency' of the plan at " + flow.sensor.id()
                    + " cannot be judged: it needs pipe-ch4 beside it, and ch4, air-velocity and a cross-section in the"
                    + " last zone of the return air");
        }
        return new DrainageEfficiency(flow, pipe, List.copyOf(found));
    }

    /** Returns with a cross-section that no other such return lies behind, so that no methane counts twice. */
    private static List<Zone> lastReturns(Site site) {
        List<Zone> measured = site.zones().values().stream()
                .filter(zone -> RETURNS.contains(zone.location()) && !Double.isNaN(zone.crossSection()))
                .toList();
        return measured.stream()
                .filter(zone -> measured.stream()
                        .noneMatch(other -> !other.id().equals(zone.id())
                                && Airflow.downwind(site, zone.id()).contains(other.id())))
                .toList();
    }

    /** Remembers by day. */
    DrainageEfficiency over(DayMeans means) {
        days = means;
        return this;
    }

    /** Percent now; NaN while a part of it cannot be said. */
    double now(double value) {
        double drained = pipe.reliable() ? Math.max(0, value) * Math.max(0, pipe.value) / 100 : Double.NaN;
        double all = drained + ventilated();
        return all > 0 ? 100 * drained / all : Double.NaN;
    }

    private double ventilated() {
        return returns.stream().mapToDouble(Return::methane).sum();
    }

    @Override
    public double of(double value) {
        return days == null ? Double.NaN : days.greatest();
    }

    @Override
    public void describe(Map<String, String> facts) {
        facts.put("drained", Math.max(0, flow.value) * Math.max(0, pipe.value) / 100 + " m3/min");
        facts.put("ventilated", ventilated() + " m3/min");
        facts.put("window", "the best of " + DayMeans.DAYS + " days");
    }
}
